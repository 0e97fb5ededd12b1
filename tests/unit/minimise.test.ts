import { describe, expect, it } from 'vitest';
import { minimise } from '../../src/math/minimise.ts';

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

    const precondition = (vector: Float64Array) => {
      for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) / (scales[i] ?? 1);
    };
    const informed = await minimise(bowl, start, { ...options, precondition });
    expect(informed.converged).toBe(true);
    expect(informed.steps).toBeLessThanOrEqual(2);
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
