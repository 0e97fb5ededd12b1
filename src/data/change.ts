/** A change to the collection as data: what was there before and what is there after, so that it can be taken back. */

import type { ExpressionClass, Sample, SplitPlan } from './schema.ts';

/** Everything that undo covers: classes in display order, samples from the oldest on. */
export type Collection = { classes: ExpressionClass[]; samples: Sample[]; split: SplitPlan | null };

/** null before: it is new; null after: it goes. */
export type Edit<T> = { before: T | null; after: T | null };

export type Change = {
  classes: Edit<ExpressionClass>[];
  samples: Edit<Sample>[];
  /** Absent where the plan stays. */
  split?: Edit<SplitPlan>;
};

export const EMPTY: Collection = { classes: [], samples: [], split: null };

export const isEmpty = ({ classes, samples, split }: Change): boolean =>
  classes.length === 0 && samples.length === 0 && split === undefined;

/** The change that takes `change` back. */
export function inverse({ classes, samples, split }: Change): Change {
  return {
    classes: classes.map(turned),
    samples: samples.map(turned),
    ...(split && { split: turned(split) }),
  };
}

/** One change that does what `first` and then `second` do. */
export function composed(first: Change, second: Change): Change {
  const split = second.split
    ? { before: (first.split ?? second.split).before, after: second.split.after }
    : first.split;
  return {
    classes: joined(first.classes, second.classes),
    samples: joined(first.samples, second.samples),
    ...(split && { split }),
  };
}

/** The collection after the change. Records that it does not name are kept as they are. */
export function applied({ classes, samples, split }: Collection, change: Change): Collection {
  return {
    classes: replaced(classes, change.classes, byOrder),
    samples: replaced(samples, change.samples, byAge),
    split: change.split ? change.split.after : split,
  };
}

export const byOrder = (a: ExpressionClass, b: ExpressionClass): number => a.order - b.order || compare(a.id, b.id);

export const byAge = (a: Sample, b: Sample): number =>
  a.recordedAt - b.recordedAt || (a.time ?? 0) - (b.time ?? 0) || compare(a.id, b.id);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const turned = <T>({ before, after }: Edit<T>): Edit<T> => ({ before: after, after: before });

const idOf = <T extends { id: string }>({ before, after }: Edit<T>): string => (after ?? before)?.id ?? '';

function joined<T extends { id: string }>(first: Edit<T>[], second: Edit<T>[]): Edit<T>[] {
  const edits = new Map(first.map((edit) => [idOf(edit), edit]));
  for (const edit of second) {
    const earlier = edits.get(idOf(edit));
    edits.set(idOf(edit), earlier ? { before: earlier.before, after: edit.after } : edit);
  }
  return [...edits.values()].filter(({ before, after }) => before !== null || after !== null);
}

function replaced<T extends { id: string }>(records: T[], edits: Edit<T>[], order: (a: T, b: T) => number): T[] {
  if (edits.length === 0) return records;
  const touched = new Set(edits.map(idOf));
  const kept = records.filter(({ id }) => !touched.has(id));
  return [...kept, ...edits.flatMap(({ after }) => (after ? [after] : []))].sort(order);
}
