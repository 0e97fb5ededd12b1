/** Which of two classifiers is better, told from their answers to the same samples. Numbers only. */

import type { Rng } from '../../math/rng.ts';
import { AppError } from '../../rpc/appError.ts';
import { accuracyByAngle } from './angles.ts';
import { averages, countConfusion } from './confusion.ts';
import type { AngleReport, AngleScores, Estimate, Interval, ResampledBy, Verdict } from './report.ts';
import { bootstrap, createResampler } from './resample.ts';
import { pictures } from './sentences.ts';

/** Accuracy of both where the face is turned so far. */
export type AngleComparison = Pick<AngleScores, 'from' | 'to' | 'samples'> & { a: Estimate; b: Estimate };

export type Comparison = {
  samples: number;
  /** Samples that only the one, or only the other, answers right. */
  onlyA: number;
  onlyB: number;
  /** Exact two-sided McNemar. */
  pValue: number;
  /** Balanced accuracy of A less that of B, −1 … 1, and its paired 95 % interval. */
  difference: number;
  interval: Interval;
  resampledBy: ResampledBy;
  /** Ranges in which there is a sample. */
  angles: AngleComparison[];
  verdict: Verdict<'A' | 'B' | 'undecided'>;
};

export type ComparisonInput = {
  /** How the two are called in the verdict. */
  names: [a: string, b: string];
  classes: number;
  /** Of the same samples, [n], n ≥ 1. */
  labels: Int32Array;
  people: readonly string[];
  /** f32 [n], degrees; NaN where nobody said. */
  yaw: Float32Array;
  answers: [a: Int32Array, b: Int32Array];
};

const LEVEL = 0.05;

/**
 * One is called better only where two tests agree: McNemar's, which counts pictures, and the paired bootstrap of the
 * balanced accuracy, which draws whole people where there are several. Either alone is fooled: by pictures of one person
 * that err together, or by an interval of few samples.
 * @throws `bad-input` when there are no samples, or not the same number of each
 */
export function compareClassifiers(input: ComparisonInput, rng: Rng): Comparison {
  const { names, classes, labels, people, yaw, answers } = input;
  const [a, b] = answers;
  if (labels.length === 0 || [people, yaw, a, b].some(({ length }) => length !== labels.length)) {
    throw new AppError('bad-input', 'Two models can only be compared on the same samples. Evaluate both again.');
  }
  const onlyA = labels.reduce((sum, label, i) => sum + (a[i] === label && b[i] !== label ? 1 : 0), 0);
  const onlyB = labels.reduce((sum, label, i) => sum + (b[i] === label && a[i] !== label ? 1 : 0), 0);
  const differenceOf = (weights?: Int32Array) => {
    const balanced = (some: Int32Array) =>
      averages(countConfusion(labels, some, classes, weights), classes).balancedAccuracy;
    return balanced(a) - balanced(b);
  };
  const resampler = createResampler(labels, people, rng);
  const [interval] = bootstrap(resampler, (weights) => [differenceOf(weights)]) as [Interval];
  const difference = differenceOf();
  const pValue = mcNemar(onlyA, onlyB);
  const figures = { samples: labels.length, onlyA, onlyB, pValue, difference, interval, resampledBy: resampler.by };
  const angles = anglesOf(accuracyByAngle(labels, a, yaw), accuracyByAngle(labels, b, yaw));
  return { ...figures, angles, verdict: verdictOf(figures, names) };
}

/** The ranges of both are the same: they are those of the samples. */
function anglesOf({ ranges }: AngleReport, other: AngleReport): AngleComparison[] {
  return ranges.flatMap(({ from, to, samples, accuracy: a }, i) => {
    const b = other.ranges[i]?.accuracy;
    return b ? [{ from, to, samples, a, b }] : [];
  });
}

/** Exact two-sided p of two counts under a fair coin (McNemar 1947, by the binomial distribution). */
export function mcNemar(onlyA: number, onlyB: number): number {
  const n = onlyA + onlyB;
  // From the logarithm of 1/2^n on, so that no large n underflows.
  let logTerm = -n * Math.LN2;
  let tail = Math.exp(logTerm);
  for (let k = 1; k <= Math.min(onlyA, onlyB); k++) {
    logTerm += Math.log((n - k + 1) / k);
    tail += Math.exp(logTerm);
  }
  return Math.min(1, 2 * tail);
}

function verdictOf(
  found: Omit<Comparison, 'verdict' | 'angles'>,
  [nameA, nameB]: [string, string],
): Comparison['verdict'] {
  const { samples, onlyA, onlyB, pValue, difference, interval, resampledBy } = found;
  const [low, high] = interval;
  const ahead = difference > 0 ? 'A' : 'B';
  const agree = ahead === 'A' ? onlyA > onlyB && low > 0 : onlyB > onlyA && high < 0;
  const among = resampledBy === 'people' ? '' : ' They show one person: for others this says nothing.';
  const margin = `balanced accuracy differs by ${points(difference)} points, 95 % interval ${points(low)} to ${points(high)}`;
  if (agree && pValue < LEVEL) {
    const [better, other] = ahead === 'A' ? [nameA, nameB] : [nameB, nameA];
    const sentence = `${better} is better than ${other} on these ${pictures(samples)} (${margin}).${among}`;
    return { level: ahead, sentence };
  }
  const sentence = `No difference between ${nameA} and ${nameB} can be shown with these ${pictures(samples)} (${margin}). Test on more people.${among}`;
  return { level: 'undecided', sentence };
}

const points = (share: number): string => (100 * share).toFixed(1);
