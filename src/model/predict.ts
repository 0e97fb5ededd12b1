/** Expressions of a few faces at a time, at a few fixed shapes. Knows no training. */

import { concat, mul, softmax, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { AppError } from '../rpc/appError.ts';
import type { BaseModel, Seen } from './baseModel.ts';

/** Faces per call are padded to one of these: the GPU's buffer pool keeps every size it has ever seen. */
const BATCHES = [1, 2, 3, 4, 6, 8];

/** Most faces in one call. */
export const MOST_FACES = 8;

/**
 * A further classifier on what the base model sees: its embeddings [B, any width] and class logits [B, classes]. `affect`:
 * valence and arousal [B, 2] of its embeddings; null where it reads none.
 */
export type Further = {
  classes: number;
  answer: (seen: Seen) => { embeddings: Tensor2D; logits: Tensor2D };
  affect: ((embeddings: Tensor2D) => Tensor2D) | null;
};

/**
 * Row by row; base [count, base classes], further [count, its classes], embeddings [count, width] of either, affect
 * [count, 2]; null what the further one does not answer.
 */
export type Probabilities = {
  base: Float32Array;
  further: Float32Array | null;
  embeddings: Float32Array;
  furtherEmbeddings: Float32Array | null;
  affect: Float32Array | null;
};

/**
 * Calibrated probabilities of the base model, all that a further classifier answers, and the embeddings, with one
 * read-back.
 * @param crops u8 [count, size, size], count 1–8
 * @throws `bad-input` when the number of pixels does not fit the count
 */
export async function predict(
  model: BaseModel,
  further: Further | null,
  crops: Uint8Array,
  count: number,
): Promise<Probabilities> {
  const { temperature, topology } = model.description;
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
  const widths: number[] = [];
  const joined = tidy(() => {
    const seen = model.see(padded, batch);
    const base = softmax(mul(model.logits(seen.embeddings), 1 / temperature));
    const own = further?.answer(seen);
    const affect = own && further?.affect?.(own.embeddings);
    const ofOwn = own ? [softmax(own.logits), own.embeddings, ...(affect ? [affect] : [])] : [];
    const outputs = [base, seen.embeddings, ...ofOwn];
    widths.push(...outputs.map((output) => output.shape[1] ?? 0));
    return concat(outputs, 1);
  });
  try {
    const rows = await joined.data<'float32'>();
    const width = widths.reduce((sum, columns) => sum + columns, 0);
    let from = 0;
    const [base, embeddings, own, ownEmbeddings, affect] = widths.map((wide) => {
      from += wide;
      return columns(rows, count, width, from - wide, from);
    });
    return {
      base: base ?? new Float32Array(),
      embeddings: embeddings ?? new Float32Array(),
      further: own ?? null,
      furtherEmbeddings: ownEmbeddings ?? null,
      affect: affect ?? null,
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
