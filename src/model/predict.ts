/** Expressions of a few faces at a time, at a few fixed shapes. Knows no training. */

import { concat, mul, softmax, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { AppError } from '../rpc/appError.ts';
import type { BaseModel } from './baseModel.ts';

/** Faces per call are padded to one of these: the GPU's buffer pool keeps every size it has ever seen. */
const BATCHES = [1, 2, 4, 8];

/** Most faces in one call. */
export const MOST_FACES = 8;

/** A further classifier on the base's embeddings [B, width]; gives probabilities [B, classes]. */
export type Further = { classes: number; probabilities: (embeddings: Tensor2D) => Tensor2D };

/** Row by row; base [count, base classes], further [count, its classes], embeddings [count, width]. */
export type Probabilities = { base: Float32Array; further: Float32Array | null; embeddings: Float32Array };

/**
 * Calibrated probabilities of the base model, those of a further classifier, and the embeddings, with one read-back.
 * @param crops u8 [count, size, size], count 1–8
 * @throws `bad-input` when the number of pixels does not fit the count
 */
export async function predict(
  model: BaseModel,
  further: Further | null,
  crops: Uint8Array,
  count: number,
): Promise<Probabilities> {
  const { classes, temperature, topology } = model.description;
  const pixels = topology.inputSize ** 2;
  const batch = BATCHES.find((size) => size >= count);
  if (!batch || count < 1 || crops.length !== count * pixels) {
    throw new AppError(
      'bad-input',
      `Between 1 and ${MOST_FACES} faces of ${pixels} pixels are needed, not ${count} in ${crops.length}.`,
    );
  }
  const padded = new Uint8Array(batch * pixels);
  padded.set(crops);
  const joined = tidy(() => {
    const embeddings = model.embed(padded, batch);
    const base = softmax(mul(model.logits(embeddings), 1 / temperature));
    return concat([base, ...(further ? [further.probabilities(embeddings)] : []), embeddings], 1);
  });
  try {
    const [, width = 0] = joined.shape;
    const scores = classes.length + (further?.classes ?? 0);
    const rows = await joined.data<'float32'>();
    return {
      base: columns(rows, count, width, 0, classes.length),
      further: further ? columns(rows, count, width, classes.length, scores) : null,
      embeddings: columns(rows, count, width, scores, width),
    };
  } finally {
    joined.dispose();
  }
}

/** Compiles shaders and allocates for the smallest and the largest shape, before the first face waits for it. */
export async function warmUp(model: BaseModel): Promise<void> {
  const pixels = model.description.topology.inputSize ** 2;
  for (const batch of [1, MOST_FACES]) await predict(model, null, new Uint8Array(batch * pixels), batch);
}

/** Columns from … to − 1 of the first `count` rows. */
function columns(rows: Float32Array, count: number, width: number, from: number, to: number): Float32Array {
  const out = new Float32Array(count * (to - from));
  for (let row = 0; row < count; row++) {
    out.set(rows.subarray(row * width + from, row * width + to), row * (to - from));
  }
  return out;
}
