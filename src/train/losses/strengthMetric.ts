/** What CAL's metric head learns: strong rows together, weak ones a margin away. Knows no model. */

import {
  add,
  matMul,
  mul,
  relu,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor2D,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import type { StrengthGroups } from '../mining/strength.ts';

/**
 * With d_pos = ‖hᵢ − h₍ₙ₋₁₋ᵢ₎‖² between strong rows and d_neg = relu(mᵢ − ‖hᵢ − l₍ₙ₋₁₋ᵢ₎‖²) from strong to weak ones:
 * `distance` = E[d_pos] + E[d_neg] and `constraint` C = 1 − ½E[d_pos²] − ½E[d_neg²] (Kim & Song 2021, released code).
 * Both are 0 where the groups are empty.
 * @param rows [B, D], of which the groups name n each
 * @param margins f32 [n]
 */
export function strengthMetric(
  rows: Tensor2D,
  { strong, weak }: StrengthGroups,
  margins: Float32Array,
): { distance: Scalar; constraint: Scalar } {
  const [batch] = rows.shape;
  const count = strong.length;
  // One shape for every n: rows without a pair are 0, and so are their distances and margins.
  const padded = new Float32Array(batch);
  padded.set(margins);
  return tidy(() => {
    const apart = (pairs: Float32Array): Tensor2D =>
      sum(square(matMul(tensor2d(pairs, [batch, batch]), rows)), 1, true); // [B, 1]
    const mean = (values: Tensor2D): Scalar => mul(sum<Scalar>(values), 1 / Math.max(1, count));
    const positive = apart(differences(strong, strong, batch));
    const negative: Tensor2D = relu(sub(tensor2d(padded, [batch, 1]), apart(differences(strong, weak, batch))));
    const squares: Scalar = add(mean(square(positive)), mean(square(negative)));
    return {
      distance: add(mean(positive), mean(negative)),
      constraint: sub(count > 0 ? 1 : 0, mul(squares, 0.5)),
    };
  });
}

/**
 * `distance` + ΛC + (ρ/2)C², to be minimised, with Λ ← Λ + ρC after it (Nocedal & Wright 2006, section 17.3;
 * ours: the sign of the released code is that of a maximisation, and its ρ too small to do anything).
 */
export function augmented(distance: Scalar, constraint: Scalar, multiplier: Scalar, rho: number): Scalar {
  return tidy(() => add(distance, add(mul(multiplier, constraint), mul(square(constraint), rho / 2))));
}

/** [B·B]: row i < n takes row `to`ₙ₋₁₋ᵢ from row `from`ᵢ. */
function differences(from: Int32Array, to: Int32Array, batch: number): Float32Array {
  const pairs = new Float32Array(batch * batch);
  const add = (i: number, row: number, by: number) => {
    pairs[i * batch + row] = (pairs[i * batch + row] ?? 0) + by;
  };
  for (const [i, row] of from.entries()) {
    add(i, row, 1);
    add(i, to[from.length - 1 - i] ?? row, -1);
  }
  return pairs;
}
