/** The released model on the backend in use: crops to embeddings and expression logits. Knows no user classes. */

import { type Tensor2D, type Tensor4D, tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { BaseModel as Description } from './base.ts';
import { encode } from './encoder.ts';
import { classify, EXPRESSION_HEAD } from './heads.ts';
import { type Parameters, release, upload } from './parameters.ts';
import { checkSelfTest, selfTestPattern } from './selfTest.ts';
import type { Weights } from './weights.ts';

export type BaseModel = {
  description: Description;
  /** Embeddings [count, width] of crops u8 [count, size, size]. The caller disposes them. */
  embed: (crops: Uint8Array, count: number) => Tensor2D;
  /** Expression logits [count, classes] of embeddings. The caller disposes them. */
  logits: (embeddings: Tensor2D) => Tensor2D;
};

/** Uploads the weights and proves on the self-test pattern that this backend computes what PyTorch computed. */
export async function startBaseModel({ base, arrays }: Weights): Promise<BaseModel> {
  const parameters: Parameters = upload(arrays);
  const { inputSize } = base.topology;
  const model: BaseModel = {
    description: base,
    embed: (crops, count) =>
      tidy(() => encode(parameters, base.topology, normalised(crops, count, inputSize, base.normalisation))),
    logits: (embeddings) => tidy(() => classify(parameters, EXPRESSION_HEAD, embeddings)),
  };
  const logits = tidy(() => model.logits(model.embed(selfTestPattern(inputSize), 1)));
  try {
    checkSelfTest(await logits.data(), base.selfTest);
  } catch (error) {
    release(parameters);
    throw error;
  } finally {
    logits.dispose();
  }
  return model;
}

/** Pixels u8 [count, size, size] as the encoder's input f32 [count, size, size, 1]: (x/255 − mean) / std. */
function normalised(
  crops: Uint8Array,
  count: number,
  size: number,
  { mean, std }: Description['normalisation'],
): Tensor4D {
  const values = Float32Array.from(crops, (pixel) => (pixel / 255 - mean) / std);
  return tensor4d(values, [count, size, size, 1]);
}
