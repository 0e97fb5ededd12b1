/** The last errors of this visit, for the diagnostics: in memory only, without what the user has named. Shows nothing. */

import { getState, type State, useStore } from '../store.ts';

export type LoggedError = { at: Date; where: string; words: string };

const MOST = 20;
const ring: LoggedError[] = [];

export const recentErrors = (): readonly LoggedError[] => ring;

/** Follows what fails from now on, whether the page caught it or not. */
export function logErrors(): void {
  window.addEventListener('error', ({ message, filename, lineno, colno }) => {
    log('uncaught', `${message} (${filename}:${lineno}:${colno})`);
  });
  window.addEventListener('unhandledrejection', ({ reason }) => log('unhandled', String(reason)));
  useStore.subscribe((now, before) => {
    for (const name of ['vision', 'trainer'] as const) {
      const state = now[name];
      if (state !== before[name] && state.kind === 'failed') log(name, state.message);
    }
    if (now.run !== before.run && now.run.kind === 'failed') log('run', now.run.message);
    if (now.storage !== before.storage && now.storage.kind === 'unavailable') log('storage', now.storage.message);
    for (const name of ['sourceError', 'frameError'] as const) {
      const message = now[name];
      if (message && message !== before[name]) log(name === 'sourceError' ? 'source' : 'frame', message);
    }
    const [newest] = now.toasts.slice(-1);
    if (newest?.tone === 'error' && !before.toasts.some(({ id }) => id === newest.id)) log('notice', newest.text);
  });
}

function log(where: string, words: string): void {
  ring.push({ at: new Date(), where, words: withoutNames(words, getState()) });
  if (ring.length > MOST) ring.shift();
}

/**
 * The words without what tells of a person: quoted names, files, addresses' parameters, and every name that the user has
 * given to a class, person, sitting, clip or run.
 */
export function withoutNames(
  words: string,
  { classes, samples, runs }: Pick<State, 'classes' | 'samples' | 'runs'>,
): string {
  const given = new Set([
    ...classes.map(({ name }) => name),
    ...runs.map(({ name }) => name),
    ...samples.flatMap(({ person, session, clip }) => [person, session, clip]),
  ]);
  let text = words
    .replace(/“[^”]*”|"[^"]*"/g, '“…”')
    .replace(/[?#][^\s)]*/g, '')
    .replace(/\S+\.(?:jpe?g|png|webp|gif|avif|bmp|heic|mp4|webm|mov|mkv|zip|csv|json)\b/gi, '…');
  for (const name of given) {
    // Whole words only. A letter tells of nobody, and would be found everywhere.
    if (name && name.length > 1)
      text = text.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, 'giu'), '…');
  }
  return text;
}

/** Older browsers lack RegExp.escape. */
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
