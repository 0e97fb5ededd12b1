/** Selecting in a grid that is read row by row: ranges, the next place, what a key moves to. Pure. */

type Listed = readonly { id: string }[];

/** A sample by id, and where it was last, for when it has left the list. */
export type Place = { id: string | null; index: number };

/** Where the sample is in the list; where it was, or the end, once it is gone. −1 for an empty list. */
export function indexOf(list: Listed, { id, index }: Place): number {
  if (list[index]?.id === id) return index;
  const found = list.findIndex((sample) => sample.id === id);
  return found >= 0 ? found : Math.min(index, list.length - 1);
}

/** The sample to go on with when these are done: the next one that stays, else the one before; null when none stays. */
export function nextAfter(list: Listed, done: ReadonlySet<string>): string | null {
  const last = list.findLastIndex(({ id }) => done.has(id));
  const stays = ({ id }: { id: string }) => !done.has(id);
  return (list.slice(last + 1).find(stays) ?? list.slice(0, Math.max(0, last)).findLast(stays))?.id ?? null;
}

/** Ids from one place to another, both included, in either direction. */
export function range(list: Listed, from: number, to: number): string[] {
  return list.slice(Math.min(from, to), Math.max(from, to) + 1).map(({ id }) => id);
}

export function toggledIn(selected: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

/**
 * The place that a key moves to; null for any other key.
 * @param page rows that fit on the screen
 */
export function moved(key: string, index: number, total: number, columns: number, page: number): number | null {
  const last = total - 1;
  const row = index - (index % columns);
  const steps: Record<string, number> = {
    ArrowRight: index + 1,
    ArrowLeft: index - 1,
    ArrowDown: index + columns,
    ArrowUp: index - columns,
    PageDown: index + columns * page,
    PageUp: index - columns * page,
    Home: 0,
    End: last,
  };
  const next = steps[key];
  if (next === undefined) return null;
  // Beyond the first or last row the column is kept where it can be; a row that is not full ends at its last sample.
  if (key === 'ArrowUp' || key === 'PageUp') return next >= 0 ? next : index - row;
  if (key === 'ArrowDown' || key === 'PageDown') {
    const lastRow = last - (last % columns);
    return next <= last ? next : Math.min(last, Math.max(index, lastRow + index - row));
  }
  return Math.max(0, Math.min(last, next));
}
