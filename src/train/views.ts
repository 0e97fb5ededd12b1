/** Augmented views of a stored crop, as the live camera might have seen it. Knows pixels and numbers, no tensors. */

import { type Affine, compose, similarity } from '../math/affine.ts';
import { modelCrop } from '../math/faceCrop.ts';
import { between, createRng, type Rng } from '../math/rng.ts';

/** Radians; relative; in units of the framing's side. All stay within the stored margin. */
const ROTATION = 0.2;
const SCALE = 0.1;
const SHIFT = 0.06;
/** Relative contrast about the mean; brightness in units of the full range. */
const CONTRAST = 0.25;
const BRIGHTNESS = 0.1;

const MIRROR: Affine = { a: -1, b: 0, c: 0, d: 1, e: 0, f: 0 };

/**
 * Views u8 [side, side] of a stored crop RGBA [160, 160, 4]; the first is the unchanged model crop.
 * Drawn from `seed` and `name` alone, so a sample has the same views whatever else is trained with it.
 * @param name the sample's id
 */
export function sampleViews(
  stored: Uint8ClampedArray,
  side: number,
  count: number,
  seed: number,
  name: string,
): Uint8Array[] {
  const rng = createRng(seed + hash(name));
  return Array.from({ length: count }, (_, i) =>
    i === 0 ? modelCrop(stored, side) : relight(modelCrop(stored, side, randomFraming(rng)), rng),
  );
}

function randomFraming(rng: Rng): Affine {
  const shift = () => between(rng, -SHIFT, SHIFT);
  const moved = similarity(between(rng, 1 - SCALE, 1 + SCALE), between(rng, -ROTATION, ROTATION), shift(), shift());
  return rng.uniform() < 0.5 ? compose(moved, MIRROR) : moved;
}

function relight(crop: Uint8Array, rng: Rng): Uint8Array {
  const mean = crop.reduce((sum, pixel) => sum + pixel, 0) / crop.length;
  const contrast = between(rng, 1 - CONTRAST, 1 + CONTRAST);
  const shifted = mean + 255 * between(rng, -BRIGHTNESS, BRIGHTNESS);
  // Clamped and rounded by the array.
  return new Uint8Array(Uint8ClampedArray.from(crop, (pixel) => (pixel - mean) * contrast + shifted));
}

/** FNV-1a, u32. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
