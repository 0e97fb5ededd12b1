/** From the crops that users of the predictor have to what the encoder takes. Numbers only. */

import { sampleGrey } from '../math/faceCrop.ts';
import { AppError } from '../rpc/appError.ts';

/**
 * Grey u8 [side, side] of a square picture, or of grey values 0–1 [side, side].
 * @throws `bad-input` for what is not square or of another length
 */
export function toModelCrop(crop: ImageData | Float32Array, side: number): Uint8Array {
  if (crop instanceof Float32Array) {
    if (crop.length !== side * side || !crop.every((value) => value >= 0 && value <= 1)) {
      throw new AppError('bad-input', `A grey crop is ${side} × ${side} values between 0 and 1.`);
    }
    return Uint8Array.from(crop, (value) => Math.round(255 * value));
  }
  const { data, width, height } = crop;
  if (width !== height || width === 0) {
    throw new AppError(
      'bad-input',
      `A crop is square; this one has ${width} × ${height} pixels. Cut the face out first.`,
    );
  }
  return sampleGrey(data, width, height, side, { a: width, b: 0, c: 0, d: height, e: 0, f: 0 });
}
