/** AdamW as pure functions over named parameters. Knows no model and keeps no state of its own. */

import { add, div, mul, sqrt, square, sub, type Tensor, tidy, zerosLike } from '@tensorflow/tfjs-core';
import { type Parameters, parameter } from '../../model/parameters.ts';

export type Optimiser = {
  /** State for the first update. The caller disposes it. */
  init: (parameters: Parameters) => Parameters;
  /**
   * One update; the arguments stay alive, the results are new.
   * @param step 1 for the first update
   */
  update: (
    parameters: Parameters,
    gradients: Parameters,
    state: Parameters,
    step: number,
  ) => { parameters: Parameters; state: Parameters };
};

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

const first = (name: string) => `first.${name}`;
const second = (name: string) => `second.${name}`;

/** Names and shapes of the state for parameters of these shapes, to check a stored state against. */
export function adamWShapes(parameters: Map<string, number[]>): Map<string, number[]> {
  return new Map([...parameters].flatMap(([name, shape]) => [first(name), second(name)].map((key) => [key, shape])));
}

/**
 * Adam with weight decay apart from the gradient (Loshchilov & Hutter 2019, algorithm 2). Adam's direction is at most
 * about 1, so a decay λ also keeps every weight below about 1/λ, however long the run.
 */
export function adamW(learningRate: number, weightDecay: number): Optimiser {
  return {
    init: (parameters) =>
      tidy(() => {
        const state: { [name: string]: Tensor } = {};
        for (const [name, value] of Object.entries(parameters)) {
          state[first(name)] = zerosLike(value);
          state[second(name)] = zerosLike(value);
        }
        return state;
      }),
    update: (parameters, gradients, state, step) =>
      tidy(() => {
        const next = { parameters: {} as { [name: string]: Tensor }, state: {} as { [name: string]: Tensor } };
        for (const [name, value] of Object.entries(parameters)) {
          const gradient = parameter(gradients, name);
          const m = add(mul(parameter(state, first(name)), BETA1), mul(gradient, 1 - BETA1));
          const v = add(mul(parameter(state, second(name)), BETA2), mul(square(gradient), 1 - BETA2));
          const scale = Math.sqrt(1 - BETA2 ** step);
          // m̂ / (√v̂ + ε) with both corrections drawn out of the tensors.
          const direction = mul(div(m, add(sqrt(v), EPSILON * scale)), scale / (1 - BETA1 ** step));
          const decayed = mul(value, 1 - learningRate * weightDecay);
          next.parameters[name] = sub(decayed, mul(direction, learningRate));
          next.state[first(name)] = m;
          next.state[second(name)] = v;
        }
        return next;
      }),
  };
}
