/** How good a picture of a face is: sharp, bright, evenly lit. Numbers only. */

import { FRAMING_SIDE, lumaOf, modelCropOfLuma, STORED_SIDE } from '../math/faceCrop.ts';
import type { FaceQuality } from './protocol.ts';

/**
 * Side of the grey crop that is measured, px: the framing at half its stored resolution. Of the full, the half and the
 * encoder's resolution the half tells blurred faces (sigma 3 stored px) from sharp ones best: what is finer is noise and
 * enlargement, what is coarser survives the blur.
 */
const SIDE = Math.ceil(FRAMING_SIDE / 2);

/** The surroundings are sampled at every so many px. */
const STRIDE = 4;

/** @param stored RGBA [160, 160, 4] @param luma of it */
export function qualityOf(stored: Uint8ClampedArray, luma = lumaOf(stored)): FaceQuality {
  const grey = modelCropOfLuma(luma, SIDE);
  const { mean, deviation } = moments(grey);
  return {
    // Over the contrast, so that a dim face is not taken for a blurred one.
    sharpness: moments(laplacian(grey)).deviation ** 2 / Math.max(1, deviation ** 2),
    brightness: mean / 255,
    contrast: deviation / 255,
    surround: surround(stored) / 255,
    unevenness: unevenness(grey) / 255,
  };
}

/** Of the pixels that have four neighbours. */
function laplacian(grey: Uint8Array): Float32Array {
  const inner = SIDE - 2;
  const values = new Float32Array(inner * inner);
  for (let row = 0; row < inner; row++) {
    for (let column = 0; column < inner; column++) {
      const at = (row + 1) * SIDE + column + 1;
      values[row * inner + column] =
        grey[at - 1]! + grey[at + 1]! + grey[at - SIDE]! + grey[at + SIDE]! - 4 * grey[at]!;
    }
  }
  return values;
}

/** Difference in mean grey of the left and right halves. */
function unevenness(grey: Uint8Array): number {
  let difference = 0;
  for (let at = 0; at < grey.length; at++) difference += at % SIDE < SIDE / 2 ? grey[at]! : -grey[at]!;
  return Math.abs(difference) / (grey.length / 2);
}

/** Mean grey of the stored margin. */
function surround(stored: Uint8ClampedArray): number {
  const margin = (STORED_SIDE - FRAMING_SIDE) / 2;
  const outside = (at: number) => at < margin || at >= STORED_SIDE - margin;
  let sum = 0;
  let count = 0;
  for (let row = 0; row < STORED_SIDE; row += STRIDE) {
    for (let column = 0; column < STORED_SIDE; column += STRIDE) {
      if (!outside(row) && !outside(column)) continue;
      const at = 4 * (row * STORED_SIDE + column);
      sum += (stored[at]! + stored[at + 1]! + stored[at + 2]!) / 3;
      count += 1;
    }
  }
  return sum / count;
}

function moments(values: Uint8Array | Float32Array): { mean: number; deviation: number } {
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / values.length;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / values.length - mean * mean)) };
}
