/** How far numbers are from those expected. */

import { expect } from 'vitest';

/** Largest difference relative to the largest expected value. */
export function relativeError(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(found.length).toBe(expected.length);
  const values = Array.from(expected);
  const scale = Math.max(...values.map(Math.abs), 1e-12);
  return Math.max(...values.map((value, i) => Math.abs(value - (found[i] ?? Number.NaN)))) / scale;
}
