/** What reads valence and arousal, beside the classifier. Knows no method. */

import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Rng } from '../math/rng.ts';
import type { Parameters } from './parameters.ts';
import { createPerceptron, type PerceptronSizes, perceptron, perceptronShapes } from './perceptron.ts';
import type { StoredArrays } from './safetensors.ts';

/** Its name in a model that is shared, whatever the method calls it that trained it. */
export const AFFECT_HEAD = 'heads.affect';

/** Of the hidden layer: ours, for a narrower embedding than the paper of CAL has. */
const HIDDEN = 32;

const sizesOf = (width: number): PerceptronSizes => ({ input: width, hidden: HIDDEN, output: 2 });

export const createAffectHead = (name: string, width: number, rng: Rng): StoredArrays =>
  createPerceptron(name, sizesOf(width), rng);

export const affectShapes = (name: string, width: number): Map<string, number[]> =>
  perceptronShapes(name, sizesOf(width));

/** Valence and arousal [B, 2], each about −1 … 1, of adapted embeddings [B, width]. */
export const valenceArousal = (parameters: Parameters, name: string, embeddings: Tensor2D): Tensor2D =>
  perceptron(parameters, name, embeddings);
