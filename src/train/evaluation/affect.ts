/** How well predicted valence and arousal agree with what is known, over all judged samples at once. Knows no model. */

import { stack, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { columnOf } from '../losses/affect.ts';
import { concordance, pearson } from '../losses/concordance.ts';
import { rmse } from '../losses/rmse.ts';

const AXES = ['Valence', 'Arousal'] as const;
const MEASURES = { ccc: concordance, pcc: pearson, rmse };

/**
 * Concordance (Lin 1989), Pearson's correlation, root mean squared error and agreement of signs (Nicolaou et al. 2011) of
 * each axis: `cccValence`, …, `sagrArousal`, and `ccc`, the mean of its two.
 * @param predicted, targets [n, 2] of (valence, arousal), n ≥ 2
 */
export async function affectScores(predicted: Tensor2D, targets: Tensor2D): Promise<{ [name: string]: number }> {
  const names = AXES.flatMap((axis) => Object.keys(MEASURES).map((measure) => measure + axis));
  const stacked = tidy(() =>
    stack(
      ([0, 1] as const).flatMap((axis) =>
        Object.values(MEASURES).map((of) => of(columnOf(predicted, axis), columnOf(targets, axis) as Tensor1D)),
      ),
    ),
  );
  const [values, guesses, truths] = await Promise.all([stacked.data(), predicted.data(), targets.data()]);
  stacked.dispose();
  const scores = Object.fromEntries(names.map((name, i) => [name, values[i] ?? Number.NaN]));
  for (const [axis, name] of AXES.entries()) {
    const rows = [...Array(targets.shape[0]).keys()].map((row) => 2 * row + axis);
    const agreed = rows.filter((i) => Math.sign(guesses[i] ?? 0) === Math.sign(truths[i] ?? 0));
    scores[`sagr${name}`] = agreed.length / rows.length;
  }
  return { ...scores, ccc: ((scores.cccValence ?? Number.NaN) + (scores.cccArousal ?? Number.NaN)) / 2 };
}
