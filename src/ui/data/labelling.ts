/** What the gallery does to samples: labels them, changes what is known of them, deletes them, and moves on. */

import { changeSamples, removeSamples, rename } from '../../data/edits.ts';
import type { ExpressionClass, Sample } from '../../data/schema.ts';
import { perform, performWithNotice, refused } from '../library.ts';
import { count } from '../parts/words.ts';
import { announce, getState } from '../store.ts';
import { getGallery, setGallery } from './galleryState.ts';
import { indexOf, nextAfter } from './selection.ts';

export type SampleChange = Parameters<typeof changeSamples>[2];

/** The selected samples, or else the focused one. */
export function chosenIds(list: readonly Sample[]): Set<string> {
  const { selected, focus } = getGallery();
  const chosen = list.filter(({ id }) => selected.has(id));
  const focused = list[indexOf(list, focus)];
  return new Set((chosen.length > 0 || !focused ? chosen : [focused]).map(({ id }) => id));
}

/** Gives samples a class (null: none), then goes on to the next one of the list. */
export function labelAndMoveOn(list: readonly Sample[], ids: ReadonlySet<string>, record: ExpressionClass | null) {
  const classId = record?.id ?? null;
  const same = getState().samples.every((sample) => !ids.has(sample.id) || sample.classId === classId);
  if (ids.size === 0 || !(same || label(ids, record))) return;
  moveOn(list, ids);
}

/** @returns whether anything was changed */
export function label(ids: ReadonlySet<string>, record: ExpressionClass | null): boolean {
  const name = record?.name ?? 'no class';
  const done = alterSamples(ids, `label ${count(ids.size, 'sample')} ${name}`, { classId: record?.id ?? null });
  if (done) announce(`${count(ids.size, 'sample')}: ${name}.`);
  return done;
}

/** As `label`, with the class of this key; 0: none. Where no class has it, nothing happens. */
export function labelByDigit(ids: ReadonlySet<string>, digit: number): void {
  const record = digit === 0 ? null : getState().classes[digit - 1];
  if (record !== undefined && ids.size > 0) label(ids, record);
}

/** Deletes samples with a notice that offers to take it back. */
export function deleteSamples(ids: ReadonlySet<string>): void {
  if (ids.size === 0) return;
  const samples = count(ids.size, 'sample');
  performWithNotice(`${samples} deleted.`, `delete ${samples}`, (now) => removeSamples(now, ids));
}

/** @param what finishes “Undo: …” @returns whether anything was changed */
export const alterSamples = (ids: ReadonlySet<string>, what: string, change: SampleChange): boolean =>
  perform(what, (now) => changeSamples(now, ids, change));

export function deleteAndMoveOn(list: readonly Sample[], ids: ReadonlySet<string>): void {
  if (ids.size === 0 || refused()) return;
  deleteSamples(ids);
  moveOn(list, ids);
}

function moveOn(list: readonly Sample[], done: ReadonlySet<string>): void {
  const { focus } = getGallery();
  const listed = list.some(({ id }) => done.has(id));
  // What is done may have left the list before, by a change in the large view.
  const id = (listed ? nextAfter(list, done) : list[indexOf(list, focus)]?.id) ?? null;
  const index = Math.max(
    0,
    list.findIndex((sample) => sample.id === id),
  );
  setGallery({ selected: new Set(), anchor: null, focus: { id, index }, ...(id === null && { large: false }) });
}

/** Gives a person or a session another name; the name of another one joins the two. A filter on it follows. */
export function renameEverywhere(what: 'person' | 'session', from: string, to: string): void {
  const joins = getState().samples.some((sample) => sample[what] === to);
  const make = (now: Parameters<typeof rename>[0]) => rename(now, what, from, to);
  if (joins) performWithNotice(`“${from}” joined with “${to}”.`, `join ${from} with ${to}`, make);
  else perform(`rename ${from}`, make);
  const { filters } = getGallery();
  const renamed = !getState().samples.some((sample) => sample[what] === from);
  if (renamed && filters[what].includes(from)) {
    const values = filters[what].map((value) => (value === from ? to : value));
    setGallery({ filters: { ...filters, [what]: [...new Set(values)] } });
  }
}
