/** Parts of the page that are fetched when they are first shown. */

import { type ComponentType, lazy } from 'react';

/** Pauses before a fetch is tried again, ms: a network that changes, as when a phone leaves its Wi-Fi, is back by then. */
const PAUSES_MS = [300, 1500, 5000];

/**
 * A component whose module is fetched when it is first shown, and again when the fetch fails: React keeps what `lazy`
 * is given for as long as the page lives, a failure too.
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => ({ default: await persistently(load) }));
}

async function persistently<T>(load: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return load();
}
