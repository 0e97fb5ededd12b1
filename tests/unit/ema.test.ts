import { memory, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Parameters, release } from '../../src/model/parameters.ts';
import { createEma, updateEma } from '../../src/train/optimisers/ema.ts';
import { startWasm } from './backends.ts';

beforeAll(startWasm);

const DECAY = 0.8;

const w = (...values: number[]): { w: Tensor } => ({ w: tensor1d(values) });

async function averaged(start: number, seen: number[], decay = DECAY): Promise<number> {
  const average = seen.reduce<Parameters>((e, value, i) => updateEma(e, w(value), decay, i + 1), createEma(w(start)));
  return (await average.w?.data())?.[0] ?? Number.NaN;
}

describe('the moving average of parameters', () => {
  it('is the weighted mean of what it saw, with weights that fall by the decay; the start has none', async () => {
    const seen = [5, -1, 2.5, 0.5, 4];
    const weights = seen.map((_, i) => DECAY ** (seen.length - 1 - i));
    const mean = seen.reduce((s, x, i) => s + x * weights[i]!, 0) / weights.reduce((s, x) => s + x, 0);
    expect(await averaged(1000, seen)).toBeCloseTo(mean, 5);
  });

  it('is the parameters themselves before and after the first update', async () => {
    expect(await averaged(7, [])).toBe(7);
    expect(await averaged(7, [0.1])).toBe(Math.fround(0.1));
  });

  it('stays where the parameters stay, and follows them at once without decay', async () => {
    expect(await averaged(2, new Array(300).fill(2), 0.999)).toBeCloseTo(2, 4);
    expect(await averaged(2, [8, 9, 3], 0)).toBe(3);
  });

  it('outlives the parameters it was made of, and leaves its arguments alone', async () => {
    const parameters = w(1, 2);
    const before = memory().numTensors;
    const average = createEma(parameters);
    release(parameters);
    expect(Array.from(await average.w!.data())).toEqual([1, 2]);
    const [now, old] = [w(3, 4), average];
    const next = updateEma(old, now, DECAY, 2);
    expect(old.w?.isDisposed || now.w.isDisposed).toBe(false);
    for (const each of [next, old, now]) release(each);
    expect(memory().numTensors).toBe(before - 1);
  });

  it('refuses a decay out of range and parameters that are missing', () => {
    for (const decay of [-0.1, 1, Number.NaN]) expect(() => updateEma(w(1), w(1), decay, 1)).toThrow('below 1');
    expect(() => updateEma(w(1), {}, DECAY, 1)).toThrow('no parameter w');
  });
});
