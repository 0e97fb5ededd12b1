/** Redundancy reduction between two views. Knows no model. */

import {
  add,
  div,
  matMul,
  mean,
  mul,
  type Scalar,
  sqrt,
  square,
  sub,
  sum,
  type Tensor2D,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import { AppError } from '../../rpc/appError.ts';

/** A dimension that does not vary has no correlation; this keeps it from dividing by zero. */
const EPSILON = 1e-6;

/**
 * Σ_d (1 − C_dd)² + λ Σ_{d≠e} C_de², C the correlation over the batch between the views (Zbontar et al. 2021, eq. 1–2).
 * @param a, b [B, D], B ≥ 2; row i of both shows the same
 */
export function barlowTwins(a: Tensor2D, b: Tensor2D, lambda = 5e-3): Scalar {
  const [batch, width] = a.shape;
  if (batch < 2 || b.shape[0] !== batch || b.shape[1] !== width) {
    throw new AppError(
      'bad-input',
      `Two views of one shape and at least 2 rows are needed, not [${a.shape}] and [${b.shape}].`,
    );
  }
  const off = Float32Array.from({ length: width * width }, (_, i) => (i % (width + 1) === 0 ? 1 : lambda));
  const eye = Float32Array.from({ length: width * width }, (_, i) => (i % (width + 1) === 0 ? 1 : 0));
  return tidy(() => {
    const correlation = mul(matMul(standardised(a), standardised(b), true), 1 / batch); // [D, D]
    const misses = square(sub(correlation, tensor2d(eye, [width, width])));
    return sum<Scalar>(mul(misses, tensor2d(off, [width, width])));
  });
}

/** Columns with mean 0 and variance 1. */
function standardised(rows: Tensor2D): Tensor2D {
  const centred = sub(rows, mean(rows, 0, true));
  return div(centred, sqrt(add(mean(square(centred), 0, true), EPSILON)));
}
