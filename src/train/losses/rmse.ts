/** The root of the mean squared error. Knows no model. */

import { add, mean, type Scalar, sqrt, square, sub, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { AppError } from '../../rpc/appError.ts';

/** Under the root: its gradient at 0 is infinite. */
const EPSILON = 1e-8;

/** √(1/B · Σ(x − y)² + 10⁻⁸), so 10⁻⁴ where the two are equal. @param x, y [B], B ≥ 1 */
export function rmse(x: Tensor1D, y: Tensor1D): Scalar {
  if (x.shape[0] !== y.shape[0] || x.shape[0] < 1) {
    throw new AppError(
      'bad-input',
      `An error needs two rows of one length of at least 1, not ${x.shape} and ${y.shape}.`,
    );
  }
  return tidy(() => sqrt(add(mean<Scalar>(square(sub(x, y))), EPSILON)));
}
