/** Sharpness-aware gradients, for any optimiser. Knows no model. */

import { add, div, mul, type Scalar, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { type Parameters, parameter } from '../../model/parameters.ts';
import { AppError } from '../../rpc/appError.ts';
import { globalNorm } from './globalNorm.ts';

/** Gradients at given parameters, inside tidy: value and named gradients. */
export type GradientsAt = (parameters: Parameters) => { value: Scalar; gradients: Parameters };

/** Where the gradient is 0 there is nowhere to climb. */
const EPSILON = 1e-12;

/**
 * SAM's gradients: those of the loss at w + ρ·g/‖g‖ (Foret et al. 2021, eq. 2–3), with the value at w. Calls `at` twice:
 * both calls must see the same batch and the same random choices. Parameters without a gradient stay where they are.
 * @param rho radius within which the loss is to stay low, above 0
 */
export function samGradients(
  at: GradientsAt,
  parameters: Parameters,
  rho: number,
): { value: Scalar; gradients: Parameters } {
  if (!(rho > 0)) throw new AppError('bad-input', `The radius of SAM is above 0, not ${rho}.`);
  return tidy(() => {
    const { value, gradients } = at(parameters);
    const factor = div(rho, add(globalNorm(gradients), EPSILON));
    const worst: { [name: string]: Tensor } = { ...parameters };
    for (const [name, gradient] of Object.entries(gradients)) {
      worst[name] = add(parameter(parameters, name), mul(gradient, factor));
    }
    return { value, gradients: at(worst).gradients };
  });
}
