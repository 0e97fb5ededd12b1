/** Gradients by name and steps along them, as the training loop takes them, for tests in Node and in the browser. */

import { type Scalar, type Tensor, tidy, valueAndGrads } from '@tensorflow/tfjs-core';
import { type Parameters, release } from '../src/model/parameters.ts';
import type { Optimiser } from '../src/train/optimisers/optimiser.ts';
import type { GradientsAt } from '../src/train/optimisers/sam.ts';

export type Progress = { parameters: Parameters; state: Parameters; step: number };

export const gradientsOf =
  (loss: (parameters: Parameters) => Scalar): GradientsAt =>
  (parameters) => {
    const names = Object.keys(parameters);
    const named = (tensors: Tensor[]): Parameters =>
      Object.fromEntries(names.map((name, i) => [name, tensors[i] as Tensor]));
    const { value, grads } = valueAndGrads((...tensors) => loss(named(tensors)))(Object.values(parameters));
    return { value: value as Scalar, gradients: named(grads) };
  };

/** Takes so many steps; disposes what it was given. */
export function descend(
  optimiser: Optimiser,
  gradients: (parameters: Parameters) => Parameters,
  from: Progress,
  steps: number,
  learningRate: number,
): Progress {
  let { parameters, state, step } = from;
  for (let i = 0; i < steps; i++) {
    step += 1;
    const next = tidy(() => optimiser.update(parameters, gradients(parameters), state, { step, learningRate }));
    release(parameters);
    release(state);
    ({ parameters, state } = next);
  }
  return { parameters, state, step };
}
