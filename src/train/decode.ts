/** Stored pictures to pixels. Browser only. */

import { STORED_SIDE } from '../math/faceCrop.ts';
import { AppError } from '../rpc/appError.ts';

export type Decode = (image: Blob) => Promise<Uint8ClampedArray>;

/** A decoder with one canvas of its own: a stored crop (JPEG) to RGBA [160, 160, 4]. */
export function createDecoder(): Decode {
  const canvas = new OffscreenCanvas(STORED_SIDE, STORED_SIDE);
  // Read back after every picture, so it had better live on the processor.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new AppError('internal', 'This browser gives a worker no 2-D canvas. Try another browser.');
  return async (image) => {
    const bitmap = await createImageBitmap(image).catch((error) => {
      throw new AppError('bad-input', 'A stored example cannot be read as a picture. Delete it and train again.', {
        cause: error,
      });
    });
    context.drawImage(bitmap, 0, 0, STORED_SIDE, STORED_SIDE);
    bitmap.close();
    return context.getImageData(0, 0, STORED_SIDE, STORED_SIDE).data;
  };
}
