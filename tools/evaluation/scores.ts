/** The scores that the evaluation prints; the definitions of tools/pretrain/metrics.py. Numbers only. */

import { calibration } from '../../src/train/evaluation/calibration.ts';
import {
  answersOf,
  averages,
  type ClassScores,
  classScores,
  countConfusion,
} from '../../src/train/evaluation/confusion.ts';

/** All in [0, 1] but `n` and `support`. Averages are over the classes that occur among the labels. */
export type Scores = {
  n: number;
  accuracy: number;
  balancedAccuracy: number;
  macroF1: number;
  /** Expected calibration error. */
  ece: number;
  perClass: { [name: string]: ClassScores };
};

/**
 * Scores of calibrated probabilities f32 [n, classes] against labels [n]; the answer is the first largest.
 * @throws RangeError when there is nothing to score or a label is no class
 */
export function scoreProbabilities(
  probabilities: Float32Array,
  labels: readonly number[],
  classes: readonly string[],
): Scores {
  const width = classes.length;
  if (labels.length === 0 || probabilities.length !== labels.length * width) {
    throw new RangeError(`${labels.length} labels do not fit ${probabilities.length} probabilities.`);
  }
  const counts = countConfusion(labels, answersOf(probabilities, width), width);
  const perClass = classScores(counts, width);
  return {
    n: labels.length,
    ...averages(counts, width),
    ece: calibration(probabilities, labels, width).ece,
    perClass: Object.fromEntries(classes.map((name, c) => [name, perClass[c] as ClassScores])),
  };
}
