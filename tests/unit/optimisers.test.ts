import { add, memory, mul, type Scalar, scalar, square, sub, sum, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { download, type Parameters, parameter, release, upload } from '../../src/model/parameters.ts';
import { adamW } from '../../src/train/optimisers/adamW.ts';
import type { Groups, Optimiser } from '../../src/train/optimisers/optimiser.ts';
import { parameterGroups } from '../../src/train/optimisers/parameterGroups.ts';
import { sgd } from '../../src/train/optimisers/sgd.ts';
import { descend, gradientsOf, type Progress } from '../descent.ts';
import { startWasm } from './backends.ts';

beforeAll(startWasm);

type Make = (options: { weightDecay: number; groups?: Groups }) => Optimiser;

const KINDS: { name: string; make: Make; rate: number }[] = [
  { name: 'AdamW', make: adamW, rate: 0.1 },
  { name: 'momentum', make: (options) => sgd({ momentum: 0.9, ...options }), rate: 0.01 },
  {
    name: "Nesterov's momentum",
    make: (options) => sgd({ momentum: 0.9, nesterov: true, ...options }),
    rate: 0.01,
  },
];

const startAt = (optimiser: Optimiser, parameters: Parameters): Progress => ({
  parameters,
  state: optimiser.init(parameters),
  step: 0,
});

const values = async (parameters: Parameters) =>
  new Map([...(await download(parameters))].map(([name, { data }]) => [name, Array.from(data)]));

const quadratic = gradientsOf((p): Scalar => {
  const w = sub(parameter(p, 'w'), tensor1d([3, -1]));
  return sum<Scalar>(mul(square(w), tensor1d([1, 20])));
});

/** Rosenbrock's valley, with walls ten times as steep as its floor: least at x = y = 1. */
const valley = gradientsOf((p): Scalar => {
  const [x, y] = [parameter<Scalar>(p, 'x'), parameter<Scalar>(p, 'y')];
  return add(square(sub(1, x)), mul(square(sub(y, square(x))), 10));
});

describe.each(KINDS)('$name', ({ make, rate }) => {
  const optimiser = make({ weightDecay: 0 });

  it('finds the lowest point of a bowl, which is twenty times as steep one way as the other', async () => {
    const from = startAt(optimiser, { w: tensor1d([0, 0]) });
    const { parameters } = descend(optimiser, (p) => quadratic(p).gradients, from, 300, rate);
    const [x = 0, y = 0] = (await values(parameters)).get('w') ?? [];
    expect(Math.abs(x - 3)).toBeLessThan(1e-3);
    expect(Math.abs(y + 1)).toBeLessThan(1e-3);
  });

  it('follows a curved valley to its end', async () => {
    const from = startAt(optimiser, { x: scalar(-1.2), y: scalar(1) });
    const { parameters } = descend(optimiser, (p) => valley(p).gradients, from, 300, rate);
    const found = await values(parameters);
    expect(Math.abs((found.get('x')?.[0] ?? 0) - 1)).toBeLessThan(1e-3);
    expect(Math.abs((found.get('y')?.[0] ?? 0) - 1)).toBeLessThan(1e-3);
  });

  it('decays kernels of adapter and heads only, and moves the encoder by its part', async () => {
    const grouped = make({ weightDecay: 0.5, groups: parameterGroups(0.1) });
    const names = [
      'encoder.stem.kernel',
      'encoder.stem.bias',
      'heads.own.kernel',
      'heads.own.bias',
      'encoder.norm.scale',
    ];
    const all = (value: number) => Object.fromEntries(names.map((name) => [name, tensor1d([value])]));
    const context = { step: 1, learningRate: 0.1 };
    const still = await values(grouped.update(all(1), all(0), grouped.init(all(1)), context).parameters);
    const decayed = 1 - (still.get('heads.own.kernel')?.[0] ?? 1);
    expect(decayed).toBeGreaterThan(0.04);
    for (const name of ['encoder.stem.kernel', 'encoder.stem.bias', 'encoder.norm.scale', 'heads.own.bias']) {
      expect(still.get(name)).toEqual([1]);
    }

    const moved = await values(grouped.update(all(0), all(1), grouped.init(all(0)), context).parameters);
    const full = moved.get('heads.own.kernel')?.[0] ?? 0;
    expect(full).toBeLessThan(0);
    expect(moved.get('encoder.stem.kernel')?.[0]).toBeCloseTo(0.1 * full, 7);
    expect(moved.get('encoder.stem.bias')?.[0]).toBeCloseTo(0.1 * full, 7);
  });

  it('stands still where the rate is 0, and takes each step at its own rate', async () => {
    const one = { w: tensor1d([1]) };
    const at = async (learningRate: number) => {
      const { parameters } = optimiser.update(one, one, optimiser.init(one), { step: 1, learningRate });
      return (await values(parameters)).get('w')?.[0] ?? Number.NaN;
    };
    expect(await at(0)).toBe(1);
    expect(1 - (await at(0.02))).toBeCloseTo(2 * (1 - (await at(0.01))), 6);
  });

  it('goes on from a stored state exactly as if it had not stopped', async () => {
    const kind = make({ weightDecay: 0.01 });
    const gradients = (p: Parameters) => valley(p).gradients;
    const begin = () => startAt(kind, { x: scalar(-1.2), y: scalar(1) });
    const whole = descend(kind, gradients, begin(), 9, rate);
    const half = descend(kind, gradients, begin(), 4, rate);
    const again = {
      parameters: upload(await download(half.parameters)),
      state: upload(await download(half.state)),
      step: 4,
    };
    const resumed = descend(kind, gradients, again, 5, rate);
    expect(await values(resumed.parameters)).toEqual(await values(whole.parameters));
    expect(await values(resumed.state)).toEqual(await values(whole.state));
  });

  it('says the names and shapes of its state, before and after an update', async () => {
    const parameters = { w: tensor1d([1, 2]), b: scalar(3) };
    const said = optimiser.shapes(new Map(Object.entries(parameters).map(([name, { shape }]) => [name, shape])));
    const shapesOf = (state: Parameters) =>
      new Map(Object.entries(state).map(([name, { shape }]: [string, Tensor]) => [name, shape]));
    const state = optimiser.init(parameters);
    expect(shapesOf(state)).toEqual(said);
    const next = optimiser.update(parameters, parameters, state, { step: 1, learningRate: 1 });
    expect(shapesOf(next.state)).toEqual(said);
  });

  it('leaves its arguments alone and nothing else behind', () => {
    const parameters = { w: tensor1d([1, 2]), b: tensor1d([3]) };
    const gradients = { w: tensor1d([1, 1]), b: tensor1d([1]) };
    const state = optimiser.init(parameters);
    const before = memory().numTensors;
    const next = optimiser.update(parameters, gradients, state, { step: 1, learningRate: 1 });
    for (const given of [parameters, gradients, state] as Parameters[]) {
      expect(Object.values(given).some(({ isDisposed }) => isDisposed)).toBe(false);
    }
    release(next.parameters);
    release(next.state);
    expect(memory().numTensors).toBe(before);
  });

  it('refuses a gradient that is missing', () => {
    const parameters = { w: tensor1d([1]) };
    const state = optimiser.init(parameters);
    expect(() => optimiser.update(parameters, {}, state, { step: 1, learningRate: 1 })).toThrow('no parameter w');
  });
});

describe('parameter groups', () => {
  it.each([-0.1, 1.1, Number.NaN])('refuse a part of %s for the encoder', (part) => {
    expect(() => parameterGroups(part)).toThrow('0 to 1');
  });

  it('leave the encoder where it is at a part of 0', async () => {
    const optimiser = adamW({ weightDecay: 1, groups: parameterGroups(0) });
    const parameters = { 'encoder.stem.kernel': tensor1d([2]) };
    const next = optimiser.update(parameters, parameters, optimiser.init(parameters), { step: 1, learningRate: 1 });
    expect((await values(next.parameters)).get('encoder.stem.kernel')).toEqual([2]);
  });
});
