import {
  grads,
  memory,
  mul,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
  tensor,
  tensor1d,
  tidy,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng, normal } from '../../src/math/rng.ts';
import { groupNorm, groupsOf } from '../../src/model/groupNorm.ts';
import { relativeError } from '../relativeError.ts';
import { computedOn, startWasm } from './backends.ts';

beforeAll(startWasm);

describe('the groups of channels', () => {
  it.each([
    [184, 23],
    [48, 6],
    [20, 2],
    [11, 1],
    [5, 1],
    [1, 1],
  ])('of %i are %i', (channels, groups) => expect(groupsOf(channels)).toBe(groups));
});

describe.each(['cpu', 'wasm'] as const)('group norm on %s', (backend) => {
  const [batch, height, width, channels] = [2, 3, 4, 16] as const;
  const rng = createRng(6);
  const length = batch * height * width * channels;
  const x = Float32Array.from({ length }, (_, i) => 3 * normal(rng) + (i % channels));
  const scale = Float32Array.from({ length: channels }, () => normal(rng));
  const offset = Float32Array.from({ length: channels }, () => normal(rng));

  type Given = { x: ArrayLike<number>; scale: ArrayLike<number>; offset: ArrayLike<number> };

  /** The definition, one group of 8 channels after the other, in double precision. */
  function slow({ x, scale, offset }: Given): Float64Array {
    const y = new Float64Array(length);
    for (let b = 0; b < batch; b++) {
      for (let first = 0; first < channels; first += 8) {
        const places: number[] = [];
        for (let pixel = 0; pixel < height * width; pixel++) {
          for (let c = first; c < first + 8; c++) places.push((b * height * width + pixel) * channels + c);
        }
        const mean = places.reduce((sum, i) => sum + x[i]!, 0) / places.length;
        const variance = places.reduce((sum, i) => sum + (x[i]! - mean) ** 2, 0) / places.length;
        for (const i of places) {
          const c = i % channels;
          y[i] = ((x[i]! - mean) / Math.sqrt(variance + 1e-5)) * scale[c]! + offset[c]!;
        }
      }
    }
    return y;
  }

  const normalised = async (values: Float32Array) => {
    const [y] = await computedOn(backend, () => [
      tidy(() =>
        groupNorm(
          tensor(values, [batch, height, width, channels]) as Tensor4D,
          tensor1d(scale) as Tensor1D,
          tensor1d(offset) as Tensor1D,
        ),
      ),
    ]);
    return y ?? new Float32Array();
  };

  it('is the definition', async () =>
    expect(relativeError(await normalised(x), slow({ x, scale, offset }))).toBeLessThan(2e-6));

  it('is the offset where nothing varies', async () => {
    const y = await normalised(new Float32Array(length).fill(7));
    expect(
      relativeError(
        y,
        Float32Array.from(y, (_, i) => offset[i % channels]!),
      ),
    ).toBeLessThan(1e-6);
  });

  it('has the gradients that small changes of the definition show, leaving no tensor behind', async () => {
    const weights = Float32Array.from({ length }, () => normal(rng));
    const lossOf = (given: Given) => slow(given).reduce((sum, value, i) => sum + value * weights[i]!, 0);
    const given = { x, scale, offset };
    const before = memory().numTensors;
    const found = await computedOn(backend, () =>
      tidy(() => {
        const shape: [number, number, number, number] = [batch, height, width, channels];
        const loss = (...[x, scale, offset]: Tensor[]) =>
          sum(mul(groupNorm(x as Tensor4D, scale as Tensor1D, offset as Tensor1D), tensor(weights, shape)));
        return grads(loss)([tensor(x, shape), tensor1d(scale), tensor1d(offset)]);
      }),
    );
    expect(memory().numTensors).toBe(before);
    for (const [i, name] of (['x', 'scale', 'offset'] as const).entries()) {
      const slope = Float64Array.from(given[name], (_, place) => {
        const moved = (by: number) => {
          const values = Float64Array.from(given[name]);
          values[place]! += by;
          return lossOf({ ...given, [name]: values });
        };
        return (moved(1e-4) - moved(-1e-4)) / 2e-4;
      });
      expect(relativeError(found[i]!, slope), name).toBeLessThan(1e-5);
    }
  });
});
