/** Rows scaled to length 1. Knows no loss. */

import { add, mul, rsqrt, square, sum, type Tensor2D, tidy } from '@tensorflow/tfjs-core';

/** Under the root: the gradient of a Euclidean norm at 0 is NaN. */
const EPSILON = 1e-8;

/** x · (Σx² + 10⁻⁸)^−½ for each row of [B, D]; a row of zeros stays as it is. */
export function normalise(rows: Tensor2D): Tensor2D {
  return tidy(() => mul(rows, rsqrt(add(sum(square(rows), 1, true), EPSILON))));
}
