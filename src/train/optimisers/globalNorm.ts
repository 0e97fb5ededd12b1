/** The length of all gradients together. Knows no optimiser. */

import { add, type Scalar, sqrt, square, sum, tidy } from '@tensorflow/tfjs-core';
import type { Parameters } from '../../model/parameters.ts';

/**
 * √Σg² over every element of every tensor. Summed two at a time: addN binds a buffer for each, and WebGPU, which lends a
 * shader eight or ten, answers 0 for more without an error.
 */
export function globalNorm(gradients: Parameters): Scalar {
  return tidy(() => {
    const squares = Object.values(gradients).map((gradient) => sum<Scalar>(square(gradient)));
    return sqrt(squares.reduce((all, one) => add<Scalar>(all, one)));
  });
}
