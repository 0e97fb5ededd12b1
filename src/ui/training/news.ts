/** News of a run for screen readers: seldom enough to be listened to. */

import { announce } from '../store.ts';

/** How often training news is spoken, ms. */
const NEWS_MS = 5_000;

let saidAt = Number.NEGATIVE_INFINITY;

/** Says it, unless something was said just now. */
export function sayNews(text: string): void {
  if (performance.now() - saidAt < NEWS_MS) return;
  saidAt = performance.now();
  announce(text);
}
