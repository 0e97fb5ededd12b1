/** Reads FER+ archives: images with the votes of ten annotators. Knows no model. */

import { readFile } from 'node:fs/promises';
import { AppError } from '../../src/rpc/appError.ts';
import type { Judged } from './judged.ts';
import { readNpz } from './npz.ts';

/** Of FER+: `images` u8 [N, side, side] and `votes` u8 [N, 10]; only images with a clear majority are kept. */
export async function readVotes(file: string, side: number): Promise<Judged> {
  const archive = new Uint8Array(await readFile(file));
  const images = readNpz(archive, 'images', 3);
  const votes = readNpz(archive, 'votes', 2);
  const [count = 0, height, width] = images.shape;
  const columns = votes.shape[1] ?? 0;
  if (height !== side || width !== side || votes.shape[0] !== count || columns !== 10) {
    throw new AppError('bad-input', `images must be [N, ${side}, ${side}] and votes [N, 10].`);
  }
  const kept: number[] = [];
  const labels: number[] = [];
  for (let i = 0; i < count; i++) {
    const label = majority(votes.data.subarray(i * columns, (i + 1) * columns));
    if (label === null) continue;
    kept.push(i);
    labels.push(label);
  }
  const crops = new Uint8Array(kept.length * side * side);
  for (const [row, i] of kept.entries()) {
    crops.set(images.data.subarray(i * side * side, (i + 1) * side * side), row * side * side);
  }
  return { crops, labels };
}

/** Expressions come first among the votes; unknown and not-a-face follow. */
const EXPRESSIONS = 8;

/** Votes of 1 are dropped; the largest must be an expression with more than half of the rest, else null. */
export function majority(votes: Uint8Array): number | null {
  const counted = Array.from(votes, (vote) => (vote > 1 ? vote : 0));
  const top = Math.max(...counted);
  const label = counted.indexOf(top);
  const total = counted.reduce((sum, vote) => sum + vote, 0);
  return label < EXPRESSIONS && 2 * top > total ? label : null;
}
