/** Multinomial logistic regression on frozen embeddings: how much a straight cut can tell of them. Numbers only. */

import { type Minimum, minimise } from '../../math/minimise.ts';
import { AppError } from '../../rpc/appError.ts';
import { averages, countConfusion } from './confusion.ts';
import type { LinearProbe } from './report.ts';

/** Strengths of the penalty, the strongest first: each solution starts the search for the next. */
const STRENGTHS = [1, 1e-1, 1e-2, 1e-3];

/** Used where no validation samples can choose. */
const USUAL_STRENGTH = 1e-2;

const TOLERANCE = 1e-5;
const MOST_STEPS = 500;

/** Embeddings f32 [n, width] and their classes i32 [n]. */
export type Rows = { embeddings: Float32Array; labels: Int32Array };

export type ProbeRequest = {
  train: Rows;
  /** Chooses the penalty; may be empty. Never the samples to be judged. */
  validation: Rows;
  judged: Rows;
  width: number;
  classes: number;
  /** Called between steps, to let others in. */
  breathe: () => Promise<void>;
};

/**
 * Minimises mean cross-entropy + strength/2 · |W|² (the bias is free) on features of mean 0 and deviation 1 on `train`;
 * the strength of the least cross-entropy on `validation` is kept.
 * @throws `internal` when the optimisation does not converge
 */
export async function linearProbe({
  train,
  validation,
  judged,
  width,
  classes,
  breathe,
}: ProbeRequest): Promise<LinearProbe> {
  const scale = scaleOf(train.embeddings, width);
  const features = scaled(train.embeddings, scale);
  const held = scaled(validation.embeddings, scale);
  const chosenOnValidation = validation.labels.length > 0;
  const scratch = new Float64Array(classes * (width + 1));
  let weights: Float64Array = new Float64Array(classes * (width + 1)); // [classes, width + 1], the bias last
  let best: { strength: number; found: Minimum; loss: number } | undefined;
  for (const strength of chosenOnValidation ? STRENGTHS : [USUAL_STRENGTH]) {
    const found = await minimise(
      (at, gradient) => objective(at, gradient, features, train.labels, classes, strength),
      weights,
      { tolerance: TOLERANCE, mostSteps: MOST_STEPS, breathe },
    );
    if (!found.converged) {
      throw new AppError(
        'internal',
        `The linear probe did not settle (gradient ${found.gradientNorm}). Report it with the data that it was run on.`,
      );
    }
    weights = found.at;
    const loss = chosenOnValidation ? objective(weights, scratch, held, validation.labels, classes, 0) : 0;
    if (!best || loss < best.loss) best = { strength, found, loss };
  }
  const { strength, found } = best as NonNullable<typeof best>;
  const answers = answersFor(found.at, scaled(judged.embeddings, scale), judged.labels.length, classes);
  const { accuracy, balancedAccuracy } = averages(countConfusion(judged.labels, answers, classes), classes);
  return {
    accuracy,
    balancedAccuracy,
    strength,
    chosenOnValidation,
    steps: found.steps,
    gradientNorm: found.gradientNorm,
  };
}

/** Value and gradient of the objective at `weights` for features f64 [n, width]. */
function objective(
  weights: Float64Array,
  gradient: Float64Array,
  features: Float64Array,
  labels: Int32Array,
  classes: number,
  strength: number,
): number {
  const n = labels.length;
  const width = features.length / n;
  const errors = new Float64Array(classes);
  let loss = 0;
  gradient.fill(0);
  for (let i = 0; i < n; i++) {
    logitsInto(errors, weights, features, i, width);
    const top = Math.max(...errors);
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += Math.exp((errors[c] as number) - top);
    const logSum = top + Math.log(sum);
    loss += logSum - (errors[labels[i] as number] as number);
    for (let c = 0; c < classes; c++) {
      const error = (Math.exp((errors[c] as number) - logSum) - (c === labels[i] ? 1 : 0)) / n;
      const row = c * (width + 1);
      for (let j = 0, x = i * width; j < width; j++, x++) {
        gradient[row + j] = (gradient[row + j] as number) + error * (features[x] as number);
      }
      gradient[row + width] = (gradient[row + width] as number) + error;
    }
  }
  let squares = 0;
  for (let k = 0; k < weights.length; k++) {
    if (k % (width + 1) === width) continue;
    const weight = weights[k] as number;
    squares += weight * weight;
    gradient[k] = (gradient[k] as number) + strength * weight;
  }
  return loss / n + (strength / 2) * squares;
}

/** Writes the logits of row `i`. */
function logitsInto(logits: Float64Array, weights: Float64Array, features: Float64Array, i: number, width: number) {
  for (let c = 0; c < logits.length; c++) {
    const row = c * (width + 1);
    let sum = weights[row + width] as number;
    for (let j = 0, x = i * width; j < width; j++, x++) sum += (weights[row + j] as number) * (features[x] as number);
    logits[c] = sum;
  }
}

function answersFor(weights: Float64Array, features: Float64Array, n: number, classes: number): Int32Array {
  const logits = new Float64Array(classes);
  return Int32Array.from({ length: n }, (_, i) => {
    logitsInto(logits, weights, features, i, features.length / n);
    return logits.indexOf(Math.max(...logits));
  });
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
