/** What pointer and keyboard do in the grid: move, select, open. Changes no sample. */

import type { Sample } from '../../data/schema.ts';
import { getGallery, setGallery } from './galleryState.ts';
import { indexOf, range, toggledIn } from './selection.ts';

type List = readonly Sample[];

/** Moves the keyboard to a place in the list. */
export function focusOn(list: List, index: number): void {
  const sample = list[index];
  if (sample) setGallery({ focus: { id: sample.id, index } });
}

/** Selects from where the selection began, or else from the focused sample, to this place. */
export function extendTo(list: List, index: number): void {
  const { anchor, focus } = getGallery();
  const from = anchor === null ? indexOf(list, focus) : indexOf(list, { id: anchor, index: focus.index });
  setGallery({ selected: new Set(range(list, from, index)), anchor: list[from]?.id ?? null });
  focusOn(list, index);
}

export function toggleAt(list: List, index: number): void {
  const id = list[index]?.id;
  if (!id) return;
  setGallery({ selected: toggledIn(getGallery().selected, id), anchor: id });
  focusOn(list, index);
}

export function selectOnly(list: List, index: number): void {
  const id = list[index]?.id;
  if (!id) return;
  setGallery({ selected: new Set([id]), anchor: id });
  focusOn(list, index);
}

export function selectAll(list: List): void {
  setGallery({ selected: new Set(list.map(({ id }) => id)), anchor: list[0]?.id ?? null });
}

/** Shows a sample large. */
export function enlarge(list: List, index: number): void {
  focusOn(list, index);
  if (list[index]) setGallery({ large: true });
}

/** Gives the keyboard back to the grid once what covered it is gone. */
export function returnToGrid(): void {
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('.gallery-grid [role=gridcell][tabindex="0"]')?.focus(),
  );
}
