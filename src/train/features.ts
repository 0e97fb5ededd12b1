/**
 * What a run's parameters are applied to: kept embeddings or activations of augmented views, or fresh views in every
 * step, according to what is trained. Knows no method and no store.
 */

import {
  gather,
  type Rank,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tensor,
  tensor1d,
  tensor2d,
  tensor4d,
  tidy,
} from '@tensorflow/tfjs-core';
import { halvesToFloats } from '../math/halfFloat.ts';
import type { Rng } from '../math/rng.ts';
import { embeddingWidth, encode, encodeLastStage, lastStageNames, type Scope, trunkShape } from '../model/encoder.ts';
import type { Parameters } from '../model/parameters.ts';
import { normalised } from '../model/pixels.ts';
import type { StoredArrays } from '../model/safetensors.ts';
import type { Draw } from './objective.ts';
import type { Start } from './start.ts';
import { applyViews } from './views/apply.ts';
import { drawView, IDENTITY_VIEW, type ViewStrength } from './views/draw.ts';

export type Features = {
  /** The encoder's parameters that are trained, before the first step. */
  trained: StoredArrays;
  /** Input [B, …] of a batch; fresh views take their chance from `rng`. The caller disposes it. */
  inputs: (draw: Pick<Draw, 'samples' | 'views'>, rng: Rng) => Tensor;
  /** Input [n, …] of the unchanged views. The caller disposes it. */
  unchanged: (samples: readonly number[]) => Tensor;
  /** Embeddings [B, width] of such an input, before the adapter. Inside a tape or `tidy`. */
  encode: (parameters: Parameters, inputs: Tensor) => Tensor2D;
  /** Held in memory for as long as it lives. */
  bytes: number;
  dispose: () => void;
};

/** Embeddings of kept views, f32 [samples · views, width]; row sample · views is the unchanged view. */
export function embeddingFeatures(start: Start, views: number, rows: Float32Array): Features {
  const width = embeddingWidth(start.topology);
  const matrix = tensor2d(rows, [rows.length / width, width]);
  const take = (chosen: Int32Array) => tidy(() => gather(matrix, tensor1d(chosen, 'int32')));
  return {
    trained: new Map(),
    inputs: (draw) => take(rowsOf(draw, views)),
    unchanged: (samples) => take(Int32Array.from(samples, (sample) => sample * views)),
    encode: (_parameters, inputs) => inputs as Tensor2D,
    bytes: rows.byteLength,
    dispose: () => matrix.dispose(),
  };
}

/** Activations of kept views before the last stage, half floats [samples][views · h · w · c]. */
export function activationFeatures(start: Start, views: number, rows: readonly Uint16Array[]): Features {
  const shape = trunkShape(start.topology);
  const length = shape.reduce((product, size) => product * size, 1);
  const toFloat = halvesToFloats(Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits));
  const take = (samples: ArrayLike<number>, view: (row: number) => number): Tensor<Rank> => {
    const values = new Float32Array(samples.length * length);
    for (let row = 0; row < samples.length; row++) {
      const halves = rows[samples[row] ?? 0] ?? new Uint16Array();
      const first = view(row) * length;
      for (let i = 0; i < length; i++) values[row * length + i] = toFloat[halves[first + i] as number] as number;
    }
    return tensor(values, [samples.length, ...shape]);
  };
  return {
    trained: chosen(start.arrays, lastStageNames(start.topology)),
    inputs: ({ samples, views: of }) => take(samples, (row) => of[row] ?? 0),
    unchanged: (samples) => take(samples, () => 0),
    encode: (parameters, inputs) => encodeLastStage(parameters, start.topology, inputs as Tensor4D),
    bytes: rows.length * views * length * 2,
    dispose: () => {},
  };
}

/**
 * Wide crops u8 [samples][wide · wide]: view 0 of a draw is the unchanged one, every other a fresh one.
 * @param picture the crop that a sample's view is made of
 */
export function pixelFeatures(
  start: Start,
  strength: ViewStrength,
  wide: readonly Uint8Array[],
  picture: (sample: number, view: number) => Uint8Array,
): Features {
  const { topology, normalisation } = start;
  const side = Math.sqrt(wide[0]?.length ?? 0);
  const take = (samples: ArrayLike<number>, viewOf: (row: number) => number, rng: Rng | null): Tensor =>
    tidy(() => {
      const pixels = new Int32Array(samples.length * side * side);
      for (let row = 0; row < samples.length; row++)
        pixels.set(picture(samples[row] ?? 0, viewOf(row)), row * side * side);
      const draws = Array.from(samples, (_, row) => (rng && viewOf(row) > 0 ? drawView(rng, strength) : IDENTITY_VIEW));
      const crops = tensor4d(pixels, [samples.length, side, side, 1], 'int32');
      return normalised(applyViews(crops, draws, topology.inputSize), normalisation);
    });
  return {
    trained: start.arrays,
    inputs: ({ samples, views }, rng) => take(samples, (row) => views[row] ?? 0, rng),
    unchanged: (samples) => take(samples, () => 0, null),
    encode: (parameters, inputs) => encode(parameters, topology, inputs as Tensor4D),
    bytes: wide.length * side * side,
    dispose: () => {},
  };
}

/** Values that a sample's views take in a cache or in memory, for a budget before anything is made. */
export function bytesPerSample({ topology }: Start, scope: Scope, views: number, wide: number): number {
  if (scope === 'full') return wide * wide;
  if (scope === 'heads') return 4 * views * embeddingWidth(topology);
  return 2 * views * trunkShape(topology).reduce((product, size) => product * size, 1);
}

function rowsOf({ samples, views }: Pick<Draw, 'samples' | 'views'>, perSample: number): Int32Array {
  return samples.map((sample, row) => sample * perSample + (views[row] ?? 0));
}

function chosen(arrays: StoredArrays, names: readonly string[]): StoredArrays {
  return new Map([...arrays].filter(([name]) => names.includes(name)));
}
