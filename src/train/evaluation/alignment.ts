/** How close samples of one class lie, and how evenly all lie around (Wang & Isola 2020, section 4.1). Numbers only. */

import type { Geometry } from './report.ts';

/** t of the uniformity. */
const SHARPNESS = 2;

/**
 * Alignment: mean of |x − y|² over pairs of one class (α = 2). Uniformity: log of the mean of exp(−t·|x − y|²), t = 2,
 * over all pairs. On normalised rows, where |x − y|² = 2 − 2 cos. Ours: pairs of one group (clip or moment) are no
 * positives, because neighbouring frames lie close in any embedding.
 * @param labels, groups [n]
 */
export function geometry(labels: Int32Array, groups: readonly string[]) {
  let positives = 0;
  let distances = 0;
  let pairs = 0;
  let potential = 0;
  return {
    /** @param row the sample's own row; each row once. @param cosines f32 [n] of it with all */
    add: (row: number, cosines: Float32Array): void => {
      for (let other = row + 1; other < labels.length; other++) {
        const distance = Math.max(0, 2 - 2 * (cosines[other] as number));
        pairs += 1;
        potential += Math.exp(-SHARPNESS * distance);
        if (labels[other] === labels[row] && groups[other] !== groups[row]) {
          positives += 1;
          distances += distance;
        }
      }
    },
    result: (): Geometry => ({
      alignment: positives === 0 ? null : distances / positives,
      uniformity: pairs === 0 ? null : Math.log(potential / pairs),
    }),
  };
}
