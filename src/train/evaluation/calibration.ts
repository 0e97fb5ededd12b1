/** Whether a confidence of 80 % is right 8 times of 10, and the temperature that brings it nearer. Numbers only. */

import { answersOf } from './confusion.ts';
import type { Calibration, ReliabilityBin } from './report.ts';

const BINS = 15;

/** Temperatures outside are no calibration: a model that is never, or always, wrong on what it is fitted to has none. */
const COLDEST = 0.05;
const HOTTEST = 20;

/** Halvings of the logarithm of that range: to 1e-9. */
const HALVINGS = 32;

/** Softmax of rows f32 [n, classes] of logits divided by `temperature`. */
export function softmaxRows(logits: Float32Array, classes: number, temperature: number): Float32Array {
  const out = new Float32Array(logits.length);
  for (let start = 0; start < logits.length; start += classes) {
    const row = logits.subarray(start, start + classes);
    const top = Math.max(...row);
    const powers = Array.from(row, (value) => Math.exp((value - top) / temperature));
    const sum = powers.reduce((total, power) => total + power, 0);
    out.set(
      powers.map((power) => power / sum),
      start,
    );
  }
  return out;
}

/** How probabilities f32 [n, classes] agree with labels [n], n ≥ 1. */
export function calibration(probabilities: Float32Array, labels: ArrayLike<number>, classes: number): Calibration {
  const answers = answersOf(probabilities, classes);
  const confidence = Array.from(answers, (answer, i) => probabilities[i * classes + answer] as number);
  const correct = Array.from(answers, (answer, i) => answer === labels[i]);
  return {
    ece: calibrationError(confidence, correct),
    brier: brierScore(probabilities, labels, classes),
    bins: reliability(confidence, correct),
  };
}

/** The bins of equal width that hold something, for a reliability diagram. @throws RangeError outside 0–1 */
export function reliability(confidence: readonly number[], correct: readonly boolean[]): ReliabilityBin[] {
  return filledBins(confidence, correct).map((bin) => ({
    from: bin.index / BINS,
    to: (bin.index + 1) / BINS,
    confidence: bin.confidence / bin.count,
    accuracy: bin.correct / bin.count,
    count: bin.count,
  }));
}

/** Expected calibration error over equal-width bins of confidence (Guo et al. 2017, eq. 3). @throws RangeError outside 0–1 */
export function calibrationError(confidence: readonly number[], correct: readonly boolean[]): number {
  const gaps = filledBins(confidence, correct).map((bin) => Math.abs(bin.correct - bin.confidence));
  return gaps.reduce((sum, gap) => sum + gap, 0) / confidence.length;
}

/** Mean squared distance of the probabilities to the truth, 0 … 2 (Brier 1950). */
export function brierScore(probabilities: Float32Array, labels: ArrayLike<number>, classes: number): number {
  let sum = 0;
  for (const [cell, probability] of probabilities.entries()) {
    const truth = labels[Math.floor(cell / classes)] === cell % classes ? 1 : 0;
    sum += (probability - truth) ** 2;
  }
  return sum / labels.length;
}

/**
 * The temperature of the least negative log-likelihood on held-out logits f32 [n, classes] (Guo et al. 2017, 4.2). That
 * is convex in the inverse of the temperature, so its slope changes sign once and halving finds where.
 * @returns null where no temperature in 0.05 … 20 is the best, as when every answer is right
 */
export function fitTemperature(logits: Float32Array, labels: ArrayLike<number>, classes: number): number | null {
  if (labels.length === 0 || logits.length !== labels.length * classes) {
    throw new RangeError(`${labels.length} labels do not fit ${logits.length} logits.`);
  }
  let [low, high] = [Math.log(COLDEST), Math.log(HOTTEST)];
  if (slope(logits, labels, classes, COLDEST) <= 0 || slope(logits, labels, classes, HOTTEST) >= 0) return null;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (slope(logits, labels, classes, Math.exp(middle)) > 0) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}

/** Slope of the negative log-likelihood in 1/temperature: the mean logit by the model less the logit of the truth. */
function slope(logits: Float32Array, labels: ArrayLike<number>, classes: number, temperature: number): number {
  let sum = 0;
  for (let i = 0; i < labels.length; i++) {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    const top = Math.max(...row);
    let powers = 0;
    let weighted = 0;
    for (const value of row) {
      const power = Math.exp((value - top) / temperature);
      powers += power;
      weighted += power * value;
    }
    sum += weighted / powers - (row[labels[i] as number] as number);
  }
  return sum;
}

function filledBins(confidence: readonly number[], correct: readonly boolean[]) {
  const bins = Array.from({ length: BINS }, (_, index) => ({ index, confidence: 0, correct: 0, count: 0 }));
  confidence.forEach((value, i) => {
    const bin = bins[Math.min(BINS - 1, Math.floor(value * BINS))];
    if (!bin) throw new RangeError(`A confidence of ${value} is not in 0–1.`);
    bin.confidence += value;
    bin.correct += correct[i] ? 1 : 0;
    bin.count += 1;
  });
  return bins.filter(({ count }) => count > 0);
}
