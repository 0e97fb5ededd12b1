/** The contrastive loss with one positive a row and negatives of its own choosing. Knows no model. */

import {
  add,
  logSumExp,
  mul,
  type Scalar,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import { AppError } from '../../rpc/appError.ts';
import { NOTHING, scaledCosines } from './scaledCosines.ts';

/**
 * −1/N Σ_{i: tᵢ ≥ 0} log( exp(s_i,tᵢ/τ) / ( exp(s_i,tᵢ/τ) + Σ_{a ∈ N(i)} exp(sᵢₐ/τ) ) ), s = cosine (van den Oord et al.
 * 2018; so the released code of SSLFER has it: no positive is among the negatives). A row without a target adds nothing.
 * @param z [N, D], need not be normalised
 * @param targets i32 [N]: the row that each is drawn to; −1: none
 * @param relations i32 [N·N]: −1 where the column is a negative of the row
 * @throws `bad-input` when τ ≤ 0, or the sizes do not fit
 */
export function infoNce(z: Tensor2D, targets: Int32Array, relations: Int32Array, temperature: number): Scalar {
  const [rows] = z.shape;
  if (targets.length !== rows || relations.length !== rows * rows) {
    throw new AppError('bad-input', `${rows} embeddings need as many targets, and a relation for each pair of them.`);
  }
  const chosen = new Float32Array(rows * rows);
  const absent = Float32Array.from(relations, (relation) => (relation < 0 ? 0 : NOTHING));
  for (const [row, target] of targets.entries()) {
    if (target < 0) continue;
    chosen[row * rows + target] = 1;
    absent[row * rows + target] = 0;
  }
  return tidy(() => {
    const similarities = scaledCosines(z, temperature); // [N, N]
    const attraction = sum<Tensor1D>(mul(similarities, tensor2d(chosen, [rows, rows])), 1);
    const all = logSumExp(add(similarities, tensor2d(absent, [rows, rows])), 1) as Tensor1D;
    const weights = tensor1d(Float32Array.from(targets, (target) => (target < 0 ? 0 : 1 / rows)));
    return sum<Scalar>(mul(sub(all, attraction), weights));
  });
}
