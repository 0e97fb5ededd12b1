/** Pearson's and Lin's correlation of predictions with targets, as they enter losses. Knows no model. */

import { add, div, mean, mul, type Scalar, sqrt, square, sub, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { AppError } from '../../rpc/appError.ts';

const EPSILON = 1e-8;

/** cov(x, y) / (σx σy), −1 … 1; near 0 where one of them does not vary. @param x, y [B], B ≥ 2 */
export function pearson(x: Tensor1D, y: Tensor1D): Scalar {
  return tidy(() => {
    const { covariance, varianceX, varianceY } = moments(x, y);
    return div(covariance, sqrt(add(mul(varianceX, varianceY), EPSILON)));
  });
}

/** 2 cov(x, y) / (σx² + σy² + (μx − μy)²), −1 … 1 (Lin 1989): 1 only where the two are equal. @param x, y [B], B ≥ 2 */
export function concordance(x: Tensor1D, y: Tensor1D): Scalar {
  return tidy(() => {
    const { covariance, varianceX, varianceY, shift } = moments(x, y);
    return div(mul(covariance, 2), add(add(add(varianceX, varianceY), square(shift)), EPSILON));
  });
}

/** Over the batch, with 1/B. */
function moments(x: Tensor1D, y: Tensor1D) {
  if (x.shape[0] !== y.shape[0] || x.shape[0] < 2) {
    throw new AppError(
      'bad-input',
      `A correlation needs two rows of one length of at least 2, not ${x.shape} and ${y.shape}.`,
    );
  }
  const meanX = mean<Scalar>(x);
  const meanY = mean<Scalar>(y);
  const dx = sub(x, meanX);
  const dy = sub(y, meanY);
  return {
    covariance: mean<Scalar>(mul(dx, dy)),
    varianceX: mean<Scalar>(square(dx)),
    varianceY: mean<Scalar>(square(dy)),
    shift: sub(meanX, meanY),
  };
}
