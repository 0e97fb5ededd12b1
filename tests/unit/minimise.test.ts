import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { symmetricEigenvalues } from '../../src/math/eigenvalues.ts';
import { minimise } from '../../src/math/minimise.ts';
import { createRng, normal } from '../../src/math/rng.ts';

const options = { tolerance: 1e-8, mostSteps: 1_000, breathe: async () => {} };

describe('the minimiser', () => {
  it('finds the bottom of a bent valley (Rosenbrock 1960)', async () => {
    const valley = (at: Float64Array, gradient: Float64Array) => {
      const [x = 0, y = 0] = at;
      gradient.set([-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)]);
      return 100 * (y - x * x) ** 2 + (1 - x) ** 2;
    };
    const found = await minimise(valley, new Float64Array([-1.2, 1]), options);
    expect(found.converged).toBe(true);
    expect(found.at[0]).toBeCloseTo(1, 7);
    expect(found.at[1]).toBeCloseTo(1, 7);
    expect(found.steps).toBeLessThan(80);
  });

  it('solves a badly scaled quadratic, and leaves its start alone', async () => {
    const scales = Float64Array.from({ length: 40 }, (_, i) => 10 ** (i / 10));
    const bowl = (at: Float64Array, gradient: Float64Array) => {
      at.forEach((x, i) => {
        gradient[i] = (scales[i] ?? 0) * (x - i);
      });
      return at.reduce((sum, x, i) => sum + ((scales[i] ?? 0) * (x - i) ** 2) / 2, 0);
    };
    const start = new Float64Array(40);
    const found = await minimise(bowl, start, options);
    expect(found.converged).toBe(true);
    expect(found.gradientNorm).toBeLessThanOrEqual(1e-8);
    found.at.forEach((x, i) => {
      expect(x).toBeCloseTo(i, 6);
    });
    expect(start.every((x) => x === 0)).toBe(true);
  });

  it('says when the steps were too few, and breathes after each', async () => {
    let breaths = 0;
    const slope = (at: Float64Array, gradient: Float64Array) => {
      gradient[0] = -1;
      return -(at[0] ?? 0);
    };
    const breathe = async () => {
      breaths += 1;
    };
    const found = await minimise(slope, new Float64Array(1), { tolerance: 0.1, mostSteps: 7, breathe });
    expect(found).toMatchObject({ converged: false, steps: 7 });
    expect(breaths).toBe(7);
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
