/** Makes the drawn views of wide crops on the backend in use. Draws nothing itself and has no gradient. */

import {
  add,
  cast,
  clipByValue,
  concat,
  depthwiseConv2d,
  div,
  getBackend,
  image,
  mean,
  mul,
  type Rank,
  reshape,
  slice,
  sub,
  type Tensor2D,
  type Tensor4D,
  tensor2d,
  tensor4d,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import type { ViewDraw } from './draw.ts';

/** Px that the blur looks to each side: 2.7 standard deviations of the strongest one. */
const BLUR_REACH = 4;

/**
 * Views f32 [B, side, side, 1] in [0, 1]: moved, blurred, relit, then with a rectangle erased. The caller disposes them.
 * @param wide crops [B, wide, wide, 1] as `wideCrop` makes them: i32 in 0–255, or f32 in 0–1
 * @param draws one for each crop
 */
export function applyViews(wide: Tensor4D, draws: readonly ViewDraw[], side: number): Tensor4D {
  if (draws.length !== wide.shape[0]) throw new RangeError(`${wide.shape[0]} crops cannot have ${draws.length} views.`);
  return tidy(() => {
    const pixels = wide.dtype === 'float32' ? wide : div<Tensor4D>(cast(wide, 'float32'), 255);
    const moved = move(pixels, draws, side + 2 * BLUR_REACH);
    return erase(relight(blur(moved, draws), draws), draws);
  });
}

/** The framings [B, size, size, 1], with the surroundings that the blur needs; the border is continued outwards. */
function move(wide: Tensor4D, draws: readonly ViewDraw[], size: number): Tensor4D {
  const side = size - 2 * BLUR_REACH;
  const centre = (size - 1) / 2;
  const middle = (wide.shape[1] - 1) / 2;
  const rows = draws.map(({ framing: { a, b, c, d, e, f } }) => [
    ...[a, c, middle + side * e - (a + c) * centre],
    ...[b, d, middle + side * f - (b + d) * centre],
    ...[0, 0],
  ]);
  const warp = (pixels: Tensor4D, transforms: Tensor2D) =>
    image.transform(pixels, transforms, 'bilinear', 'nearest', 0, [size, size]);
  // tfjs 4.22.0 transforms only the first of a batch on cpu.
  if (getBackend() === 'cpu') {
    return concat(rows.map((row, i) => warp(slice(wide, [i, 0, 0, 0], [1, -1, -1, -1]), tensor2d([row]))));
  }
  return warp(wide, tensor2d(rows));
}

/** Gaussian blur of x [B, side + 2·reach, …, 1] to [B, side, side, 1]; each sample is a channel with taps of its own. */
function blur(x: Tensor4D, draws: readonly ViewDraw[]): Tensor4D {
  const count = 2 * BLUR_REACH + 1;
  const taps = transpose(
    tensor2d(
      draws.map(({ blur }) => gaussian(blur)),
      [draws.length, count],
    ),
  ); // [taps, B]
  const across = depthwiseConv2d(
    transpose(x, [3, 1, 2, 0]),
    reshape<Rank.R4>(taps, [1, count, draws.length, 1]),
    1,
    'valid',
  );
  const blurred = depthwiseConv2d(across, reshape<Rank.R4>(taps, [count, 1, draws.length, 1]), 1, 'valid');
  return transpose(blurred, [3, 1, 2, 0]);
}

/** Taps that sum to 1. @param deviation px; 0 leaves the picture as it is */
function gaussian(deviation: number): number[] {
  const taps = Array.from({ length: 2 * BLUR_REACH + 1 }, (_, i) => {
    const distance = i - BLUR_REACH;
    return distance === 0 ? 1 : Math.exp(-(distance ** 2) / (2 * deviation ** 2));
  });
  const total = taps.reduce((sum, tap) => sum + tap, 0);
  return taps.map((tap) => tap / total);
}

/** contrast · x + (1 − contrast) · mean + brightness, within [0, 1]. */
function relight(x: Tensor4D, draws: readonly ViewDraw[]): Tensor4D {
  const contrast = perSample(draws.map((draw) => draw.contrast));
  const average = mean(x, [1, 2], true); // [B, 1, 1, 1]
  const light = add(mul(average, sub(1, contrast)), perSample(draws.map((draw) => draw.brightness)));
  return clipByValue(add(mul(x, contrast), light), 0, 1);
}

function perSample(values: number[]): Tensor4D {
  return tensor4d(values, [values.length, 1, 1, 1]);
}

/** A pixel is erased when its centre lies within the rectangle. */
function erase(x: Tensor4D, draws: readonly ViewDraw[]): Tensor4D {
  const side = x.shape[1];
  const inside = (from: number, length: number) =>
    Array.from({ length: side }, (_, i) => Number((i + 0.5) / side >= from && (i + 0.5) / side < from + length));
  const rows = draws.flatMap(({ erased }) => inside(erased.top, erased.height));
  const columns = draws.flatMap(({ erased }) => inside(erased.left, erased.width));
  const mask = mul(tensor4d(rows, [draws.length, side, 1, 1]), tensor4d(columns, [draws.length, 1, side, 1]));
  const grey = perSample(draws.map(({ erased }) => erased.grey));
  return add(x, mul(mask, sub(grey, x)));
}
