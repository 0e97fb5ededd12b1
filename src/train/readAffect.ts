/** Valence and arousal of stored embeddings, as numbers. Knows no model. */

import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { Further } from '../model/predict.ts';

/** f32 [n, 2] of embeddings f32 [n, width]. */
export async function readAffect(
  affect: NonNullable<Further['affect']>,
  embeddings: Float32Array,
  width: number,
): Promise<Float32Array> {
  const read = tidy(() => affect(tensor2d(embeddings, [embeddings.length / width, width])));
  try {
    return await read.data<'float32'>();
  } finally {
    read.dispose();
  }
}
