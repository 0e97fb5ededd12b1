/** AdamW. Knows no model and keeps no state of its own. */

import { add, div, mul, sqrt, square, sub, type Tensor, tidy, zerosLike } from '@tensorflow/tfjs-core';
import { parameter } from '../../model/parameters.ts';
import { AppError } from '../../rpc/appError.ts';
import type { Groups, Optimiser } from './optimiser.ts';
import { oneGroup } from './parameterGroups.ts';

const EPSILON = 1e-8;

const first = (name: string) => `first.${name}`;
const second = (name: string) => `second.${name}`;

/**
 * Adam with weight decay apart from the gradient (Loshchilov & Hutter 2019, algorithm 2). Adam's direction is at most
 * about 1, so a decay λ also keeps every weight below about 1/λ, however long the run.
 * @param options betas 0 … below 1, by default 0.9 and 0.999; without groups all parameters are alike
 */
export function adamW(options: { weightDecay: number; beta1?: number; beta2?: number; groups?: Groups }): Optimiser {
  const { weightDecay, beta1 = 0.9, beta2 = 0.999, groups = oneGroup } = options;
  for (const beta of [beta1, beta2]) {
    if (!(beta >= 0 && beta < 1)) throw new AppError('bad-input', `A beta of Adam is 0 to below 1, not ${beta}.`);
  }
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
    shapes: (parameters) =>
      new Map([...parameters].flatMap(([name, shape]) => [first(name), second(name)].map((key) => [key, shape]))),
    update: (parameters, gradients, state, { step, learningRate }) =>
      tidy(() => {
        const next = { parameters: {} as { [name: string]: Tensor }, state: {} as { [name: string]: Tensor } };
        for (const [name, value] of Object.entries(parameters)) {
          const { rateFactor, decay } = groups(name);
          const rate = learningRate * rateFactor;
          const gradient = parameter(gradients, name);
          const m = add(mul(parameter(state, first(name)), beta1), mul(gradient, 1 - beta1));
          const v = add(mul(parameter(state, second(name)), beta2), mul(square(gradient), 1 - beta2));
          const scale = Math.sqrt(1 - beta2 ** step);
          // m̂ / (√v̂ + ε) with both corrections drawn out of the tensors.
          const direction = mul(div(m, add(sqrt(v), EPSILON * scale)), scale / (1 - beta1 ** step));
          const decayed = decay ? mul(value, 1 - rate * weightDecay) : value;
          next.parameters[name] = sub(decayed, mul(direction, rate));
          next.state[first(name)] = m;
          next.state[second(name)] = v;
        }
        return next;
      }),
  };
}
