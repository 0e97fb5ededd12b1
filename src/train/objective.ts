/** What a training method is to the loop. Knows none of them. */

import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core';
import type { Rng } from '../math/rng.ts';
import type { Parameters } from '../model/parameters.ts';
import type { StoredArrays } from '../model/safetensors.ts';

/** Frozen embeddings [B, width] with the labels of their rows, i32 [B]. */
export type Batch = { embeddings: Tensor2D; labels: Int32Array };

/** Sizes that the parameters depend on. */
export type Sizes = { width: number; classes: number };

/** One file in objectives/ each; found by the registry, called by a loop that knows no method. */
export type Objective = {
  id: string;
  label: string;
  /** Authors, year, identifier. */
  paper: string;
  /** The parameters before the first step; every random choice from `rng`. */
  create: (sizes: Sizes, rng: Rng) => StoredArrays;
  /** Names and shapes of what `create` makes, to check a stored model against. */
  shapes: (sizes: Sizes) => Map<string, number[]>;
  /** The mean loss of a batch. */
  loss: (parameters: Parameters, batch: Batch) => Scalar;
  /** Class logits [B, classes]: what serves predictions. */
  logits: (parameters: Parameters, embeddings: Tensor2D) => Tensor2D;
};
