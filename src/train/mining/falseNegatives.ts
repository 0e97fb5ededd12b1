/** Which rows of a batch of recordings repel each other, and which only seem to differ. Numbers only. */

import { APART } from '../clipSampler.ts';
import type { Draw, SampleTable } from '../objective.ts';

/**
 * Of each row the most similar other view that shows something else by name alone, i32 [B]; −1: none is similar enough.
 * Never the row itself nor its positive; nor (ours) one of its recording, or one whose face was not found.
 * @param described unit length each, of all samples; null: not found
 * @param least cosine, −1 to 1
 */
export function falseNegatives(
  { samples, groups }: Draw,
  table: SampleTable,
  described: readonly (Float32Array | null)[],
  least: number,
): Int32Array {
  return samples.map((sample, row) => {
    const own = described[sample];
    let [best, most] = [-1, least];
    for (const [other, candidate] of samples.entries()) {
      const seen = described[candidate];
      if (!own || !seen || groups[other] === groups[row] || sameRecording(table, sample, candidate)) continue;
      const similarity = own.reduce((sum, value, k) => sum + value * seen[k]!, 0);
      if (similarity > most || (best < 0 && similarity === most)) [best, most] = [other, similarity];
    }
    return best;
  });
}

/**
 * What draws and pushes each row, i32 [B·B] as `Mined` has it: its pair attracts. All rows of other recordings repel but its
 * false negative, and (ours) that frame drawn again; of its own recording those whose anchor is far from its own, if `hard`
 * negatives are wanted, else none: a batch of the paper holds no others (ours for few recordings, of which a batch shows
 * more).
 * @param draw as `clipSampler` makes it: a group is the row of its anchor
 * @param alike as `falseNegatives` gives them
 */
export function relationsOf(draw: Draw, table: SampleTable, hard: boolean, alike: Int32Array): Int32Array {
  const { samples, groups } = draw;
  const rows = samples.length;
  const anchorOf = (row: number) => samples[groups[row] ?? 0] ?? 0;
  const repels = (row: number, other: number): boolean => {
    const found = alike[row] ?? -1;
    if (groups[row] === groups[other] || (found >= 0 && samples[found] === samples[other])) return false;
    const [a, b] = [anchorOf(row), anchorOf(other)];
    if (!sameRecording(table, a, b)) return true;
    return hard && Math.abs(table.times[a]! - table.times[b]!) >= APART;
  };
  return Int32Array.from({ length: rows * rows }, (_, i) => {
    const [row, other] = [Math.floor(i / rows), i % rows];
    if (repels(row, other)) return -1;
    return Number(row !== other && groups[row] === groups[other]);
  });
}

/** Of one person in one clip: the same clip may show others too, or be watched by them. */
const sameRecording = ({ clips, people }: SampleTable, a: number, b: number): boolean =>
  clips[a] === clips[b] && people[a] === people[b];
