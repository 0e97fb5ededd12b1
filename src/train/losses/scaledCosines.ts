/** How alike the rows of a batch are, as every contrastive loss and attention compares them. Knows no positives. */

import { matMul, mul, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { AppError } from '../../rpc/appError.ts';
import { normalise } from './normalise.ts';

/** Added to a similarity, it counts for nothing in a sum of exponentials. */
export const NOTHING = -1e9;

/**
 * S [B, B], Sᵢⱼ = cos(zᵢ, zⱼ)/τ.
 * @param z [B, D], need not be normalised
 * @throws `bad-input` when τ ≤ 0
 */
export function scaledCosines(z: Tensor2D, temperature: number): Tensor2D {
  if (!(temperature > 0)) throw new AppError('bad-input', `A temperature is above 0, not ${temperature}.`);
  return tidy(() => {
    const unit = normalise(z);
    return mul(matMul(unit, unit, false, true), 1 / temperature);
  });
}
