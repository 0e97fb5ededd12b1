/** The contrastive loss whose positives are summed before the logarithm: one good positive is enough. Knows no model. */

import { add, logSumExp, matMul, mean, type Scalar, sub, type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { AppError } from '../../rpc/appError.ts';
import { NOTHING, scaledCosines } from './scaledCosines.ts';

/**
 * mean over anchors i of −log( Σ_{p∈P(i)} exp(sᵢₚ/τ) / Σ_{a∈P(i)∪N(i)} exp(sᵢₐ/τ) ), s = cosine (Cho et al. 2024,
 * released code). Anchors are the rows with a positive.
 * @param z [B, D], need not be normalised
 * @param relations i32 [B·B]: 1 where the column is a positive of the row, −1 where it is a negative, else 0
 * @throws `bad-input` when no row has a positive, or τ ≤ 0
 */
export function pooledContrast(z: Tensor2D, relations: Int32Array, temperature: number): Scalar {
  const [rows] = z.shape;
  if (relations.length !== rows ** 2) {
    throw new AppError('bad-input', `${rows} embeddings have ${rows ** 2} relations, not ${relations.length}.`);
  }
  const of = (row: number) => relations.subarray(row * rows, (row + 1) * rows);
  const anchors = Array.from({ length: rows }, (_, row) => row).filter((row) => of(row).includes(1));
  if (anchors.length === 0) throw new AppError('bad-input', 'No row has a positive: nothing to compare.');
  const picked = anchors.map((anchor) => Array.from({ length: rows }, (_, row) => (row === anchor ? 1 : 0)));
  const without = (counts: (relation: number) => boolean): Tensor2D =>
    tensor2d(anchors.map((anchor) => Array.from(of(anchor), (relation) => (counts(relation) ? 0 : NOTHING))));
  return tidy(() => {
    const similarities = matMul(tensor2d(picked), scaledCosines(z, temperature)); // [A, B]
    const all = logSumExp(
      add(
        similarities,
        without((relation) => relation !== 0),
      ),
      1,
    );
    const positives = logSumExp(
      add(
        similarities,
        without((relation) => relation === 1),
      ),
      1,
    );
    return mean<Scalar>(sub(all, positives));
  });
}
