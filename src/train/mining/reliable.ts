/** Of the faces that may be alike or not, those of which the model is surest: RMFER's weak labels. Numbers only. */

import type { Draw } from '../objective.ts';

/**
 * Of every group the γ part of the positives that are most similar to its first row, the anchor, and the γ part of the
 * negatives that are least similar, one of each at the least (Cho et al. 2024, released code). Who is another person
 * than the anchor is a positive.
 * @param z f32 [B, width], need not be normalised
 * @param people by sample
 * @param kept γ, 0–1
 * @returns i32 [B·B]: 1 where a row, an anchor, is drawn to the column, −1 where it is pushed from it, else 0
 */
export function reliablePairs(
  z: Float32Array,
  { samples, groups }: Draw,
  people: Int32Array,
  kept: number,
): Int32Array {
  const rows = [...samples.keys()];
  const width = z.length / rows.length;
  const vector = (row: number) => z.subarray(row * width, (row + 1) * width);
  const relations = new Int32Array(rows.length ** 2);
  for (const group of new Set(groups.filter((each) => each >= 0))) {
    const [anchor = 0, ...others] = rows.filter((row) => groups[row] === group);
    const personOf = (row: number) => people[samples[row] ?? 0];
    const ranked = others
      .map((row) => ({ row, similarity: cosine(vector(anchor), vector(row)) }))
      .sort((a, b) => b.similarity - a.similarity);
    const positives = ranked.filter(({ row }) => personOf(row) !== personOf(anchor));
    const negatives = ranked.filter(({ row }) => personOf(row) === personOf(anchor)).reverse();
    for (const { row } of positives.slice(0, partOf(positives.length, kept))) relations[anchor * rows.length + row] = 1;
    for (const { row } of negatives.slice(0, partOf(negatives.length, kept)))
      relations[anchor * rows.length + row] = -1;
  }
  return relations;
}

const partOf = (count: number, kept: number): number => Math.max(1, Math.round(kept * count));

function cosine(a: Float32Array, b: Float32Array): number {
  let [dot, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return dot / Math.sqrt(aa * bb + Number.MIN_VALUE);
}
