import { memory, scalar, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Parameters, release } from '../../src/model/parameters.ts';
import { clipByGlobalNorm } from '../../src/train/optimisers/clip.ts';
import { startWasm } from './backends.ts';

beforeAll(startWasm);

/** Of length 13 together. */
const gradients = { a: tensor1d([3, -4]), b: tensor2d([[12]]), c: scalar(0) };

const numbers = async (tensors: Parameters) =>
  (await Promise.all(Object.values(tensors).map((tensor) => tensor.data()))).flatMap((data) => Array.from(data));

describe('clipping by the global norm', () => {
  it('shortens all gradients by one factor to the length allowed', async () => {
    const found = await numbers(clipByGlobalNorm(gradients, 6.5));
    [1.5, -2, 6, 0].forEach((value, i) => {
      expect(found[i]).toBeCloseTo(value, 5);
    });
    expect(Math.hypot(...found)).toBeCloseTo(6.5, 5);
  });

  it.each([13, 14, 1e9])('changes nothing where %s is allowed', async (most) => {
    expect(await numbers(clipByGlobalNorm(gradients, most))).toEqual([3, -4, 12, 0]);
  });

  it('leaves zeros alone, and shows what is no number', async () => {
    expect(await numbers(clipByGlobalNorm({ a: tensor1d([0, 0]) }, 1))).toEqual([0, 0]);
    expect(await numbers(clipByGlobalNorm({ a: tensor1d([Number.NaN]) }, 1))).toEqual([Number.NaN]);
  });

  it('makes new tensors, one for each gradient', () => {
    const before = memory().numTensors;
    const clipped = clipByGlobalNorm(gradients, 1);
    expect(memory().numTensors).toBe(before + 3);
    release(clipped);
    expect(gradients.a.isDisposed).toBe(false);
  });

  it.each([0, -1, Number.NaN])('refuses %s', (most) => {
    expect(() => clipByGlobalNorm(gradients, most)).toThrow('above 0');
  });
});
