/** What a model makes of many crops: embeddings and logits, in batches of one shape. Knows no samples. */

import { concat, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { BaseModel, Seen } from '../model/baseModel.ts';
import { MOST_FACES } from '../model/predict.ts';

/** Embeddings f32 [crops, width] and logits f32 [crops, classes]. */
export type CropAnswers = { embeddings: Float32Array; logits: Float32Array; width: number };

/**
 * @param crops u8 [size · size] each
 * @param answer of a batch; by default the base model's own
 * @param onBatch called between batches with the number of crops done; it may throw to end the work
 */
export async function answerCrops(
  model: BaseModel,
  crops: readonly Uint8Array[],
  answer: (seen: Seen) => { embeddings: Tensor2D; logits: Tensor2D } = ({ embeddings }) => ({
    embeddings,
    logits: model.logits(embeddings),
  }),
  onBatch: (done: number) => Promise<void> = async () => {},
): Promise<CropAnswers> {
  const batch = new Uint8Array(MOST_FACES * model.description.topology.inputSize ** 2);
  let made: { embeddings: Float32Array; logits: Float32Array } | undefined;
  let width = 0;
  for (let first = 0; first < crops.length; first += MOST_FACES) {
    const some = crops.slice(first, first + MOST_FACES);
    for (const [i, crop] of some.entries()) batch.set(crop, i * crop.length);
    const output = tidy(() => {
      const { embeddings, logits } = answer(model.see(batch, MOST_FACES));
      width = embeddings.shape[1];
      return concat([embeddings, logits], 1);
    });
    const rows = await output.data<'float32'>();
    const columns = output.shape[1] as number;
    output.dispose();
    made ??= {
      embeddings: new Float32Array(crops.length * width),
      logits: new Float32Array(crops.length * (columns - width)),
    };
    for (const row of some.keys()) {
      const start = row * columns;
      made.embeddings.set(rows.subarray(start, start + width), (first + row) * width);
      made.logits.set(rows.subarray(start + width, start + columns), (first + row) * (columns - width));
    }
    await onBatch(first + some.length);
  }
  return { embeddings: new Float32Array(), logits: new Float32Array(), ...made, width };
}
