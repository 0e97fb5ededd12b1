/** The gallery's keys: arrows and selection within the grid, digits and Delete on what is selected or focused. */

import type { Sample } from '../../data/schema.ts';
import { getState } from '../store.ts';
import { clearSelection, getGallery } from './galleryState.ts';
import { enlarge, extendTo, focusOn, selectAll, toggleAt } from './gridActions.ts';
import { chosenIds, deleteAndMoveOn, labelAndMoveOn } from './labelling.ts';
import { indexOf, moved } from './selection.ts';

/** Columns of the grid, and rows that fit on the screen. */
export type Shape = { columns: number; rows: number };

/** A key pressed on a sample of the grid. */
export function gridKey(event: React.KeyboardEvent, list: readonly Sample[], { columns, rows }: Shape): void {
  const index = indexOf(list, getGallery().focus);
  if (index < 0 || event.altKey) return;
  const ctrl = event.ctrlKey || event.metaKey;
  const next = moved(event.key, index, list.length, columns, rows);
  if (next !== null) {
    if (event.shiftKey) extendTo(list, next);
    else focusOn(list, next);
  } else if (ctrl && event.key.toLowerCase() === 'a') selectAll(list);
  else if (ctrl) return;
  else if (event.key === ' ') toggleAt(list, index);
  else if (event.key === 'Enter') enlarge(list, index);
  else if (!sampleKey(event.key, list, chosenIds(list))) return;
  event.preventDefault();
}

/** A key pressed beside the grid: only for what is selected. */
export function besideKey(event: React.KeyboardEvent, list: readonly Sample[]): void {
  if (getGallery().selected.size === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  if (sampleKey(event.key, list, chosenIds(list))) event.preventDefault();
}

/** Digits label, Delete deletes, Escape selects nothing. @returns whether the key was one of them */
function sampleKey(key: string, list: readonly Sample[], ids: ReadonlySet<string>): boolean {
  if (key === 'Escape') {
    clearSelection();
    return true;
  }
  if (key === 'Delete' || key === 'Backspace') {
    deleteAndMoveOn(list, ids);
    return true;
  }
  const record = key === '0' ? null : getState().classes[Number(key) - 1];
  if (!/^\d$/.test(key) || record === undefined) return false;
  labelAndMoveOn(list, ids, record);
  return true;
}

/** A key pressed while a sample is shown large: arrows go on, digits and Delete are for it alone. */
export function largeKey(event: React.KeyboardEvent, list: readonly Sample[]): void {
  const { id } = getGallery().focus;
  if (event.ctrlKey || event.metaKey || event.altKey || event.key === 'Escape' || id === null) return;
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step) stepLarge(list, step);
  else if (!sampleKey(event.key, list, new Set([id]))) return;
  event.preventDefault();
}

/** Shows the next sample large (1) or the one before (−1). */
export function stepLarge(list: readonly Sample[], step: number): void {
  const { focus } = getGallery();
  const index = indexOf(list, focus);
  // Where the sample has left the list, the next one is in its place.
  const there = list[index]?.id === focus.id || step < 0;
  focusOn(list, Math.max(0, Math.min(list.length - 1, there ? index + step : index)));
}
