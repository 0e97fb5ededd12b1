/** Learning rates over a run, as pure functions of the step. Numbers only. */

import { AppError } from '../rpc/appError.ts';

/** Factor of the base rate at a step, 0–1; `step` counts from 0, `steps` is the length of the run. */
export type Schedule = (step: number, steps: number) => number;

export const constant: Schedule = () => 1;

/** Rises linearly over the first `warmUp` part of the run, then falls to 0 as half a cosine (Loshchilov & Hutter 2017). */
export function warmUpCosine(warmUp: number): Schedule {
  if (!(warmUp >= 0 && warmUp < 1)) throw new AppError('bad-input', `The warm-up is a part of the run, not ${warmUp}.`);
  return (step, steps) => {
    const rising = warmUp * steps;
    if (step < rising) return (step + 1) / Math.ceil(rising + 1);
    return 0.5 * (1 + Math.cos((Math.PI * (step - rising)) / Math.max(1, steps - rising)));
  };
}

/** Multiplied by `factor` after each of so many equal parts of the run. */
export function stepwise(parts: number, factor: number): Schedule {
  if (!(parts >= 1) || !(factor > 0))
    throw new AppError('bad-input', 'Steps need at least one part and a factor above 0.');
  return (step, steps) => factor ** Math.min(parts - 1, Math.floor((step * parts) / Math.max(1, steps)));
}
