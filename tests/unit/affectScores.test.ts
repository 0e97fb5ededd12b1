/** Scores of valence and arousal: against values worked out by hand, by strength, and of two models. */

import { describe, expect, it } from 'vitest';
import { createRng, normal } from '../../src/math/rng.ts';
import { affectMetrics, affectReport, axisScores, strengthRows } from '../../src/train/evaluation/affect.ts';
import { compareAffect } from '../../src/train/evaluation/compareAffect.ts';

/** f32 [n, 2] of the two axes. */
const plane = (valence: readonly number[], arousal: readonly number[]): Float32Array =>
  Float32Array.from(valence.flatMap((value, i) => [value, arousal[i] ?? Number.NaN]));

const NAN = Number.NaN;
const READ = [0.1, 0.4, -0.2, 0.3, 0];
const TRUE = [0.2, 0.5, -0.1, -0.3, 0.6];
const ROWS = [0, 1, 2, 3, 4];

describe('the scores of an axis', () => {
  it('are those worked out by hand', () => {
    // Means 0.12 and 0.18, variances 0.0456 and 0.1256, covariance 0.00868… ; three of five signs agree.
    const found = axisScores(plane(READ, TRUE), plane(TRUE, READ), 0, ROWS);
    expect(found.ccc).toBeCloseTo(0.1007194, 6);
    expect(found.pcc).toBeCloseTo(0.1147079, 6);
    expect(found.rmse).toBeCloseTo(Math.sqrt(0.15), 6);
    expect(found.sagr).toBe(3 / 5);
  });

  it('are perfect for the truth; only concordance and error mind a shift or a scale', () => {
    const truth = plane(TRUE, TRUE);
    const perfect = axisScores(truth, truth, 1, ROWS);
    expect(perfect.ccc).toBeCloseTo(1, 6);
    expect(perfect).toMatchObject({ sagr: 1, rmse: 0 });
    const moved = axisScores(
      truth.map((value) => 0.5 * value + 0.2),
      truth,
      1,
      ROWS,
    );
    expect(moved.pcc).toBeCloseTo(1, 6);
    expect(moved.ccc).toBeLessThan(0.8);
    const turned = axisScores(
      truth.map((value) => -value),
      truth,
      1,
      ROWS,
    );
    expect(turned.pcc).toBeCloseTo(-1, 6);
    expect(turned.sagr).toBe(0);
  });

  it('count a row as often as it was drawn, and are 0 where nothing varies or nothing was drawn', () => {
    const [read, truth] = [plane(READ, READ), plane(TRUE, TRUE)];
    const drawn = axisScores(read, truth, 0, ROWS, Int32Array.of(2, 0, 1, 0, 1));
    const repeated = axisScores(read, truth, 0, [0, 0, 2, 4]);
    for (const name of ['ccc', 'pcc', 'rmse', 'sagr'] as const) expect(drawn[name]).toBeCloseTo(repeated[name], 6);
    const still = new Float32Array(10).fill(0.3);
    expect(axisScores(still, truth, 0, ROWS)).toMatchObject({ ccc: 0, pcc: 0 });
    expect(axisScores(read, truth, 0, ROWS, new Int32Array(5))).toEqual({ ccc: 0, pcc: 0, rmse: 0, sagr: 0 });
  });
});

describe('strong and weak', () => {
  it('are parted at three quarters of the sum of all strengths; what is not rated is neither', () => {
    // Radii 0.1, 0.2, 0.3, 0.4, 0.5: 0.1 + 0.2 + 0.3 + 0.4 of 1.5 is below ¾, so the last one is strong alone.
    const groups = strengthRows(plane([0.1, NAN, 0.2, 0.3, 0, 0.5, 0.9], [0, 0.4, 0, 0, 0.4, 0, NAN]));
    expect(groups?.radius).toBeCloseTo(0.5, 6);
    expect(groups).toMatchObject({ all: [0, 2, 3, 4, 5], weak: [0, 2, 3, 4], strong: [5] });
    expect(strengthRows(plane([0.1, NAN], [0.1, 0.2]))).toBeNull();
  });
});

/** Forty samples of five people in all directions and strengths, and what is read of them with so much noise. */
const N = 40;
const RATINGS = plane(
  Array.from({ length: N }, (_, i) => (0.1 + (0.9 * (i % 10)) / 10) * Math.cos(i)),
  Array.from({ length: N }, (_, i) => (0.1 + (0.9 * (i % 10)) / 10) * Math.sin(i)),
);
const PEOPLE = Array.from({ length: N }, (_, i) => `p${Math.floor(i / 8)}`);
const LABELS = Int32Array.from({ length: N }, (_, i) => i % 3);

function read(noise: number, seed: number): Float32Array {
  const rng = createRng(seed);
  return RATINGS.map((value) => value + noise * normal(rng));
}

describe('the report', () => {
  it('has the scores of all, of the weak and of the strong, each with how many there are', () => {
    const found = affectReport(read(0.2, 1), RATINGS, LABELS, PEOPLE, createRng(1));
    const groups = strengthRows(RATINGS);
    for (const strength of ['all', 'weak', 'strong'] as const) {
      const scores = found?.[strength];
      expect(scores?.samples).toBe(groups?.[strength].length);
      expect(scores?.valence).toEqual(axisScores(read(0.2, 1), RATINGS, 0, groups?.[strength] ?? []));
      expect(scores?.arousal).toEqual(axisScores(read(0.2, 1), RATINGS, 1, groups?.[strength] ?? []));
      expect(scores?.ccc.value).toBeCloseTo(((scores?.valence.ccc ?? 0) + (scores?.arousal.ccc ?? 0)) / 2, 12);
      const [low, high] = scores?.ccc.interval ?? [0, 0];
      expect(low < (scores?.ccc.value ?? 0) && (scores?.ccc.value ?? 0) < high).toBe(true);
    }
    expect((found?.weak?.samples ?? 0) + (found?.strong?.samples ?? 0)).toBe(N);
    // The same noise hides more of what is weak.
    expect(found?.weak?.ccc.value).toBeLessThan(found?.strong?.ccc.value ?? 0);
  });

  it('trap: RMSE averaged over mini-batches. The error is of all samples at once, which a mean over batches is not', () => {
    const predicted = RATINGS.map((value, i) => value + (i < N ? 0.1 : 0.5));
    const found = affectReport(predicted, RATINGS, LABELS, PEOPLE, createRng(1));
    expect(found?.all.valence.rmse).toBeCloseTo(Math.sqrt((0.1 ** 2 + 0.5 ** 2) / 2), 5);
    const batches = [0, N / 2].map((from) => Array.from({ length: N / 2 }, (_, i) => from + i));
    const averaged = batches.map((rows) => axisScores(predicted, RATINGS, 0, rows).rmse);
    expect((averaged[0]! + averaged[1]!) / 2).toBeCloseTo((0.1 + 0.5) / 2, 5);
  });

  it('leaves out what is not rated, and is nothing where fewer than two are', () => {
    const some = RATINGS.map((value, i) => (i < 2 * (N - 6) ? value : NAN));
    expect(affectReport(read(0.2, 1), some, LABELS, PEOPLE, createRng(1))?.all.samples).toBe(N - 6);
    expect(
      affectReport(
        read(0.2, 1),
        RATINGS.map(() => NAN),
        LABELS,
        PEOPLE,
        createRng(1),
      ),
    ).toBeNull();
  });

  it('has no weak samples where all are alike', () => {
    const alike = plane(new Array(N).fill(0.5), new Array(N).fill(0));
    expect(affectReport(read(0.2, 1), alike, LABELS, PEOPLE, createRng(1))).toMatchObject({ weak: null });
  });
});

it('the figures of a curve are those of the report, and none where nothing is rated', () => {
  const predicted = read(0.2, 1);
  const report = affectReport(predicted, RATINGS, LABELS, PEOPLE, createRng(1));
  expect(affectMetrics(predicted, RATINGS)).toEqual({
    ...Object.fromEntries(Object.entries(report?.all.valence ?? {}).map(([name, value]) => [`${name}Valence`, value])),
    ...Object.fromEntries(Object.entries(report?.all.arousal ?? {}).map(([name, value]) => [`${name}Arousal`, value])),
    ccc: report?.all.ccc.value,
    cccWeak: report?.weak?.ccc.value,
  });
  const alike = plane(new Array(N).fill(0.5), new Array(N).fill(0));
  expect(affectMetrics(predicted, alike)).not.toHaveProperty('cccWeak');
  expect(
    affectMetrics(
      predicted,
      RATINGS.map(() => NAN),
    ),
  ).toEqual({});
});

describe('two models', () => {
  const compared = (a: Float32Array, b: Float32Array, ratings = RATINGS) =>
    compareAffect({ names: ['New', 'Old'], ratings, read: [a, b], labels: LABELS, people: PEOPLE }, createRng(1));

  it('are told apart where one reads better, whichever comes first, on the weak too', () => {
    const found = compared(read(0.05, 1), read(0.6, 2));
    expect(found.map(({ strength, verdict }) => [strength, verdict.level])).toEqual([
      ['all', 'A'],
      ['weak', 'A'],
      ['strong', 'A'],
    ]);
    expect(found[1]?.verdict.sentence).toMatch(/^New reads valence and arousal of weak expressions better than Old/);
    const turned = compared(read(0.6, 2), read(0.05, 1));
    expect(turned[0]?.verdict.level).toBe('B');
    expect([turned[0]?.a, turned[0]?.b]).toEqual([found[0]?.b, found[0]?.a]);
  });

  it('are not told apart where they read the same, or nothing is rated', () => {
    const [all] = compared(read(0.3, 1), read(0.3, 1));
    expect(all).toMatchObject({ samples: N, interval: [0, 0], verdict: { level: 'undecided' } });
    expect(all?.verdict.sentence).toContain('No difference between New and Old');
    expect(compared(read(0.3, 1), read(0.3, 2), new Float32Array(2 * N).fill(NAN))).toEqual([]);
  });
});
