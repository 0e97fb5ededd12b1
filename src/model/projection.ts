/** The projection head: where contrastive losses compare, so that the embedding itself keeps more. Training only. */

import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Rng } from '../math/rng.ts';
import type { Parameters } from './parameters.ts';
import { createPerceptron, perceptron, perceptronShapes } from './perceptron.ts';
import type { StoredArrays } from './safetensors.ts';

const NAME = 'projection';

/** Length of a projected embedding (Chen et al. 2020, section 4.2). */
const PROJECTED = 128;

const sizesOf = (width: number) => ({ input: width, hidden: width, output: PROJECTED });

/** Names and shapes: hidden [width, width], out [width, 128], with biases. */
export const projectionShapes = (width: number): Map<string, number[]> => perceptronShapes(NAME, sizesOf(width));

export const createProjection = (width: number, rng: Rng): StoredArrays => createPerceptron(NAME, sizesOf(width), rng);

/** Whether a parameter belongs to the projection head. */
export const ofProjection = (name: string): boolean => name.startsWith(`${NAME}.`);

/** z = W₂·relu(W₁·h + b₁) + b₂, [B, width] to [B, 128] (Chen et al. 2020, eq. 2); not normalised. */
export const project = (parameters: Parameters, h: Tensor2D): Tensor2D => perceptron(parameters, NAME, h);
