/** Softmax cross-entropy with hard or soft targets. Knows no model. */

import { logSoftmax, mul, neg, type Scalar, sum, type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { AppError } from '../../rpc/appError.ts';

/** `smoothing`: 0 … below 1. `weights`: one for each class, ≥ 0; their common scale does not matter. */
export type CrossEntropyOptions = { smoothing?: number; weights?: readonly number[] };

/** How far from 1 a row of votes may sum. */
const TOLERANCE = 1e-3;

/**
 * −Σᵢₖ wₖ t′ᵢₖ log softmax(logitsᵢ)ₖ / Σᵢₖ wₖ t′ᵢₖ (Bishop 2006, eq. 4.108, as a weighted mean), where
 * t′ = (1 − ε)t + ε/K (Szegedy et al. 2016, section 7). Every vote counts with the weight of its class, so a flat
 * answer costs log K whatever the weights.
 * @param logits [B, K]
 * @param targets i32 [B], each 0 … K − 1; or f32 [B, K], each row ≥ 0 and of sum 1
 * @throws `bad-input` for other targets: on a GPU a wrong index would silently read zeros
 */
export function crossEntropy(
  logits: Tensor2D,
  targets: Int32Array | Float32Array,
  options: CrossEntropyOptions = {},
): Scalar {
  const [batch, classes] = logits.shape;
  const votes = targets instanceof Int32Array ? oneHot(targets, batch, classes) : checked(targets, batch, classes);
  const shares = weighted(votes, classes, options);
  return tidy(() => neg(sum<Scalar>(mul(tensor2d(shares, [batch, classes]), logSoftmax(logits)))));
}

/** f32 [B·K]. */
function oneHot(labels: Int32Array, batch: number, classes: number): Float32Array {
  if (labels.length !== batch) {
    throw new AppError('bad-input', `${batch} rows of logits need as many labels, not ${labels.length}.`);
  }
  const votes = new Float32Array(batch * classes);
  labels.forEach((label, i) => {
    if (label < 0 || label >= classes) throw new AppError('bad-input', `There is no class ${label} of ${classes}.`);
    votes[i * classes + label] = 1;
  });
  return votes;
}

function checked(votes: Float32Array, batch: number, classes: number): Float32Array {
  if (votes.length !== batch * classes) {
    throw new AppError('bad-input', `Logits [${batch}, ${classes}] need as many votes, not ${votes.length}.`);
  }
  for (let i = 0; i < batch; i++) {
    const row = votes.subarray(i * classes, (i + 1) * classes);
    const total = row.reduce((sum, vote) => sum + vote, 0);
    // NaN fails both comparisons, an infinite vote the first.
    if (!(Math.abs(total - 1) <= TOLERANCE && row.every((vote) => vote >= 0))) {
      throw new AppError('bad-input', `Row ${i} of the votes is no distribution: it needs parts from 0 that sum to 1.`);
    }
  }
  return votes;
}

/** wₖ t′ᵢₖ, of sum 1 over the batch. */
function weighted(votes: Float32Array, classes: number, { smoothing = 0, weights }: CrossEntropyOptions): Float32Array {
  if (!(smoothing >= 0 && smoothing < 1)) {
    throw new AppError('bad-input', `Label smoothing is 0 to below 1, not ${smoothing}.`);
  }
  if (weights && !(weights.length === classes && weights.every((weight) => weight >= 0 && weight < Infinity))) {
    throw new AppError('bad-input', `${classes} classes need as many weights of at least 0, not [${weights}].`);
  }
  const shares = votes.map((vote, i) => {
    const smooth = (1 - smoothing) * vote + smoothing / classes;
    return weights ? smooth * (weights[i % classes] ?? 0) : smooth;
  });
  const total = shares.reduce((sum, share) => sum + share, 0);
  if (!(total > 0)) throw new AppError('bad-input', 'No row of the batch has any weight: nothing to learn from.');
  return shares.map((share) => share / total);
}
