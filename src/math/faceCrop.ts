/**
 * The one way from a stored face crop to what the encoder sees, used live, on import, in training and in tests.
 * Numbers only: it knows nothing of cameras or tensors.
 */

import { type Affine, IDENTITY, similarity } from './affine.ts';

/** Side of a stored colour crop, px. */
export const STORED_SIDE = 160;

/** Part of the model's framing added on each side of a stored crop, so that later views have pixels to move in. */
export const STORED_MARGIN = 0.25;

/** Side of the model's framing inside a stored crop, stored px. */
export const FRAMING_SIDE = STORED_SIDE / (1 + 2 * STORED_MARGIN);

/** Rec. 601 luma, as PIL and OpenCV make FER2013-like greys. */
const LUMA = [0.299, 0.587, 0.114] as const;

/** Brightness f64 [pixels], 0–255, of an RGBA image [pixels, 4]: worked out once, however many crops are taken from it. */
export function lumaOf(rgba: Uint8ClampedArray): Float64Array {
  const luma = new Float64Array(rgba.length / 4);
  for (let i = 0; i < luma.length; i++) {
    luma[i] = LUMA[0] * rgba[4 * i]! + LUMA[1] * rgba[4 * i + 1]! + LUMA[2] * rgba[4 * i + 2]!;
  }
  return luma;
}

/**
 * Grey crop u8 [side, side] of an RGBA image [height, width, 4], averaging over the footprint of each output pixel.
 * @param toSource maps output coordinates in units of the output's side (0–1) to source pixels
 */
export function sampleGrey(
  rgba: Uint8ClampedArray,
  width: number,
  height: number,
  side: number,
  toSource: Affine,
): Uint8Array {
  return sampleLuma(lumaOf(rgba), width, height, side, toSource);
}

function sampleLuma(luma: Float64Array, width: number, height: number, side: number, toSource: Affine): Uint8Array {
  const grey = new Uint8Array(side * side);
  // Supersample so that neighbouring taps are at most one source pixel apart.
  const stretch = Math.max(Math.hypot(toSource.a, toSource.b), Math.hypot(toSource.c, toSource.d)) / side;
  const taps = Math.max(1, Math.ceil(stretch));
  const step = 1 / (side * taps);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      let sum = 0;
      for (let i = 0; i < taps; i++) {
        for (let j = 0; j < taps; j++) {
          const u = column / side + (j + 0.5) * step;
          const v = row / side + (i + 0.5) * step;
          const x = toSource.a * u + toSource.c * v + toSource.e;
          const y = toSource.b * u + toSource.d * v + toSource.f;
          sum += bilinear(luma, width, height, x - 0.5, y - 0.5);
        }
      }
      grey[row * side + column] = Math.round(sum / (taps * taps));
    }
  }
  return grey;
}

/** At (x, y) in pixel-centre coordinates; black outside the image. */
function bilinear(luma: Float64Array, width: number, height: number, x: number, y: number): number {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const fx = x - x0;
  const fy = y - y0;
  const i = y0 * width + x0;
  // Nearly every tap is inside; the check of each of its four pixels is what takes the time.
  if (x0 >= 0 && y0 >= 0 && x0 + 1 < width && y0 + 1 < height) {
    return (
      (1 - fy) * ((1 - fx) * luma[i]! + fx * luma[i + 1]!) +
      fy * ((1 - fx) * luma[i + width]! + fx * luma[i + width + 1]!)
    );
  }
  const at = (column: number, line: number) =>
    column < 0 || line < 0 || column >= width || line >= height ? 0 : luma[line * width + column]!;
  return (
    (1 - fy) * ((1 - fx) * at(x0, y0) + fx * at(x0 + 1, y0)) +
    fy * ((1 - fx) * at(x0, y0 + 1) + fx * at(x0 + 1, y0 + 1))
  );
}

/**
 * The encoder's input u8 [side, side] from a stored crop RGBA [160, 160, 4].
 * @param view moves the framing in its own coordinates, in units of its side about its centre; identity = as aligned
 */
export function modelCrop(stored: Uint8ClampedArray, side: number, view: Affine = IDENTITY): Uint8Array {
  return modelCropOfLuma(lumaOf(stored), side, view);
}

/** `modelCrop` where the stored crop's luma [160, 160] is known already. */
export function modelCropOfLuma(stored: Float64Array, side: number, view: Affine = IDENTITY): Uint8Array {
  const centre = STORED_SIDE / 2;
  const scale = FRAMING_SIDE;
  const { a, b, c, d, e, f } = view;
  return sampleLuma(stored, STORED_SIDE, STORED_SIDE, side, {
    a: a * scale,
    b: b * scale,
    c: c * scale,
    d: d * scale,
    e: centre + scale * (e - (a + c) / 2),
    f: centre + scale * (f - (b + d) / 2),
  });
}

/** Side of `wideCrop` for model crops of this side: whole pixels of the margin on each side. */
export function wideSide(side: number): number {
  return side + 2 * Math.floor(STORED_MARGIN * side);
}

/**
 * The model crop with the stored margin around it, u8 [wideSide, wideSide], pixel by pixel the same inside: what the
 * views of a stored crop RGBA [160, 160, 4] are cut from.
 */
export function wideCrop(stored: Uint8ClampedArray, side: number): Uint8Array {
  const wide = wideSide(side);
  return modelCrop(stored, wide, similarity(wide / side, 0, 0, 0));
}
