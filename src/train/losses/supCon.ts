/** The contrastive loss with any number of positives; NT-Xent is its case with one. Knows no model. */

import {
  add,
  concat2d,
  logSumExp,
  mul,
  neg,
  type Scalar,
  sub,
  sum,
  type Tensor2D,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import { AppError } from '../../rpc/appError.ts';
import { NOTHING, scaledCosines } from './scaledCosines.ts';

/**
 * mean over anchors i with positives of −1/|P(i)| Σ_{p∈P(i)} log( exp(sᵢₚ/τ) / Σ_{a≠i} exp(sᵢₐ/τ) ), s = cosine
 * (Khosla et al. 2020, eq. 2, L_out). Anchors without a positive are only negatives of others.
 * @param z [N, D], need not be normalised
 * @param groups i32 [N]: rows of one group are each other's positives; a negative group has none
 * @param strangers whether rows of a negative group are negatives of the others, or left out (ours: nobody knows whether
 * they belong to the anchor's group)
 * @throws `bad-input` when no row has a positive, or τ ≤ 0
 */
export function supCon(
  z: Tensor2D,
  groups: Int32Array,
  temperature: number,
  strangers: 'repel' | 'ignore' = 'repel',
): Scalar {
  const [rows] = z.shape;
  if (groups.length !== rows) {
    throw new AppError('bad-input', `${rows} embeddings need as many groups, not ${groups.length}.`);
  }
  const { weights, absent } = masks(groups, strangers === 'ignore');
  return tidy(() => {
    const similarities = scaledCosines(z, temperature); // [N, N]
    const others = logSumExp(add(similarities, tensor2d(absent, [rows, rows])), 1, true); // [N, 1]
    const logShares = sub(similarities, others);
    return neg(sum<Scalar>(mul(tensor2d(weights, [rows, rows]), logShares)));
  });
}

/** SimCLR's loss over two views: row i of one is the positive of row i of the other (Chen et al. 2020, eq. 1). */
export function ntXent(a: Tensor2D, b: Tensor2D, temperature: number): Scalar {
  const [pairs] = a.shape;
  const groups = Int32Array.from({ length: 2 * pairs }, (_, i) => i % pairs);
  return tidy(() => supCon(concat2d([a, b], 0), groups, temperature));
}

/** [N·N] each: 1/(anchors · |P(i)|) at positives, and the mask of what is out of each row's denominator. */
function masks(groups: Int32Array, withoutStrangers: boolean): { weights: Float32Array; absent: Float32Array } {
  const n = groups.length;
  const weights = new Float32Array(n * n);
  const absent = new Float32Array(n * n);
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const positives = (i: number) => (groups[i]! < 0 ? 0 : (sizes.get(groups[i]!) ?? 0) - 1);
  const anchors = groups.reduce((count, _, i) => count + (positives(i) > 0 ? 1 : 0), 0);
  if (anchors === 0) throw new AppError('bad-input', 'No row of the batch has a positive: nothing to contrast.');
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (i === j || (withoutStrangers && groups[j]! < 0)) absent[i * n + j] = NOTHING;
      if (positives(i) === 0) continue;
      if (i !== j && groups[i] === groups[j]) weights[i * n + j] = 1 / (anchors * positives(i));
    }
  }
  return { weights, absent };
}
