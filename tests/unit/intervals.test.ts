/** Intervals: published values, coverage in simulation, and honesty where there is little to go by. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng, integer } from '../../src/math/rng.ts';
import { averages, countConfusion } from '../../src/train/evaluation/confusion.ts';
import { averagesIntervals, wilson } from '../../src/train/evaluation/intervals.ts';
import { bootstrap, createResampler } from '../../src/train/evaluation/resample.ts';

describe('the Wilson interval', () => {
  // Newcombe 1998, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is the published one', (hits, n, low, high) => {
    const found = wilson(hits, n);
    expect(found[0]).toBeCloseTo(low, 4);
    expect(found[1]).toBeCloseTo(high, 4);
  });

  it('holds the share, is mirrored by the misses, and narrows with n', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (hits, misses) => {
        const n = hits + misses;
        const [low, high] = wilson(hits, n);
        if (n > 0) expect(low <= hits / n && hits / n <= high).toBe(true);
        expect(low).toBeCloseTo(1 - wilson(misses, n)[1], 12);
        const [lowMore, highMore] = wilson(4 * hits, 4 * n);
        if (n > 0) expect(highMore - lowMore).toBeLessThan(high - low);
      }),
    );
    expect(wilson(0, 0)).toEqual([0, 1]);
    expect(() => wilson(3, 2)).toThrow(RangeError);
  });
});

describe('draws', () => {
  it('of people keep their pictures together', () => {
    const people = ['a', 'b', 'b', 'c', 'c', 'c'];
    const { by, draw } = createResampler([0, 1, 0, 1, 0, 1], people, createRng(1));
    expect(by).toBe('people');
    for (let i = 0; i < 50; i++) {
      const weights = draw();
      expect(weights[1]).toBe(weights[2]);
      expect(new Set(weights.slice(3)).size).toBe(1);
      expect((weights[0] as number) + (weights[1] as number) + (weights[3] as number)).toBe(3);
    }
  });

  it('of one person keep the size of each class', () => {
    const labels = [0, 0, 0, 1, 1, 2];
    const { by, draw } = createResampler(labels, new Array(6).fill('a'), createRng(1));
    expect(by).toBe('pictures');
    for (let i = 0; i < 50; i++) {
      const weights = draw();
      const sizes = [0, 1, 2].map((c) => labels.reduce((sum, l, row) => sum + (l === c ? (weights[row] ?? 0) : 0), 0));
      expect(sizes).toEqual([3, 2, 1]);
    }
  });
});

describe('a bootstrap', () => {
  it('of the share of 50 in 100 is that of the binomial distribution', () => {
    const resampler = createResampler(new Int32Array(100), new Array(100).fill('a'), createRng(1));
    const half = (weights: Int32Array) => weights.subarray(0, 50).reduce((sum, weight) => sum + weight, 0) / 100;
    const [interval] = bootstrap(resampler, (weights) => [half(weights)]);
    // 2.5 % of draws lie below 40 of 100, and as many above 60.
    expect(Math.abs((interval?.[0] ?? 0) - 0.4)).toBeLessThan(0.015);
    expect(Math.abs((interval?.[1] ?? 0) - 0.6)).toBeLessThan(0.015);
  });
});

describe('intervals of the averages', () => {
  const one = (n: number) => new Array<string>(n).fill('a');

  it('hold the truth in about 95 of 100 small tests', () => {
    const rng = createRng(7);
    const recalls = [0.9, 0.7, 0.5];
    const tests = 150;
    const covered = { balanced: 0, f1: 0 };
    // Wrong answers go to the next class, so that the true macro-F1 is known from the expected counts.
    const expected = Int32Array.from([900, 100, 0, 0, 700, 300, 500, 0, 500]);
    const truth = averages(expected, 3);
    for (let test = 0; test < tests; test++) {
      const labels = Int32Array.from({ length: 45 }, (_, i) => i % 3);
      const answers = labels.map((label) => (rng.uniform() < (recalls[label] ?? 0) ? label : (label + 1) % 3));
      const found = averagesIntervals(labels, answers, one(45), 3, rng);
      const holds = ([low, high]: [number, number], value: number) => (low <= value && value <= high ? 1 : 0);
      covered.balanced += holds(found.balancedAccuracy, truth.balancedAccuracy);
      covered.f1 += holds(found.macroF1, truth.macroF1);
    }
    expect(covered.balanced / tests).toBeGreaterThan(0.92);
    expect(covered.f1 / tests).toBeGreaterThan(0.92);
  });

  it('are no points where a few answers are all right', () => {
    const labels = Int32Array.from([0, 0, 0, 1, 1, 1]);
    const { balancedAccuracy, macroF1 } = averagesIntervals(labels, labels, one(6), 2, createRng(1));
    expect(balancedAccuracy[1]).toBe(1);
    expect(balancedAccuracy[0]).toBeLessThan(0.7);
    expect(macroF1[0]).toBeLessThan(0.75);
  });

  it('are wider where the pictures of a person err together', () => {
    const rng = createRng(3);
    const labels = Int32Array.from({ length: 200 }, (_, i) => i % 2);
    // Each of ten people is read right always or never.
    const people = Array.from(labels, (_, i) => `p${Math.floor(i / 20)}`);
    const answers = labels.map((label, i) => (Math.floor(i / 20) % 3 === 0 ? 1 - label : label));
    const width = ([low, high]: [number, number]) => high - low;
    const grouped = averagesIntervals(labels, answers, people, 2, rng);
    const alone = averagesIntervals(labels, answers, one(200), 2, rng);
    expect(grouped.resampledBy).toBe('people');
    expect(width(grouped.balancedAccuracy)).toBeGreaterThan(2.5 * width(alone.balancedAccuracy));
  });

  it('are the same for the same seed, and hold the score', () => {
    const rng = createRng(5);
    const labels = Int32Array.from({ length: 60 }, () => integer(rng, 3));
    const answers = labels.map((label) => (rng.uniform() < 0.6 ? label : integer(rng, 3)));
    const people = Array.from(labels, () => `p${integer(rng, 8)}`);
    const found = averagesIntervals(labels, answers, people, 3, createRng(2));
    expect(averagesIntervals(labels, answers, people, 3, createRng(2))).toEqual(found);
    const score = averages(countConfusion(labels, answers, 3), 3).balancedAccuracy;
    expect(found.balancedAccuracy[0] < score && score < found.balancedAccuracy[1]).toBe(true);
  });

  it('survive a class of one person that some draws miss', () => {
    const labels = Int32Array.from([0, 0, 1, 2]);
    const found = averagesIntervals(labels, labels, ['a', 'b', 'c', 'c'], 4, createRng(1));
    expect(found.macroF1.every(Number.isFinite)).toBe(true);
  });
});
