/** What there is to learn from: the stored samples of the classes in use. Knows records, not pixels. */

import type { ExpressionClass, Sample } from '../data/schema.ts';
import { AppError } from '../rpc/appError.ts';

/** `labels[i]` is the index into `classes` of `samples[i]`. */
export type Examples = { classes: ExpressionClass[]; samples: Sample[]; labels: Int32Array };

/**
 * The classes that have samples, in display order, and those samples.
 * @throws `bad-input` when there are fewer than two such classes
 */
export function collectExamples(classes: readonly ExpressionClass[], samples: readonly Sample[]): Examples {
  const used = classes.filter(({ id }) => samples.some(({ classId }) => classId === id));
  if (used.length < 2) {
    throw new AppError('bad-input', 'Training needs examples of at least two classes. Record some of another class.');
  }
  const index = new Map(used.map(({ id }, i) => [id, i]));
  const chosen = samples.filter(({ classId }) => index.has(classId));
  return {
    classes: used,
    samples: chosen,
    labels: Int32Array.from(chosen, ({ classId }) => index.get(classId) ?? 0),
  };
}
