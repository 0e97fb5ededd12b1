/** An exponential moving average of the parameters. Knows no optimiser. */

import { add, clone, mul, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { type Parameters, parameter } from '../../model/parameters.ts';
import { AppError } from '../../rpc/appError.ts';

/** The average before the first update; the caller disposes it. */
export function createEma(parameters: Parameters): Parameters {
  return tidy(() => Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, clone(value)])));
}

/**
 * The average of all w so far with weights falling by `decay` a step, e ← (1 − k)e + k·w with k = (1 − d)/(1 − dᵗ):
 * Adam's bias correction (Kingma & Ba 2015, section 3) within the update. So the first w counts wholly and the start not.
 * @param decay 0 … below 1
 * @param step 1 for the first update
 */
export function updateEma(average: Parameters, parameters: Parameters, decay: number, step: number): Parameters {
  if (!(decay >= 0 && decay < 1)) throw new AppError('bad-input', `An average's decay is 0 to below 1, not ${decay}.`);
  const share = (1 - decay) / (1 - decay ** step);
  return tidy(() => {
    const next: { [name: string]: Tensor } = {};
    for (const [name, value] of Object.entries(average)) {
      next[name] = add(mul(value, 1 - share), mul(parameter(parameters, name), share));
    }
    return next;
  });
}
