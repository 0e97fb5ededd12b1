/** Random inputs for tests of numerical code, in Node and in the browser. */

import { createRng, normal } from '../src/math/rng.ts';

export type Rows = number[][];

/** Normal numbers, always the same for a seed. */
export const randomRows = (seed: number, rows: number, width: number): Rows => {
  const rng = createRng(seed);
  return Array.from({ length: rows }, () => Array.from({ length: width }, () => normal(rng)));
};
