/** What came into the collection between two readings of it, as a change. For writers that were cut off before they could tell. Pure. */

import type { Change, Collection } from '../../data/change.ts';

/** New classes, new samples, and another split plan; an import changes nothing else. */
export function additions(before: Collection, after: Collection): Change {
  const split = JSON.stringify(before.split) !== JSON.stringify(after.split);
  return {
    classes: added(before.classes, after.classes),
    samples: added(before.samples, after.samples),
    ...(split && { split: { before: before.split, after: after.split } }),
  };
}

function added<T extends { id: string }>(before: T[], after: T[]): { before: null; after: T }[] {
  const known = new Set(before.map(({ id }) => id));
  return after.filter(({ id }) => !known.has(id)).map((record) => ({ before: null, after: record }));
}
