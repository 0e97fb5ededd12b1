import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { adamW } from '../../src/train/optimisers/adamW.ts';
import { startWasm } from './backends.ts';

beforeAll(startWasm);

const RATE = 0.01;
const DECAY = 0.3;

/** Loshchilov & Hutter 2019, algorithm 2, for one number in double precision. */
function slow(start: number, gradients: number[]): number {
  let [x, m, v] = [start, 0, 0];
  gradients.forEach((g, i) => {
    m = 0.9 * m + 0.1 * g;
    v = 0.999 * v + 0.001 * g * g;
    const mHat = m / (1 - 0.9 ** (i + 1));
    const vHat = v / (1 - 0.999 ** (i + 1));
    x -= RATE * (mHat / (Math.sqrt(vHat) + 1e-8) + DECAY * x);
  });
  return x;
}

async function updated(start: number[], gradients: number[][]): Promise<number[]> {
  const optimiser = adamW({ weightDecay: DECAY });
  let parameters: { readonly [name: string]: Tensor } = { w: tensor(start) };
  let state = optimiser.init(parameters);
  for (const [i, gradient] of gradients.entries()) {
    const next = optimiser.update(parameters, { w: tensor(gradient) }, state, { step: i + 1, learningRate: RATE });
    parameters = next.parameters;
    state = next.state;
  }
  return Array.from((await parameters.w?.data()) ?? []);
}

describe('AdamW', () => {
  it('moves by the learning rate on the first step, whatever the size of the gradient', async () => {
    const [a = 0, b = 0, c = 0] = await updated([0, 0, 0], [[1e-3, -50, 0]]);
    expect(a).toBeCloseTo(-RATE, 6);
    expect(b).toBeCloseTo(RATE, 6);
    expect(c).toBe(0);
  });

  it('only decays where there is no gradient', async () => {
    const [x = 0] = await updated([2], [[0], [0], [0]]);
    expect(x).toBeCloseTo(2 * (1 - RATE * DECAY) ** 3, 6);
  });

  it('equals the published algorithm over ten steps', async () => {
    const gradients = Array.from({ length: 10 }, (_, i) => [Math.sin(i), 3 * Math.cos(2 * i), 1e-4 * i]);
    const start = [1, -2, 0.5];
    const found = await updated(start, gradients);
    start.forEach((value, k) => {
      expect(found[k]).toBeCloseTo(
        slow(
          value,
          gradients.map((gradient) => gradient[k] ?? 0),
        ),
        5,
      );
    });
  });

  it('takes other betas: without a memory it only follows the sign', async () => {
    const optimiser = adamW({ weightDecay: 0, beta1: 0, beta2: 0 });
    const parameters = { w: tensor([0, 0]) };
    const context = { step: 7, learningRate: RATE };
    const next = optimiser.update(parameters, { w: tensor([1e-3, -50]) }, optimiser.init(parameters), context);
    const [a = 0, b = 0] = (await next.parameters.w?.data()) ?? [];
    expect(a).toBeCloseTo(-RATE, 6);
    expect(b).toBeCloseTo(RATE, 6);
  });

  it.each([-0.1, 1, Number.NaN])('refuses a beta of %s', (beta) => {
    expect(() => adamW({ weightDecay: 0, beta1: beta })).toThrow('below 1');
    expect(() => adamW({ weightDecay: 0, beta2: beta })).toThrow('below 1');
  });
});
