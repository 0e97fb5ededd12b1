/** Score smoothing: the mean's time constant, and a label that does not flicker. */

import { expect, it } from 'vitest';
import { rawVerdict, SMOOTHING_MS, smoothVerdict, type Verdict } from '../../src/ui/live/smoothing.ts';

const THRESHOLD = 0.6;
const settled = (scores: number[]): Verdict => rawVerdict(scores, THRESHOLD);

it('is not sure below the threshold', () => {
  expect(rawVerdict([0.59, 0.41], THRESHOLD).label).toBeNull();
  expect(rawVerdict([0.61, 0.39], THRESHOLD).label).toBe(0);
});

it('has covered 63 % of a step after one time constant, however the time is cut', () => {
  const once = smoothVerdict(settled([0, 1]), [1, 0], SMOOTHING_MS, THRESHOLD);
  expect(once.scores[0]).toBeCloseTo(1 - Math.exp(-1), 10);
  let many = settled([0, 1]);
  for (let i = 0; i < 10; i++) many = smoothVerdict(many, [1, 0], SMOOTHING_MS / 10, THRESHOLD);
  expect(many.scores[0]).toBeCloseTo(once.scores[0] ?? 0, 10);
});

it('stays a distribution', () => {
  let verdict = settled([0.2, 0.5, 0.3]);
  for (const scores of [
    [0.9, 0.05, 0.05],
    [0.1, 0.1, 0.8],
  ]) {
    verdict = smoothVerdict(verdict, scores, 40, THRESHOLD);
  }
  expect(verdict.scores.reduce((a, b) => a + b)).toBeCloseTo(1, 10);
});

it('keeps its label through small dips and changes it for a clear lead', () => {
  const before = settled([0.62, 0.38]);
  expect(smoothVerdict(before, [0.55, 0.45], 1e9, THRESHOLD).label).toBe(0);
  expect(smoothVerdict(before, [0.5, 0.5], 1e9, THRESHOLD).label).toBeNull();
  expect(smoothVerdict(before, [0.3, 0.7], 1e9, THRESHOLD).label).toBe(1);
});

it('starts afresh when the classes change', () => {
  expect(smoothVerdict(settled([1, 0]), [0.1, 0.2, 0.7], 1, THRESHOLD).scores).toEqual([0.1, 0.2, 0.7]);
});
