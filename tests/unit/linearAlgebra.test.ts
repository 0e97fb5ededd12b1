import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSolver } from '../../src/math/cholesky.ts';
import { covarianceOf } from '../../src/math/covariance.ts';
import { symmetricEigenvalues } from '../../src/math/eigenvalues.ts';
import { createRng, normal } from '../../src/math/rng.ts';

const tables = fc
  .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 20 }), fc.nat(1000))
  .map(([width, n, seed]) => {
    const rng = createRng(seed);
    return { width, n, rows: Float64Array.from({ length: n * width }, () => 3 + normal(rng)) };
  });

describe('the covariance', () => {
  it('is that of a loop over pairs of columns', () => {
    fc.assert(
      fc.property(tables, ({ width, n, rows }) => {
        const column = (j: number) => Array.from({ length: n }, (_, i) => rows[i * width + j] ?? 0);
        const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / n;
        const found = covarianceOf(rows, width);
        for (let p = 0; p < width; p++) {
          for (let q = 0; q < width; q++) {
            const products = column(p).map((value, i) => value * (column(q)[i] ?? 0));
            expect(found[p * width + q]).toBeCloseTo(mean(products) - mean(column(p)) * mean(column(q)), 9);
          }
        }
      }),
    );
  });
});

describe('the solver', () => {
  it('gives what the matrix turns back', () => {
    fc.assert(
      fc.property(tables, ({ width, rows }) => {
        const matrix = covarianceOf(rows, width).map((value, i) => value + (i % (width + 1) === 0 ? 0.1 : 0));
        const x = Float64Array.from({ length: width }, (_, i) => i - 2);
        const b = x.map((_, p) => x.reduce((sum, value, q) => sum + value * (matrix[p * width + q] ?? 0), 0));
        createSolver(matrix, width)(b);
        b.forEach((value, i) => {
          expect(value).toBeCloseTo(x[i] ?? 0, 8);
        });
      }),
    );
  });

  it('refuses what has no such factor', () => {
    expect(() => createSolver(new Float64Array([1, 2, 2, 1]), 2)).toThrow('positive definite');
    expect(() => createSolver(new Float64Array(4), 2)).toThrow(RangeError);
  });
});

describe('the eigenvalues', () => {
  it('of a chain of springs are 2 − 2 cos(kπ/(n + 1))', () => {
    const n = 12;
    const chain = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      chain[i * n + i] = 2;
      if (i > 0) chain[i * n + i - 1] = chain[(i - 1) * n + i] = -1;
    }
    const expected = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((n - k) * Math.PI) / (n + 1)));
    symmetricEigenvalues(chain, n).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] ?? 0, 9);
    });
  });

  it('keep trace and squares, and shift with the diagonal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(1000), (n, seed) => {
        const rng = createRng(seed);
        const a = new Float64Array(n * n);
        for (let p = 0; p < n; p++) for (let q = 0; q <= p; q++) a[p * n + q] = a[q * n + p] = normal(rng);
        const values = symmetricEigenvalues(a, n);
        const trace = values.reduce((sum, value) => sum + value, 0);
        expect(trace).toBeCloseTo(
          a.reduce((sum, value, i) => sum + (i % (n + 1) === 0 ? value : 0), 0),
          9,
        );
        const squares = values.reduce((sum, value) => sum + value * value, 0);
        expect(squares).toBeCloseTo(
          a.reduce((sum, value) => sum + value * value, 0),
          9,
        );
        const shifted = symmetricEigenvalues(
          a.map((value, i) => value + (i % (n + 1) === 0 ? 5 : 0)),
          n,
        );
        shifted.forEach((value, i) => {
          expect(value).toBeCloseTo((values[i] ?? 0) + 5, 9);
        });
      }),
    );
  });

  it('refuse what is no square', () => {
    expect(() => symmetricEigenvalues(new Float64Array(6), 2)).toThrow(RangeError);
  });
});
