/** From pixels to what the encoder takes. Knows no encoder. */

import { mul, sub, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import type { BaseModel } from './base.ts';

/** (x − mean) / std of pixels f32 [B, size, size, 1] in [0, 1]. */
export function normalised(pixels: Tensor4D, { mean, std }: BaseModel['normalisation']): Tensor4D {
  return tidy(() => mul(sub(pixels, mean), 1 / std));
}
