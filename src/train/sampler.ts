/** Draws class-balanced batches. Numbers only. */

import { integer, type Rng } from '../math/rng.ts';

/** Rows of the matrix of embeddings (sample · views + view) and their labels, both [B]. */
export type Draw = { rows: Int32Array; labels: Int32Array };

/**
 * Every class equally often, whatever its number of samples: a class, then one of its samples, then one of its views,
 * each with replacement, so that the generator's state is all that a resumed run needs.
 * @param byClass sample indices of each class, none empty
 */
export function balancedDraw(byClass: readonly number[][], views: number, size: number, rng: Rng): Draw {
  const rows = new Int32Array(size);
  const labels = new Int32Array(size);
  const first = integer(rng, byClass.length);
  for (let i = 0; i < size; i++) {
    const label = (first + i) % byClass.length;
    const samples = byClass[label] ?? [];
    labels[i] = label;
    rows[i] = (samples[integer(rng, samples.length)] ?? 0) * views + integer(rng, views);
  }
  return { rows, labels };
}
