/** The map's keys: the lasso's and the mouse's work by keyboard. Pure. */

import type { Place } from './lasso.ts';
import { nearestPlace, placeTowards } from './viewport.ts';

export type MapKey =
  | { does: 'focus'; index: number }
  | { does: 'toggle' | 'grow' | 'clear' | 'in' | 'out' | 'fit' }
  | { does: 'label'; digit: number };

const KEYS: { readonly [key: string]: Exclude<MapKey, { does: 'focus' } | { does: 'label' }>['does'] } = {
  ' ': 'toggle',
  Enter: 'toggle',
  g: 'grow',
  Escape: 'clear',
  '+': 'in',
  '=': 'in',
  '-': 'out',
  Home: 'fit',
};

/** @param focused index of the sample with the keyboard, −1 for none; `places` of all samples on the canvas */
export function mapKey(key: string, places: readonly Place[], focused: number): MapKey | null {
  const next = placeTowards(key, places, focused);
  if (next !== null) return { does: 'focus', index: next };
  // Arrows cannot reach every sample; one after the other all are reached.
  const step = { PageDown: 1, PageUp: -1 }[key];
  if (step && places.length > 0) return { does: 'focus', index: (focused + step + places.length) % places.length };
  if (/^\d$/.test(key)) return { does: 'label', digit: Number(key) };
  const does = KEYS[key];
  return does ? { does } : null;
}

/** Index of the sample nearest to the focused one that is not selected yet; −1 where all are. */
export function nextNearest(places: readonly Place[], focused: number, selected: (index: number) => boolean): number {
  const from = places[focused];
  if (!from) return -1;
  if (!selected(focused)) return focused;
  const open = places.map((place, i) => (selected(i) ? { x: Infinity, y: Infinity } : place));
  return nearestPlace(open, from, Number.MAX_VALUE);
}
