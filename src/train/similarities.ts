/** Cosines of many normalised vectors with each other, some rows at a time, on the backend in use. Knows no samples. */

import { matMul, slice, tensor2d, tidy, transpose } from '@tensorflow/tfjs-core';

/** Cosines computed at a time: 2 MB, and few enough that a prediction does not wait long. */
const CELLS = 2 ** 19;

export type Similarities = {
  /** Rows per step. */
  step: number;
  /** Cosines f32 [min(step, n − first), n] of the rows from `first` on with all rows. */
  rows: (first: number) => Promise<Float32Array>;
  dispose: () => void;
};

/** @param vectors f32 [n, width], n ≥ 1. Two tensors live until `dispose`. */
export function createSimilarities(vectors: Float32Array, width: number): Similarities {
  const n = vectors.length / width;
  const all = tensor2d(vectors, [n, width]);
  // Turned once: the wasm backend multiplies by a transposed matrix far more slowly.
  const turned = transpose(all);
  const step = Math.min(n, Math.max(1, Math.floor(CELLS / n)));
  return {
    step,
    rows: async (first) => {
      const cosines = tidy(() => matMul(slice(all, [first, 0], [Math.min(step, n - first), width]), turned));
      try {
        return await cosines.data<'float32'>();
      } finally {
        cosines.dispose();
      }
    },
    dispose: () => {
      all.dispose();
      turned.dispose();
    },
  };
}
