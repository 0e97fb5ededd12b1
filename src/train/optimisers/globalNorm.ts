/** The length of all gradients together. Knows no optimiser. */

import { addN, type Scalar, sqrt, square, sum, tidy } from '@tensorflow/tfjs-core';
import type { Parameters } from '../../model/parameters.ts';

/** √Σg² over every element of every tensor. */
export function globalNorm(gradients: Parameters): Scalar {
  return tidy(() => sqrt(addN(Object.values(gradients).map((gradient) => sum<Scalar>(square(gradient))))));
}
