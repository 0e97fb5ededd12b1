/** Multinomial logistic regression on frozen embeddings: how much a straight cut can tell of them. Numbers only. */

import { createSolver } from '../../math/cholesky.ts';
import { covarianceOf } from '../../math/covariance.ts';
import { type Minimum, minimise } from '../../math/minimise.ts';
import { AppError } from '../../rpc/appError.ts';
import { averages, countConfusion } from './confusion.ts';
import { linearAnswers, penalisedLoss } from './logistic.ts';
import type { LinearProbe } from './report.ts';

/**
 * Strengths of the penalty, the strongest first: each solution starts the search for the next, and where a weaker one
 * does worse on the validation samples the still weaker ones are not tried.
 */
const STRENGTHS = [1, 1e-1, 1e-2, 1e-3];

/** Used where no validation samples can choose. */
const USUAL_STRENGTH = 1e-2;

/** Of the largest part of the gradient; scikit-learn's. */
const TOLERANCE = 1e-4;
const MOST_STEPS = 1_000;

/** Embeddings f32 [n, width] and their classes i32 [n]. */
export type Rows = { embeddings: Float32Array; labels: Int32Array };

export type ProbeRequest = {
  train: Rows;
  /** Chooses the penalty; may be empty. Never the samples to be judged. */
  validation: Rows;
  judged: Rows;
  width: number;
  classes: number;
  /** Penalties to choose from, the strongest first; without validation samples there must be one. */
  strengths?: readonly number[];
  /** Called between steps, to let others in. */
  breathe: () => Promise<void>;
};

/** The answers on the judged samples, and how the classifier behind them came about. */
export type FittedProbe = Pick<LinearProbe, 'strength' | 'chosenOnValidation' | 'steps' | 'gradientNorm'> & {
  answers: Int32Array;
};

/** How well a straight cut does: as `fitProbe`, scored. */
export async function linearProbe(request: ProbeRequest): Promise<LinearProbe> {
  const { answers, ...fitted } = await fitProbe(request);
  const { judged, classes } = request;
  const { accuracy, balancedAccuracy } = averages(countConfusion(judged.labels, answers, classes), classes);
  return { accuracy, balancedAccuracy, ...fitted };
}

/**
 * Minimises mean cross-entropy + strength/2 · |W|² (the bias is free) on features of mean 0 and deviation 1 on `train`;
 * the strength of the least cross-entropy on `validation` is kept.
 * @throws `internal` when the optimisation does not converge
 */
export async function fitProbe({
  train,
  validation,
  judged,
  width,
  classes,
  strengths = validation.labels.length > 0 ? STRENGTHS : [USUAL_STRENGTH],
  breathe,
}: ProbeRequest): Promise<FittedProbe> {
  const scale = scaleOf(train.embeddings, width);
  const features = scaled(train.embeddings, scale);
  const covariance = covarianceOf(features, width);
  const held = scaled(validation.embeddings, scale);
  const chosenOnValidation = validation.labels.length > 0;
  const scratch = new Float64Array(classes * (width + 1));
  let weights: Float64Array = new Float64Array(classes * (width + 1)); // [classes, width + 1], the bias last
  let best: { strength: number; found: Minimum; loss: number } | undefined;
  for (const strength of strengths) {
    const found = await minimise(
      (at, gradient) => penalisedLoss(at, gradient, features, train.labels, classes, strength),
      weights,
      {
        tolerance: TOLERANCE,
        mostSteps: MOST_STEPS,
        precondition: preconditioner(covariance, width, strength),
        breathe,
      },
    );
    if (!found.converged) {
      throw new AppError(
        'internal',
        `The linear probe did not settle (gradient ${found.gradientNorm}). Report it with the data that it was run on.`,
      );
    }
    weights = found.at;
    const loss = chosenOnValidation ? penalisedLoss(weights, scratch, held, validation.labels, classes, 0) : 0;
    if (best && loss >= best.loss) break;
    best = { strength, found, loss };
  }
  const { strength, found } = best as NonNullable<typeof best>;
  const answers = linearAnswers(found.at, scaled(judged.embeddings, scale), judged.labels.length, classes);
  return {
    answers,
    strength,
    chosenOnValidation,
    steps: found.steps,
    gradientNorm: found.gradientNorm,
  };
}

/**
 * The inverse of covariance/4 + strength for the weights of each class, as if each class were a coin of its own. The
 * embeddings of a trained network vary together so much that without it twice as many steps are needed.
 */
function preconditioner(covariance: Float64Array, width: number, strength: number): (vector: Float64Array) => void {
  const curvature = covariance.map((value, i) => value / 4 + (i % (width + 1) === 0 ? strength : 0));
  const solve = createSolver(curvature, width);
  return (vector) => {
    for (let bias = width; bias < vector.length; bias += width + 1) {
      solve(vector.subarray(bias - width, bias));
      vector[bias] = 4 * (vector[bias] as number);
    }
  };
}

/** Mean and deviation of each dimension; a dimension that does not vary gets deviation 1. */
function scaleOf(rows: Float32Array, width: number) {
  const n = rows.length / width;
  const mean = new Float64Array(width);
  const deviation = new Float64Array(width);
  rows.forEach((value, i) => {
    mean[i % width] = (mean[i % width] as number) + value / n;
  });
  rows.forEach((value, i) => {
    deviation[i % width] = (deviation[i % width] as number) + (value - (mean[i % width] as number)) ** 2 / n;
  });
  return { mean, deviation: deviation.map((variance) => (variance > 1e-12 ? Math.sqrt(variance) : 1)) };
}

function scaled(rows: Float32Array, { mean, deviation }: ReturnType<typeof scaleOf>): Float64Array {
  const width = mean.length;
  return Float64Array.from(
    rows,
    (value, i) => (value - (mean[i % width] as number)) / (deviation[i % width] as number),
  );
}
