/** How well predicted valence and arousal agree with what is known, over all judged samples at once. Numbers only. */

import type { Rng } from '../../math/rng.ts';
import { cumulativeThreshold } from '../mining/strength.ts';
import type { AffectReport, AffectScores, AxisScores, Interval } from './report.ts';
import { bootstrap, createResampler } from './resample.ts';

/** Expressions are strong where this part of the sum of all strengths is reached: the lower end of CAL's range. */
const STRONG_SHARE = 0.75;

/** A correlation of fewer is none. */
const FEWEST = 2;

/** What is known of these samples, f32 [n, 2] of (valence, arousal); NaN where nobody said. */
export const ratingsOf = (
  { valence, arousal }: { valence: Float32Array; arousal: Float32Array },
  samples: Iterable<number>,
): Float32Array => Float32Array.from([...samples].flatMap((i) => [valence[i] ?? Number.NaN, arousal[i] ?? Number.NaN]));

/** Rows of those that carry both ratings, and where strong begins; `weak` and `strong` are empty where all are alike. */
export type StrengthRows = { radius: number; all: number[]; weak: number[]; strong: number[] };

/** @param ratings f32 [n, 2] of (valence, arousal); NaN where nobody said @returns null where fewer than two have both */
export function strengthRows(ratings: Float32Array): StrengthRows | null {
  const radii = Float32Array.from({ length: ratings.length / 2 }, (_, row) =>
    Math.hypot(ratings[2 * row] as number, ratings[2 * row + 1] as number),
  );
  const all = [...radii.keys()].filter((row) => Number.isFinite(radii[row]));
  if (all.length < FEWEST) return null;
  const radius = cumulativeThreshold(
    radii.filter((value) => Number.isFinite(value)),
    STRONG_SHARE,
  );
  const isWeak = (row: number) => (radii[row] as number) < radius;
  return { radius, all, weak: all.filter(isWeak), strong: all.filter((row) => !isWeak(row)) };
}

/**
 * Concordance (Lin 1989), Pearson's correlation, root mean squared error and agreement of signs (Nicolaou et al. 2011) of
 * one column of f32 [n, 2]. Correlations are 0 where one of the two does not vary.
 * @param rows those that count, all of them rated
 * @param weights i32 [n], how often each row counts; without them once
 */
export function axisScores(
  predicted: Float32Array,
  truth: Float32Array,
  axis: 0 | 1,
  rows: readonly number[],
  weights?: Int32Array,
): AxisScores {
  // One pass, because the bootstrap asks thousands of times; ratings within −1 … 1 lose nothing by it.
  let [n, sumX, sumY, sumXX, sumYY, sumXY, agreed] = [0, 0, 0, 0, 0, 0, 0];
  for (const row of rows) {
    const weight = weights ? (weights[row] as number) : 1;
    const [x, y] = [predicted[2 * row + axis] as number, truth[2 * row + axis] as number];
    n += weight;
    sumX += weight * x;
    sumY += weight * y;
    sumXX += weight * x * x;
    sumYY += weight * y * y;
    sumXY += weight * x * y;
    if (Math.sign(x) === Math.sign(y)) agreed += weight;
  }
  const over = (part: number, whole: number) => (whole > 0 ? part / whole : 0);
  const [meanX, meanY] = [over(sumX, n), over(sumY, n)];
  const covariance = over(sumXY, n) - meanX * meanY;
  const [varianceX, varianceY] = [spread(over(sumXX, n), meanX), spread(over(sumYY, n), meanY)];
  return {
    ccc: over(2 * covariance, varianceX + varianceY + (meanX - meanY) ** 2),
    pcc: over(covariance, Math.sqrt(varianceX * varianceY)),
    rmse: Math.sqrt(Math.max(0, over(sumXX - 2 * sumXY + sumYY, n))),
    sagr: over(agreed, n),
  };
}

/** Variance; what is left of values that are all alike is rounding. */
function spread(meanSquare: number, mean: number): number {
  const variance = meanSquare - mean ** 2;
  return variance > 1e-12 ? variance : 0;
}

/** The mean of both axes' concordance: what models are compared by. */
export const meanCcc = (
  predicted: Float32Array,
  truth: Float32Array,
  rows: readonly number[],
  weights?: Int32Array,
): number =>
  (axisScores(predicted, truth, 0, rows, weights).ccc + axisScores(predicted, truth, 1, rows, weights).ccc) / 2;

/**
 * The figures of a run's curves, by name: `cccValence`, …, `sagrArousal`, and the mean of both concordances of all rated
 * samples, `ccc`, and of the weak ones, `cccWeak`; without what cannot be told.
 * @param predicted, ratings f32 [n, 2] of (valence, arousal); ratings NaN where nobody said
 */
export function affectMetrics(predicted: Float32Array, ratings: Float32Array): { [name: string]: number } {
  const groups = strengthRows(ratings);
  if (!groups) return {};
  const ofAxis = (name: string, axis: 0 | 1) =>
    Object.entries(axisScores(predicted, ratings, axis, groups.all)).map(([score, value]) => [score + name, value]);
  return {
    ...Object.fromEntries([...ofAxis('Valence', 0), ...ofAxis('Arousal', 1)]),
    ccc: meanCcc(predicted, ratings, groups.all),
    ...(groups.weak.length < FEWEST ? {} : { cccWeak: meanCcc(predicted, ratings, groups.weak) }),
  };
}

/**
 * Scores of all rated samples, of the weak and of the strong ones.
 * @param predicted, ratings f32 [n, 2] of (valence, arousal); ratings NaN where nobody said
 * @param labels, people [n], by which the bootstrap draws
 * @returns null where fewer than two are rated
 */
export function affectReport(
  predicted: Float32Array,
  ratings: Float32Array,
  labels: Int32Array,
  people: readonly string[],
  rng: Rng,
): AffectReport | null {
  const groups = strengthRows(ratings);
  if (!groups) return null;
  const parts = [groups.all, groups.weak, groups.strong];
  const intervals = bootstrap(createResampler(labels, people, rng), (weights) =>
    parts.map((rows) => meanCcc(predicted, ratings, rows, weights)),
  );
  const [all, weak, strong] = parts.map((rows, part): AffectScores | null =>
    rows.length < FEWEST
      ? null
      : {
          samples: rows.length,
          ccc: { value: meanCcc(predicted, ratings, rows), interval: intervals[part] as Interval },
          valence: axisScores(predicted, ratings, 0, rows),
          arousal: axisScores(predicted, ratings, 1, rows),
        },
  );
  return { radius: groups.radius, all: all as AffectScores, weak: weak ?? null, strong: strong ?? null };
}
