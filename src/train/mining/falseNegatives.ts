/** Which rows of a batch of recordings repel each other, and which only seem to differ. Numbers only. */

import { APART } from '../clipSampler.ts';
import type { Draw, SampleTable } from '../objective.ts';

/**
 * Of each row the most similar other view that shows something else by name alone, i32 [B]; −1: none is similar enough.
 * Never the row itself nor its positive; nor (ours) one of its clip, or one whose face was not found.
 * @param described unit length each, of all samples; null: not found
 * @param least cosine, −1 to 1
 */
export function falseNegatives(
  { samples, groups }: Draw,
  { clips }: SampleTable,
  described: readonly (Float32Array | null)[],
  least: number,
): Int32Array {
  return samples.map((sample, row) => {
    const own = described[sample];
    let [best, most] = [-1, least];
    for (const [other, candidate] of samples.entries()) {
      const seen = described[candidate];
      if (!own || !seen || groups[other] === groups[row] || clips[candidate] === clips[sample]) continue;
      const similarity = own.reduce((sum, value, k) => sum + value * seen[k]!, 0);
      if (similarity > most || (best < 0 && similarity === most)) [best, most] = [other, similarity];
    }
    return best;
  });
}

/**
 * Negatives of each row, i32 [B · B], 1: is one. All rows of other clips but its false negative, and (ours) that frame drawn
 * again; of its own clip and person
 * those whose anchor is far from its own, if `hard` negatives are wanted, else none: a batch of the paper holds no others
 * (ours for few clips, of which a batch shows more).
 * @param draw as `clipSampler` makes it: a group is the row of its anchor
 * @param alike as `falseNegatives` gives them
 */
export function negativesOf(draw: Draw, table: SampleTable, hard: boolean, alike: Int32Array): Int32Array {
  const { samples, groups } = draw;
  const rows = samples.length;
  const { clips, people, times } = table;
  const anchorOf = (row: number) => samples[groups[row] ?? 0] ?? 0;
  const repels = (row: number, other: number): boolean => {
    const found = alike[row] ?? -1;
    if (groups[row] === groups[other] || (found >= 0 && samples[found] === samples[other])) return false;
    const [a, b] = [anchorOf(row), anchorOf(other)];
    if (clips[a] !== clips[b] || people[a] !== people[b]) return true;
    return hard && Math.abs(times[a]! - times[b]!) >= APART;
  };
  return Int32Array.from({ length: rows * rows }, (_, i) => Number(repels(Math.floor(i / rows), i % rows)));
}
