/** Two dense layers with a ReLU between: the form of every small network beside the encoder. Knows no loss. */

import { add, matMul, relu, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { normal, type Rng } from '../math/rng.ts';
import { type Parameters, parameter } from './parameters.ts';
import type { StoredArrays } from './safetensors.ts';

/** Lengths of a row before, between and after the layers. */
export type PerceptronSizes = { input: number; hidden: number; output: number };

/** Names and shapes: `name`.hidden.kernel [input, hidden], `name`.out.kernel [hidden, output], with biases. */
export function perceptronShapes(name: string, { input, hidden, output }: PerceptronSizes): Map<string, number[]> {
  return new Map([
    [`${name}.hidden.kernel`, [input, hidden]],
    [`${name}.hidden.bias`, [hidden]],
    [`${name}.out.kernel`, [hidden, output]],
    [`${name}.out.bias`, [output]],
  ]);
}

/** Kernels after He et al. 2015, biases 0. */
export function createPerceptron(name: string, sizes: PerceptronSizes, rng: Rng): StoredArrays {
  return new Map(
    [...perceptronShapes(name, sizes)].map(([key, shape]) => {
      const length = shape.reduce((product, size) => product * size, 1);
      const deviation = Math.sqrt(2 / (shape[0] ?? 1));
      const draw = () => (key.endsWith('.kernel') ? deviation * normal(rng) : 0);
      return [key, { shape, data: Float32Array.from({ length }, draw) }];
    }),
  );
}

/** W₂·relu(W₁·x + b₁) + b₂, [B, input] to [B, output]. */
export function perceptron(parameters: Parameters, name: string, x: Tensor2D): Tensor2D {
  const layer = (which: string, rows: Tensor2D): Tensor2D =>
    add(
      matMul(rows, parameter<Tensor2D>(parameters, `${name}.${which}.kernel`)),
      parameter<Tensor1D>(parameters, `${name}.${which}.bias`),
    );
  return layer('out', relu(layer('hidden', x)));
}
