/** The projection head: where contrastive losses compare, so that the embedding itself keeps more. Training only. */

import { add, matMul, relu, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { normal, type Rng } from '../math/rng.ts';
import { type Parameters, parameter } from './parameters.ts';
import type { StoredArrays } from './safetensors.ts';

const NAME = 'projection';

/** Length of a projected embedding (Chen et al. 2020, section 4.2). */
const PROJECTED = 128;

/** Names and shapes: hidden [width, width], out [width, 128], with biases. */
export function projectionShapes(width: number): Map<string, number[]> {
  return new Map([
    [`${NAME}.hidden.kernel`, [width, width]],
    [`${NAME}.hidden.bias`, [width]],
    [`${NAME}.out.kernel`, [width, PROJECTED]],
    [`${NAME}.out.bias`, [PROJECTED]],
  ]);
}

/** Kernels after He et al. 2015, biases 0. */
export function createProjection(width: number, rng: Rng): StoredArrays {
  const deviation = Math.sqrt(2 / width);
  return new Map(
    [...projectionShapes(width)].map(([name, shape]) => {
      const length = shape.reduce((product, size) => product * size, 1);
      const draw = () => (name.endsWith('.kernel') ? deviation * normal(rng) : 0);
      return [name, { shape, data: Float32Array.from({ length }, draw) }];
    }),
  );
}

/** Whether a parameter belongs to the projection head. */
export const ofProjection = (name: string): boolean => name.startsWith(NAME);

/** z = W₂·relu(W₁·h + b₁) + b₂, [B, width] to [B, 128] (Chen et al. 2020, eq. 2); not normalised. */
export function project(parameters: Parameters, h: Tensor2D): Tensor2D {
  const layer = (name: string, x: Tensor2D): Tensor2D =>
    add(
      matMul(x, parameter<Tensor2D>(parameters, `${NAME}.${name}.kernel`)),
      parameter<Tensor1D>(parameters, `${NAME}.${name}.bias`),
    );
  return layer('out', relu(layer('hidden', h)));
}
