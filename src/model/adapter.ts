/** The residual bottleneck between the frozen encoder and the heads. Knows no classes. */

import { add, matMul, relu, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { normal, type Rng } from '../math/rng.ts';
import { type Parameters, parameter } from './parameters.ts';
import type { StoredArrays } from './safetensors.ts';

/**
 * Width of the bottleneck. A shared link holds adapter and head as base64 of int8 within 8,000 characters. With an
 * embedding of 184 and 8 classes: (184·8 + 8) + 8·184 + (184·8 + 8) = 4,432 bytes = 5,912 characters, which leaves
 * 2,000 for scales, class names and the address. Rank 12 would need 7,880 for the weights alone.
 */
export const ADAPTER_RANK = 8;

/** Names of its two layers. */
export const ADAPTER = { down: 'adapter.down', up: 'adapter.up' } as const;

const { down: DOWN, up: UP } = ADAPTER;

/** Names and shapes: down [width, rank] with bias [rank], up [rank, width]. */
export function adapterShapes(width: number): Map<string, number[]> {
  return new Map([
    [`${DOWN}.kernel`, [width, ADAPTER_RANK]],
    [`${DOWN}.bias`, [ADAPTER_RANK]],
    [`${UP}.kernel`, [ADAPTER_RANK, width]],
  ]);
}

/** An adapter that changes nothing yet: `down` after He et al. 2015, `up` zero. */
export function createAdapter(width: number, rng: Rng): StoredArrays {
  const deviation = Math.sqrt(2 / width);
  const down = Float32Array.from({ length: width * ADAPTER_RANK }, () => deviation * normal(rng));
  return new Map([
    [`${DOWN}.kernel`, { shape: [width, ADAPTER_RANK], data: down }],
    [`${DOWN}.bias`, { shape: [ADAPTER_RANK], data: new Float32Array(ADAPTER_RANK) }],
    [`${UP}.kernel`, { shape: [ADAPTER_RANK, width], data: new Float32Array(ADAPTER_RANK * width) }],
  ]);
}

/** h = f + W₂·relu(W₁·f + b₁), [B, width] to [B, width] (Houlsby et al. 2019). */
export function adapt(parameters: Parameters, f: Tensor2D): Tensor2D {
  const down = matMul(f, parameter<Tensor2D>(parameters, `${DOWN}.kernel`)); // [B, rank]
  const inner = relu(add(down, parameter<Tensor1D>(parameters, `${DOWN}.bias`)));
  return add(f, matMul(inner, parameter<Tensor2D>(parameters, `${UP}.kernel`)));
}
