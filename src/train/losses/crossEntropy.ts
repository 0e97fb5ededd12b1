/** Softmax cross-entropy. Knows no model. */

import { logSoftmax, mean, mul, neg, type Scalar, sum, type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { AppError } from '../../rpc/appError.ts';

/**
 * −1/B · Σᵢ log softmax(logitsᵢ)[labelᵢ] (Bishop 2006, eq. 4.108, per sample).
 * @param logits [B, K]
 * @param labels i32 [B], each 0 … K − 1
 * @throws `bad-input` when a label is not a class: on a GPU a wrong index would silently read zeros
 */
export function crossEntropy(logits: Tensor2D, labels: Int32Array): Scalar {
  const [batch, classes] = logits.shape;
  if (labels.length !== batch) {
    throw new AppError('bad-input', `${batch} rows of logits need as many labels, not ${labels.length}.`);
  }
  const targets = new Float32Array(batch * classes);
  labels.forEach((label, i) => {
    if (label < 0 || label >= classes) throw new AppError('bad-input', `There is no class ${label} of ${classes}.`);
    targets[i * classes + label] = 1;
  });
  return tidy(() => {
    const chosen = mul(tensor2d(targets, [batch, classes]), logSoftmax(logits)); // [B, K]
    return neg(mean<Scalar>(sum(chosen, 1)));
  });
}
