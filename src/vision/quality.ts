/** How good a picture of a face is: sharp, bright, evenly lit. Numbers only. */

import { FRAMING_SIDE, modelCrop } from '../math/faceCrop.ts';
import type { FaceQuality } from './protocol.ts';

/** Side of the grey crop that is measured, px: the framing at about its stored resolution. */
const SIDE = Math.floor(FRAMING_SIDE);

/** @param stored RGBA [160, 160, 4] */
export function qualityOf(stored: Uint8ClampedArray): FaceQuality {
  const grey = modelCrop(stored, SIDE);
  const { mean, deviation } = moments(grey);
  const laplacian = new Float32Array((SIDE - 2) ** 2);
  const halves = [0, 0];
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      const at = row * SIDE + column;
      const half = column < SIDE / 2 ? 0 : 1;
      halves[half]! += grey[at]!;
      if (row === 0 || column === 0 || row === SIDE - 1 || column === SIDE - 1) continue;
      laplacian[(row - 1) * (SIDE - 2) + column - 1] =
        grey[at - 1]! + grey[at + 1]! + grey[at - SIDE]! + grey[at + SIDE]! - 4 * grey[at]!;
    }
  }
  return {
    // Over the contrast, so that a dim face is not taken for a blurred one.
    sharpness: moments(laplacian).deviation ** 2 / Math.max(1, deviation ** 2),
    brightness: mean / 255,
    contrast: deviation / 255,
    unevenness: Math.abs(halves[0]! - halves[1]!) / ((SIDE * SIDE) / 2) / 255,
  };
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
