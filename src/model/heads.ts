/** Heads: what turns an embedding into an answer. Knows neither the encoder nor what the classes mean. */

import { add, matMul, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { type Parameters, parameter } from './parameters.ts';
import type { StoredArrays } from './safetensors.ts';

/** The released head over base.json's classes. */
export const EXPRESSION_HEAD = 'heads.expression';

/** The head over the user's classes. */
export const OWN_HEAD = 'heads.own';

/** Names and shapes of a dense head: kernel [width, classes], bias [classes]. */
export function headShapes(name: string, width: number, classes: number): Map<string, number[]> {
  return new Map([
    [`${name}.kernel`, [width, classes]],
    [`${name}.bias`, [classes]],
  ]);
}

/** A head that knows nothing yet: every class gets the same logit, so the first loss is log(classes). */
export function createHead(name: string, width: number, classes: number): StoredArrays {
  return new Map([
    [`${name}.kernel`, { shape: [width, classes], data: new Float32Array(width * classes) }],
    [`${name}.bias`, { shape: [classes], data: new Float32Array(classes) }],
  ]);
}

/** Logits [B, classes] of features [B, width]. */
export function classify(parameters: Parameters, name: string, features: Tensor2D): Tensor2D {
  const kernel = parameter<Tensor2D>(parameters, `${name}.kernel`);
  return add(matMul(features, kernel), parameter<Tensor1D>(parameters, `${name}.bias`));
}
