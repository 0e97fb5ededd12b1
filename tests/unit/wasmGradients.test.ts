import {
  avgPool,
  conv2d,
  depthwiseConv2d,
  gather,
  grads,
  maxPool,
  memory,
  mul,
  neg,
  type Rank,
  sum,
  type Tensor,
  tensor,
  tensor1d,
  tidy,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng, normal } from '../../src/math/rng.ts';
import { relativeError } from '../relativeError.ts';
import { computedOn, startWasm } from './backends.ts';

const PARITY = 5e-6;

beforeAll(startWasm);

function values(seed: number, shape: number[]): Float32Array {
  const rng = createRng(seed);
  return Float32Array.from({ length: shape.reduce((product, n) => product * n, 1) }, () => normal(rng));
}

/** Gradients of a random weighting of op(...inputs) with respect to every input. */
function gradientsOf(op: (...inputs: Tensor[]) => Tensor, shapes: number[][], shift = 0): () => Tensor[] {
  return () =>
    tidy(() => {
      const inputs = shapes.map((shape, i) =>
        tensor(
          values(i + 1, shape).map((v) => v + shift),
          shape,
        ),
      );
      const weights = values(99, op(...inputs).shape);
      return grads((...taken) => sum(mul(op(...taken), tensor(weights, op(...taken).shape))))(inputs);
    });
}

async function expectParity(compute: () => Tensor[]): Promise<void> {
  const expected = await computedOn('cpu', compute);
  const found = await computedOn('wasm', compute);
  for (const [i, value] of expected.entries()) expect(relativeError(found[i] ?? [], value)).toBeLessThan(PARITY);
}

type Pad = 'same' | 'valid' | number;
const CONVOLUTIONS: { size: number; kernel: number; strides: number; pad: Pad }[] = [
  { size: 9, kernel: 3, strides: 1, pad: 'same' },
  { size: 9, kernel: 3, strides: 1, pad: 'valid' },
  { size: 9, kernel: 3, strides: 1, pad: 1 },
  { size: 9, kernel: 3, strides: 2, pad: 'same' },
  { size: 8, kernel: 3, strides: 2, pad: 'same' },
  { size: 8, kernel: 3, strides: 2, pad: 1 },
  { size: 9, kernel: 3, strides: 2, pad: 1 },
  { size: 10, kernel: 3, strides: 3, pad: 'valid' },
  { size: 8, kernel: 1, strides: 1, pad: 'valid' },
  { size: 8, kernel: 1, strides: 2, pad: 'valid' },
  { size: 7, kernel: 2, strides: 2, pad: 'valid' },
  { size: 8, kernel: 5, strides: 2, pad: 2 },
];

describe('gradients on wasm equal those on cpu', () => {
  it.each(CONVOLUTIONS)(
    'conv2d $size px, kernel $kernel, stride $strides, pad $pad',
    ({ size, kernel, strides, pad }) =>
      expectParity(
        gradientsOf(
          (x, filter) => conv2d(x as Tensor<Rank.R4>, filter as Tensor<Rank.R4>, strides, pad),
          [
            [3, size, size, 4],
            [kernel, kernel, 4, 5],
          ],
        ),
      ),
  );

  it('conv2d of an oblong image with unequal strides', () =>
    expectParity(
      gradientsOf(
        (x, filter) => conv2d(x as Tensor<Rank.R4>, filter as Tensor<Rank.R4>, [2, 1], 'same'),
        [
          [2, 7, 10, 3],
          [3, 2, 3, 4],
        ],
      ),
    ));

  it.each(CONVOLUTIONS)(
    'depthwiseConv2d $size px, kernel $kernel, stride $strides, pad $pad',
    ({ size, kernel, strides, pad }) =>
      expectParity(
        gradientsOf(
          (x, filter) => depthwiseConv2d(x as Tensor<Rank.R4>, filter as Tensor<Rank.R4>, strides, pad),
          [
            [3, size, size, 4],
            [kernel, kernel, 4, 1],
          ],
        ),
      ),
  );

  // Gradients of dilated convolutions are not here: tfjs refuses them on every backend.

  const pools = [
    { size: 8, window: 2, strides: 2, pad: 'valid' as Pad },
    { size: 9, window: 3, strides: 2, pad: 'same' as Pad },
    { size: 9, window: 3, strides: 1, pad: 'same' as Pad },
    { size: 7, window: 3, strides: 2, pad: 1 as Pad },
    { size: 7, window: 2, strides: 2, pad: 'valid' as Pad },
  ];
  // Shifted down by 5 every maximum is negative: where the backend's own kernel is wrong.
  it.each(pools.flatMap((pool) => [0, -5].map((shift) => ({ ...pool, shift }))))(
    'maxPool $size px, window $window, stride $strides, pad $pad, values about $shift',
    ({ size, window, strides, pad, shift }) =>
      expectParity(
        gradientsOf((x) => maxPool(x as Tensor<Rank.R4>, window, strides, pad), [[2, size, size, 3]], shift),
      ),
  );

  it('maxPool gives the whole gradient to the first of equal maxima', async () => {
    const [gradient] = await computedOn('wasm', () =>
      grads((x) => sum(maxPool(x as Tensor<Rank.R4>, 2, 2, 'valid')))([tensor([7, 7, 7, 7], [1, 2, 2, 1])]),
    );
    expect(Array.from(gradient ?? [])).toEqual([1, 0, 0, 0]);
  });

  it('avgPool', () => expectParity(gradientsOf((x) => avgPool(x as Tensor<Rank.R4>, 2, 2, 'valid'), [[2, 8, 8, 3]])));

  it('gather, with rows taken twice and not at all', () =>
    expectParity(gradientsOf((x) => gather(x, tensor1d([4, 0, 4, 2], 'int32')), [[5, 3]])));

  it('leave no tensor behind', async () => {
    const before = memory().numTensors;
    await computedOn(
      'wasm',
      gradientsOf((x) => neg(maxPool(x as Tensor<Rank.R4>, 3, 2, 1)), [[2, 9, 9, 3]]),
    );
    await computedOn(
      'wasm',
      gradientsOf(
        (x, filter) => conv2d(x as Tensor<Rank.R4>, filter as Tensor<Rank.R4>, 2, 1),
        [
          [2, 9, 9, 3],
          [3, 3, 3, 4],
        ],
      ),
    );
    expect(memory().numTensors).toBe(before);
  });
});
