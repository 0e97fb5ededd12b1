import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { sgd } from '../../src/train/optimisers/sgd.ts';
import { startWasm } from './backends.ts';

beforeAll(startWasm);

const RATE = 0.05;
const MOMENTUM = 0.9;
const DECAY = 0.2;

/** Sutskever et al. 2013, eq. 1–4, for one number in double precision. */
function slow(start: number, gradients: number[], nesterov: boolean): number {
  let [x, v] = [start, 0];
  for (const own of gradients) {
    const g = own + DECAY * x;
    v = MOMENTUM * v + g;
    x -= RATE * (nesterov ? g + MOMENTUM * v : v);
  }
  return x;
}

async function updated(optimiser: ReturnType<typeof sgd>, start: number[], gradients: number[][]): Promise<number[]> {
  let parameters: { readonly [name: string]: Tensor } = { w: tensor(start) };
  let state = optimiser.init(parameters);
  for (const [i, gradient] of gradients.entries()) {
    const context = { step: i + 1, learningRate: RATE };
    ({ parameters, state } = optimiser.update(parameters, { w: tensor(gradient) }, state, context));
  }
  return Array.from((await parameters.w?.data()) ?? []);
}

describe('SGD', () => {
  it('without momentum and decay moves by the rate times the gradient, each step anew', async () => {
    const [a, b] = await updated(
      sgd({ momentum: 0, weightDecay: 0 }),
      [1, -1],
      [
        [2, 0],
        [2, -4],
      ],
    );
    expect(a).toBeCloseTo(1 - 4 * RATE, 6);
    expect(b).toBeCloseTo(-1 + 4 * RATE, 6);
  });

  it('under a constant gradient reaches 1/(1 − μ) times the plain step', async () => {
    const steps = Array.from({ length: 200 }, () => [1]);
    const optimiser = sgd({ momentum: MOMENTUM, weightDecay: 0 });
    const [before = 0] = await updated(optimiser, [0], steps);
    const [after = 0] = await updated(optimiser, [0], [...steps, [1]]);
    expect(before - after).toBeCloseTo(RATE / (1 - MOMENTUM), 4);
  });

  it.each([false, true])('equals the published algorithm over ten steps, Nesterov: %s', async (nesterov) => {
    const gradients = Array.from({ length: 10 }, (_, i) => [Math.sin(i), 3 * Math.cos(2 * i), 1e-4 * i]);
    const start = [1, -2, 0.5];
    const found = await updated(sgd({ momentum: MOMENTUM, nesterov, weightDecay: DECAY }), start, gradients);
    start.forEach((value, k) => {
      const own = gradients.map((gradient) => gradient[k] ?? 0);
      expect(found[k]).toBeCloseTo(slow(value, own, nesterov), 5);
    });
  });

  it.each([-0.1, 1, Number.NaN])('refuses a momentum of %s', (momentum) => {
    expect(() => sgd({ momentum, weightDecay: 0 })).toThrow('below 1');
  });
});
