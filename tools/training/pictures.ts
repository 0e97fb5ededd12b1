/** Pictures to what the encoder's views are cut from, in Node. Knows no collection and no model. */

import sharp, { type Sharp } from 'sharp';
import { STORED_SIDE, sampleGrey, wideCrop, wideSide } from '../../src/math/faceCrop.ts';

/** A stored crop of the page (160 px with margin) as `wideCrop` makes it there. */
export async function storedWide(file: Uint8Array, side: number): Promise<Uint8Array> {
  const { pixels } = await rgba(sharp(file).resize(STORED_SIDE, STORED_SIDE, { fit: 'fill' }));
  return wideCrop(pixels, side);
}

/**
 * A picture that is one framed face, as a wide crop: the frame is scaled to the model's side, and its edge is repeated
 * outwards where a stored crop has its margin.
 */
export async function framedWide(file: Uint8Array, side: number): Promise<Uint8Array> {
  const { pixels, width, height } = await rgba(sharp(file));
  const inner = sampleGrey(pixels, width, height, side, { a: width, b: 0, c: 0, d: height, e: 0, f: 0 });
  const wide = wideSide(side);
  const margin = (wide - side) / 2;
  const nearest = (at: number) => Math.min(side - 1, Math.max(0, at - margin));
  return Uint8Array.from(
    { length: wide * wide },
    (_, i) => inner[nearest(Math.floor(i / wide)) * side + nearest(i % wide)] ?? 0,
  );
}

/** The model's crop u8 [side · side] inside a wide one: pixel by pixel the same. */
export function innerCrop(wide: Uint8Array, side: number): Uint8Array {
  const width = wideSide(side);
  const margin = (width - side) / 2;
  return Uint8Array.from(
    { length: side * side },
    (_, i) => wide[(Math.floor(i / side) + margin) * width + margin + (i % side)] ?? 0,
  );
}

async function rgba(image: Sharp) {
  const { data, info } = await image.ensureAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const pixels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
  return { pixels, width: info.width, height: info.height };
}
