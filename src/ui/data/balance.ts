/** How evenly the classes are filled, and what would help most. Pure. */

import type { ExpressionClass, Sample, Split, SplitPlan } from '../../data/schema.ts';
import { splitOf } from '../../data/split.ts';

/** A class with less than this share of the largest one's training samples is short of them. */
const SHORT = 0.5;
/** Enough for a first model; beyond it only the balance counts. */
const ENOUGH = 20;

export type ClassCount = { record: ExpressionClass; ids: Record<Split, string[]>; total: number };

/** The enabled classes in display order with their samples by split. */
export function classCounts(samples: Sample[], classes: ExpressionClass[], plan: SplitPlan | null): ClassCount[] {
  const counts = new Map(
    classes
      .filter(({ enabled }) => enabled)
      .map((record): [string, ClassCount] => [
        record.id,
        { record, ids: { train: [], validation: [], test: [] }, total: 0 },
      ]),
  );
  for (const sample of samples) {
    const count = sample.classId === null ? undefined : counts.get(sample.classId);
    if (!count) continue;
    count.ids[splitOf(sample, plan)].push(sample.id);
    count.total += 1;
  }
  return [...counts.values()];
}

/** One sentence for the class that is shortest of training samples; null where they are even. */
export function advice(counts: ClassCount[]): string | null {
  if (counts.length < 2) return null;
  const sizes = counts.map(({ ids }) => ids.train.length);
  const least = Math.min(...sizes);
  const goal = Math.max(ENOUGH, Math.ceil(SHORT * Math.max(...sizes)));
  const shortest = counts[sizes.indexOf(least)];
  return shortest && least < goal ? `Add ${goal - least} more of ${shortest.record.name}.` : null;
}
