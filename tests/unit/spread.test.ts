/** The shape of an embedding: closed forms, slow loops, and the verdicts that follow. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng, integer, normal } from '../../src/math/rng.ts';
import { geometry } from '../../src/train/evaluation/alignment.ts';
import { type CurvePoint, judgeCurve } from '../../src/train/evaluation/overfit.ts';
import { spreadOf } from '../../src/train/evaluation/spread.ts';
import { cosinesTo, normaliseRows } from '../../src/train/neighbours.ts';

const WIDTH = 16;

function rowsOf(n: number, value: (row: number, column: number) => number): Float32Array {
  const rows = Float32Array.from({ length: n * WIDTH }, (_, i) => value(Math.floor(i / WIDTH), i % WIDTH));
  normaliseRows(rows, WIDTH);
  return rows;
}

function shapeOf(rows: Float32Array, labels: Int32Array, groups: string[]) {
  const found = geometry(labels, groups);
  labels.forEach((_, i) => {
    found.add(i, cosinesTo(rows.subarray(i * WIDTH, (i + 1) * WIDTH), rows, labels.length));
  });
  return found.result();
}

describe('alignment and uniformity', () => {
  it('are those of a loop over all pairs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 14 }), fc.nat(99), (n, seed) => {
        const rng = createRng(seed);
        const rows = rowsOf(n, () => normal(rng));
        const labels = Int32Array.from({ length: n }, () => integer(rng, 2));
        const groups = Array.from(labels, () => `g${integer(rng, 3)}`);
        const positive: number[] = [];
        const all: number[] = [];
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < i; j++) {
            let squares = 0;
            for (let d = 0; d < WIDTH; d++) {
              squares += ((rows[i * WIDTH + d] ?? 0) - (rows[j * WIDTH + d] ?? 0)) ** 2;
            }
            all.push(Math.exp(-2 * squares));
            if (labels[i] === labels[j] && groups[i] !== groups[j]) positive.push(squares);
          }
        }
        const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
        const found = shapeOf(rows, labels, groups);
        expect(found.uniformity).toBeCloseTo(Math.log(mean(all)), 4);
        if (positive.length === 0) expect(found.alignment).toBeNull();
        else expect(found.alignment).toBeCloseTo(mean(positive), 4);
      }),
    );
  });

  it('are 0 where all embeddings are the same, and null for one sample', () => {
    const same = rowsOf(5, (_, column) => column);
    const found = shapeOf(same, new Int32Array(5), ['1', '2', '3', '4', '5']);
    expect(found.alignment).toBeCloseTo(0, 5);
    expect(found.uniformity).toBeCloseTo(0, 5);
    expect(
      shapeOf(
        rowsOf(1, () => 1),
        new Int32Array(1),
        ['1'],
      ),
    ).toEqual({ alignment: null, uniformity: null });
  });
});

describe('the spread', () => {
  it('of one point is 0: collapsed', () => {
    const { relativeStd, effectiveRank, verdict } = spreadOf(
      rowsOf(30, (_, column) => column + 1),
      WIDTH,
      3,
    );
    expect(relativeStd).toBeLessThan(1e-3);
    expect(Number.isFinite(effectiveRank)).toBe(true);
    expect(verdict.level).toBe('collapsed');
    expect(verdict.sentence).toContain('earlier checkpoint');
  });

  it('all around the sphere is 1, in all dimensions', () => {
    const rng = createRng(1);
    const { relativeStd, effectiveRank, verdict } = spreadOf(
      rowsOf(4000, () => normal(rng)),
      WIDTH,
      8,
    );
    expect(relativeStd).toBeCloseTo(1, 1);
    expect(effectiveRank).toBeGreaterThan(0.98 * WIDTH);
    expect(verdict.level).toBe('fine');
  });

  it('counts the dimensions in use', () => {
    // Plus and minus each of the first five axes.
    const axes = rowsOf(10, (row, column) => (column === row >> 1 ? (row % 2 === 0 ? 1 : -1) : 0));
    expect(spreadOf(axes, WIDTH, 2).effectiveRank).toBeCloseTo(5, 6);
    // Deviations are √(1/5) in five of sixteen dimensions.
    expect(spreadOf(axes, WIDTH, 2).relativeStd).toBeCloseTo((5 * Math.sqrt(1 / 5)) / 4, 6);
  });

  it('calls classes on the corners of a simplex fine, and classes that fell onto one line not', () => {
    const corners = rowsOf(80, (row, column) => (column === row % 8 ? 1 : 0));
    expect(spreadOf(corners, WIDTH, 8).verdict.level).toBe('fine');
    const line = rowsOf(80, (row, column) => (column === 0 ? (row % 2 === 0 ? 1 : -1) : 0));
    expect(spreadOf(line, WIDTH, 8).verdict.level).toBe('collapsed');
    // Two classes need no more than a line.
    expect(spreadOf(line, WIDTH, 2).effectiveRank).toBeCloseTo(1, 6);
  });

  it('warns before the end', () => {
    const rng = createRng(2);
    const nearing = rowsOf(300, (_, column) => (column === 0 ? 4 : normal(rng) * 0.25));
    expect(spreadOf(nearing, WIDTH, 3).verdict.level).toBe('shrinking');
  });
});

describe('the curves', () => {
  const curve = (validation: (i: number) => number, training = (i: number) => 1 / (1 + i)): CurvePoint[] =>
    Array.from({ length: 30 }, (_, i) => ({ step: 10 * i, training: training(i), validation: validation(i) }));

  it('tell learning by heart, and since when', () => {
    const found = judgeCurve(curve((i) => 1 + 0.01 * (i - 10) ** 2));
    expect(found.level).toBe('over-fit');
    expect(found.sentence).toContain('since step 100');
    expect(found.sentence).toContain('checkpoint of that step');
  });

  it('do not call noise or a common rise by that name', () => {
    expect(judgeCurve(curve((i) => 1 / (1 + i) + 0.02 * (i % 2))).level).toBe('fine');
    // Both rise: the run diverges, it does not learn by heart.
    expect(
      judgeCurve(
        curve(
          (i) => 1 + i,
          (i) => 1 + i,
        ),
      ).level,
    ).toBe('fine');
  });

  it('tell whether to go on', () => {
    expect(judgeCurve(curve((i) => 2 - 0.05 * i)).sentence).toContain('still falling');
    expect(judgeCurve(curve((i) => (i < 10 ? 2 - 0.1 * i : 1.001))).sentence).toContain('levelled off');
    expect(judgeCurve(curve(() => 1).slice(0, 4)).level).toBe('too early');
  });
});
