/**
 * Whether the page opens without a network, and whether a newer build waits: registers the service worker once the page has
 * answered for the first time, and takes the new build only when the user says so. Draws nothing.
 */

import { create } from 'zustand';
import { PAGE_LOCK, type ToServiceWorker } from '../../offline/protocol.ts';
import { ROOT } from '../session.ts';
import { getState, useStore } from '../store.ts';
import { showToast } from '../toasts.ts';

/** `impossible`: this browser, or this way of browsing, has no service workers. */
export type OfflineState = 'impossible' | 'preparing' | 'ready' | 'failed';

/** `waiting`: a newer build is here. `elsewhere`: another tab took it; this one still runs the one before. */
export type Update = 'none' | 'waiting' | 'elsewhere';

export const useOffline = create<{ offline: OfflineState; update: Update }>()(() => ({
  offline: 'preparing',
  update: 'none',
}));
const setOffline = useOffline.setState;

/** A page that never answers (no face, no model) is kept too, but after this long, ms. */
const PATIENCE_MS = 30_000;

/** A page that stays open looks for a newer build when it is shown again, not oftener than this, ms. */
const LOOK_AGAIN_MS = 60 * 60_000;

let reloading = false;

/** Whether the page is being left because the user has said yes to it: nothing asks a second time. */
export const isReloading = (): boolean => reloading;

/** The development server has no service worker: what it serves changes all the time. */
export function startOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) {
    setOffline({ offline: 'impossible' });
    return;
  }
  const entry = document.querySelector<HTMLScriptElement>('script[type=module]')?.src;
  void navigator.locks.request(`${PAGE_LOCK}${entry}`, { mode: 'shared' }, () => new Promise(() => {}));
  let controlled = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (reloading) location.reload();
    else if (controlled) setOffline({ update: 'elsewhere' });
    controlled = true;
  });
  whenAnswered(() => {
    register().catch(() => setOffline({ offline: 'failed' }));
  });
}

/** What the first answer needs comes before what a later visit needs. */
function whenAnswered(then: () => void): void {
  const go = () => {
    stop();
    clearTimeout(timer);
    // Safari has no idle callbacks.
    if ('requestIdleCallback' in window) requestIdleCallback(then, { timeout: 5_000 });
    else setTimeout(then, 1_000);
  };
  const timer = setTimeout(go, PATIENCE_MS);
  const stop = useStore.subscribe(({ faces }) => faces.some(({ base }) => base) && go());
}

async function register(): Promise<void> {
  const registration = await navigator.serviceWorker.register(new URL('sw.js', ROOT));
  const look = () => {
    if (registration.waiting && registration.active) setOffline({ update: 'waiting' });
  };
  let followed: ServiceWorker | null = null;
  const follow = () => {
    const worker = registration.installing;
    if (!worker || worker === followed) return;
    followed = worker;
    const first = !registration.active;
    worker.addEventListener('statechange', () => {
      look();
      if (first && worker.state === 'activated') ready(true);
      if (first && worker.state === 'redundant') setOffline({ offline: 'failed' });
    });
  };
  // The first one may be found before or after anybody can listen.
  follow();
  registration.addEventListener('updatefound', follow);
  look();
  if (registration.active) ready(false);
  lookAgain(registration);
}

function ready(news: boolean): void {
  setOffline({ offline: 'ready' });
  tell(navigator.serviceWorker.controller, 'tidy');
  if (news) showToast('Ready offline: from now on Mien opens without a network too.');
}

function lookAgain(registration: ServiceWorkerRegistration): void {
  let looked = performance.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || performance.now() - looked < LOOK_AGAIN_MS) return;
    looked = performance.now();
    // Without a network there is nothing newer to be had.
    registration.update().catch(() => {});
  });
}

const tell = (worker: ServiceWorker | null | undefined, message: ToServiceWorker) => worker?.postMessage(message);

/** Reloads into the newer build. Whatever is not stored is lost: ask first where `whatWouldBeLost` says so. */
export async function takeUpdate(): Promise<void> {
  reloading = true;
  const registration = await navigator.serviceWorker.getRegistration(ROOT);
  // Where another tab took it over already, there is nothing to wait for.
  if (registration?.waiting) tell(registration.waiting, 'take over');
  else location.reload();
}

/** What a reload would cut short, as the beginning of a sentence; null where it costs nothing. */
export function whatWouldBeLost(
  { run, importing, recording, countdown, dialog, savingSince } = getState(),
): string | null {
  if (run.kind === 'running' || run.kind === 'interrupted') return 'A run is in progress';
  if (run.kind === 'done' && run.result.unsaved) return 'The end of the last run is not stored';
  if (importing) return 'An import is in progress';
  if (recording || countdown || dialog === 'guided') return 'A recording is in progress';
  if (savingSince !== null) return 'A change is being stored';
  return null;
}
