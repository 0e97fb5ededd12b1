/** The loss of predicted valence and arousal: errors and correlations over the batch. Knows no model. */

import { add, mul, reshape, type Scalar, slice, sub, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { concordance, pearson } from './concordance.ts';
import { rmse } from './rmse.ts';

/** Column 0 or 1 of [B, 2]. */
export const columnOf = (rows: Tensor2D, column: 0 | 1): Tensor1D =>
  tidy(() => reshape(slice(rows, [0, column], [-1, 1]), [-1]));

/**
 * RMSE_v + RMSE_a + ½(1 − PCC) + ½(1 − CCC), the correlations as means of valence and arousal (Kim & Song 2021,
 * released code).
 * @param predicted, targets [B, 2] of (valence, arousal), B ≥ 2
 */
export function affectLoss(predicted: Tensor2D, targets: Tensor2D): Scalar {
  return tidy(() => {
    const both = (of: (x: Tensor1D, y: Tensor1D) => Scalar): Scalar =>
      add(of(columnOf(predicted, 0), columnOf(targets, 0)), of(columnOf(predicted, 1), columnOf(targets, 1)));
    const agreement: Scalar = add(both(pearson), both(concordance)); // −4 … 4
    return add(both(rmse), sub(1, mul(agreement, 0.25)));
  });
}
