/** What every method adds to the encoder in the end: the adapter, and the head over the user's classes. */

import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Rng } from '../math/rng.ts';
import { adapterShapes, createAdapter } from '../model/adapter.ts';
import { classify, createHead, headShapes, OWN_HEAD } from '../model/heads.ts';
import type { Parameters } from '../model/parameters.ts';
import type { StoredArrays } from '../model/safetensors.ts';
import type { Sizes } from './objective.ts';

export const createClassifier = ({ width, classes }: Sizes, rng: Rng): StoredArrays =>
  new Map([...createAdapter(width, rng), ...createHead(OWN_HEAD, width, classes)]);

export const classifierShapes = ({ width, classes }: Sizes): Map<string, number[]> =>
  new Map([...adapterShapes(width), ...headShapes(OWN_HEAD, width, classes)]);

/** Class logits [B, classes] of adapted embeddings [B, width]. */
export const classLogits = (parameters: Parameters, embeddings: Tensor2D): Tensor2D =>
  classify(parameters, OWN_HEAD, embeddings);

/** Whether a parameter makes the embedding: encoder and adapter. */
export const ofEmbedding = (name: string): boolean => name.startsWith('encoder.') || name.startsWith('adapter.');

/** Whether a parameter belongs to the head alone: what a linear classifier on frozen embeddings trains. */
export const ofHead = (name: string): boolean => name.startsWith(OWN_HEAD);
