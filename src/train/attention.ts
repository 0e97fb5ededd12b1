/** Inter-sample attention: what each row of a batch takes from the others that look like it. Knows no model. */

import { add, softmax, type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { scaledCosines } from './losses/scaledCosines.ts';

/** Added to a row's similarity with itself: nobody is to answer by looking at their own label. */
const SELF = -1e7;

/**
 * A = softmax of each row of S, Sᵢⱼ = cos(zᵢ, zⱼ)/τ, self masked (Cho et al. 2024, released code). A sample that was
 * drawn twice is itself too (ours: with few labels many are).
 * @param z [B, D], need not be normalised
 * @param samples i32 [B]: which sample each row shows, at least two different ones
 * @returns [B, B], each row of sum 1
 * @throws `bad-input` when τ ≤ 0
 */
export function interSampleAttention(z: Tensor2D, samples: Int32Array, temperature: number): Tensor2D {
  const masked = Array.from(samples, (one) => Array.from(samples, (other) => (one === other ? SELF : 0)));
  return tidy(() => {
    return softmax(add<Tensor2D>(scaledCosines(z, temperature), tensor2d(masked)));
  });
}
