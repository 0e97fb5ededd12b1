/** Sums of rows by segment, which the gradient of `gather` needs. */

import {
  cast,
  matMul,
  oneHot,
  type Rank,
  reshape,
  type Tensor,
  type Tensor1D,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';

/** Sums the slices of x [N, …] with equal `ids` [N] into [segments, …], as the product with a one-hot matrix. */
export function unsortedSegmentSum(x: Tensor, ids: Tensor1D, segments: number): Tensor {
  return tidy(() => {
    const rows = ids.size;
    const members = transpose(cast(oneHot(cast(ids, 'int32'), segments), 'float32'));
    const sums = matMul(members, reshape<Rank.R2>(x, [rows, x.size / rows]));
    return reshape(sums, [segments, ...x.shape.slice(1)]);
  });
}
