/** What there is to learn from: the stored samples of the classes in use. Knows records, not pixels. */

import type { Collection } from '../data/change.ts';
import type { ExpressionClass, Sample } from '../data/schema.ts';
import { splitOf } from '../data/split.ts';
import { AppError } from '../rpc/appError.ts';

/** `labels[i]` is the index into `classes` of `samples[i]`. */
export type Examples = { classes: ExpressionClass[]; samples: Sample[]; labels: Int32Array };

/**
 * The enabled classes that have samples, in display order, and those samples. The test split is never among them.
 * @throws `bad-input` when there are fewer than two such classes
 */
export function collectExamples({ classes, samples, split }: Collection): Examples {
  const usable = samples.filter((sample) => splitOf(sample, split) !== 'test');
  const present = new Set(usable.map(({ classId }) => classId));
  const used = classes.filter(({ id, enabled }) => enabled && present.has(id));
  if (used.length < 2) {
    throw new AppError('bad-input', 'Training needs examples of at least two classes. Record some of another class.');
  }
  const index = new Map<string | null, number>(used.map(({ id }, i) => [id, i]));
  const chosen = usable.filter(({ classId }) => index.has(classId));
  return {
    classes: used,
    samples: chosen,
    labels: Int32Array.from(chosen, ({ classId }) => index.get(classId) ?? 0),
  };
}
