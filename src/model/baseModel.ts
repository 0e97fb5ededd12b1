/** The released model on the backend in use: crops to embeddings and expression logits. Knows no user classes. */

import { type Tensor2D, type Tensor4D, tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { BaseModel as Description } from './base.ts';
import { encodeLastStage, encodeTrunk } from './encoder.ts';
import { classify, EXPRESSION_HEAD } from './heads.ts';
import { type Parameters, release, upload } from './parameters.ts';
import { normalised } from './pixels.ts';
import { checkSelfTest, selfTestPattern } from './selfTest.ts';
import type { Weights } from './weights.ts';

/** What the base model makes of crops on the way to its answer: what a model of the user's may go on from. */
export type Seen = {
  /** Normalised pixels [B, size, size, 1]. */
  pixels: Tensor4D;
  /** Before the last stage, [B, h, w, c]. */
  activations: Tensor4D;
  /** [B, width]. */
  embeddings: Tensor2D;
};

export type BaseModel = {
  description: Description;
  /** Everything of crops u8 [count, size, size]. Inside `tidy`. */
  see: (crops: Uint8Array, count: number) => Seen;
  /** Embeddings [count, width] of crops u8 [count, size, size]. The caller disposes them. */
  embed: (crops: Uint8Array, count: number) => Tensor2D;
  /** Expression logits [count, classes] of embeddings. The caller disposes them. */
  logits: (embeddings: Tensor2D) => Tensor2D;
};

/** Uploads the weights and proves on the self-test pattern that this backend computes what PyTorch computed. */
export async function startBaseModel({ base, arrays }: Weights): Promise<BaseModel> {
  const parameters: Parameters = upload(arrays);
  const { inputSize } = base.topology;
  const see: BaseModel['see'] = (crops, count) => {
    const values = Float32Array.from(crops, (pixel) => pixel / 255);
    const pixels = normalised(tensor4d(values, [count, inputSize, inputSize, 1]), base.normalisation);
    const activations = encodeTrunk(parameters, base.topology, pixels);
    return { pixels, activations, embeddings: encodeLastStage(parameters, base.topology, activations) };
  };
  const model: BaseModel = {
    description: base,
    see,
    embed: (crops, count) => tidy(() => see(crops, count).embeddings),
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
