/** Cuts turned squares and reduced copies out of a frame with a canvas. Knows no faces. */

import { type Affine, invert } from '../math/affine.ts';
import { type Region, unitToRegion } from './region.ts';

/** What a canvas can draw here. */
export type Picture = ImageBitmap | OffscreenCanvas;

export type Sheet = { canvas: OffscreenCanvas; context: OffscreenCanvasRenderingContext2D };

/** A square canvas to draw on again and again. */
export function createSheet(side: number): Sheet {
  const canvas = new OffscreenCanvas(side, side);
  // Said explicitly: after some readbacks the browser would move the canvas to the CPU, and the frames with it.
  const context = canvas.getContext('2d', { willReadFrequently: false, alpha: false });
  if (!context) throw new Error('No 2-D canvas in this worker.');
  return { canvas, context };
}

/** Draws `region` of the picture over the whole sheet; black where it reaches outside. */
export function drawRegion({ canvas, context }: Sheet, picture: Picture, region: Region): void {
  const side = canvas.width;
  const toUnit = invert(unitToRegion(region));
  const { a, b, c, d, e, f } = scaled(toUnit, side);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, side, side);
  context.setTransform(a, b, c, d, e, f);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0);
}

/** Pixels of the sheet, RGBA. */
export function pixels({ canvas, context }: Sheet): Uint8ClampedArray<ArrayBuffer> {
  return context.getImageData(0, 0, canvas.width, canvas.height).data;
}

function scaled({ a, b, c, d, e, f }: Affine, by: number): Affine {
  return { a: a * by, b: b * by, c: c * by, d: d * by, e: e * by, f: f * by };
}
