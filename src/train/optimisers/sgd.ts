/** Stochastic gradient descent with momentum. Knows no model and keeps no state of its own. */

import { add, mul, sub, type Tensor, tidy, zerosLike } from '@tensorflow/tfjs-core';
import { parameter } from '../../model/parameters.ts';
import { AppError } from '../../rpc/appError.ts';
import type { Groups, Optimiser } from './optimiser.ts';
import { oneGroup } from './parameterGroups.ts';

const velocity = (name: string) => `velocity.${name}`;

/**
 * v ← μv + g + λw, then w ← w − ηv; with Nesterov's momentum w ← w − η(g + λw + μv) (Sutskever et al. 2013, eq. 1–4,
 * with the rate outside of the velocity, so that a schedule acts at once). The decay λ is part of the gradient.
 * @param options momentum 0 … below 1; without groups all parameters are alike
 */
export function sgd(options: {
  momentum: number;
  nesterov?: boolean;
  weightDecay: number;
  groups?: Groups;
}): Optimiser {
  const { momentum, nesterov = false, weightDecay, groups = oneGroup } = options;
  if (!(momentum >= 0 && momentum < 1)) {
    throw new AppError('bad-input', `A momentum is 0 to below 1, not ${momentum}.`);
  }
  return {
    init: (parameters) =>
      tidy(() =>
        Object.fromEntries(Object.entries(parameters).map(([name, value]) => [velocity(name), zerosLike(value)])),
      ),
    shapes: (parameters) => new Map([...parameters].map(([name, shape]) => [velocity(name), shape])),
    update: (parameters, gradients, state, { learningRate }) =>
      tidy(() => {
        const next = { parameters: {} as { [name: string]: Tensor }, state: {} as { [name: string]: Tensor } };
        for (const [name, value] of Object.entries(parameters)) {
          const { rateFactor, decay } = groups(name);
          const own = parameter(gradients, name);
          const gradient = decay ? add(own, mul(value, weightDecay)) : own;
          const v = add(mul(parameter(state, velocity(name)), momentum), gradient);
          const direction = nesterov ? add(gradient, mul(v, momentum)) : v;
          next.parameters[name] = sub(value, mul(direction, learningRate * rateFactor));
          next.state[velocity(name)] = v;
        }
        return next;
      }),
  };
}
