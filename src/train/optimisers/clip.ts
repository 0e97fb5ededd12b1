/** A limit on the length of the gradients. Knows no optimiser. */

import { div, maximum, mul, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { Parameters } from '../../model/parameters.ts';
import { AppError } from '../../rpc/appError.ts';
import { globalNorm } from './globalNorm.ts';

/**
 * All gradients times min(1, most/‖g‖), ‖g‖ over all of them: shorter, never turned (Pascanu et al. 2013, algorithm 1).
 * @returns new tensors, also where nothing was too long
 */
export function clipByGlobalNorm(gradients: Parameters, most: number): Parameters {
  if (!(most > 0)) throw new AppError('bad-input', `The longest gradient allowed is above 0, not ${most}.`);
  return tidy(() => {
    const factor = div(most, maximum(globalNorm(gradients), most));
    const clipped: { [name: string]: Tensor } = {};
    for (const [name, gradient] of Object.entries(gradients)) clipped[name] = mul(gradient, factor);
    return clipped;
  });
}
