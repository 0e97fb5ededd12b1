/** Undo and redo over changes. Pure: applies and writes nothing. */

import { type Change, composed, inverse } from './change.ts';

/** `what` finishes the sentence “Undo: …”. Entries of one `group` (a take, an import) are undone together. */
export type Entry = { change: Change; what: string; group: string | null };

export type History = { done: Entry[]; undone: Entry[] };

export const NO_HISTORY: History = { done: [], undone: [] };

/** Older entries are forgotten, so that a long day does not fill the memory: so many entries, so many records in them. */
const MOST_ENTRIES = 200;
const MOST_RECORDS = 200_000;

/** The history after something new was done: what had been undone cannot be redone any more. */
export function recorded({ done }: History, entry: Entry): History {
  const last = done.at(-1);
  const merged =
    last && entry.group !== null && last.group === entry.group
      ? [...done.slice(0, -1), { ...entry, change: composed(last.change, entry.change) }]
      : [...done, entry];
  return { done: latest(merged), undone: [] };
}

/** The newest entries that the bounds leave room for; the very last one in any case. */
function latest(entries: Entry[]): Entry[] {
  let records = 0;
  const full = entries.findLastIndex(({ change }) => {
    records += change.samples.length;
    return records > MOST_RECORDS;
  });
  return entries.slice(Math.max(Math.min(full + 1, entries.length - 1), entries.length - MOST_ENTRIES));
}

/** What has to be applied to take the latest change back, and the history after that; null when there is none. */
export function undone({ done, undone: later }: History): { entry: Entry; change: Change; history: History } | null {
  const entry = done.at(-1);
  if (!entry) return null;
  return { entry, change: inverse(entry.change), history: { done: done.slice(0, -1), undone: [...later, entry] } };
}

/** What has to be applied to do the latest undone change again, and the history after that. */
export function redone({ done, undone: later }: History): { entry: Entry; change: Change; history: History } | null {
  const entry = later.at(-1);
  if (!entry) return null;
  return { entry, change: entry.change, history: { done: [...done, entry], undone: later.slice(0, -1) } };
}
