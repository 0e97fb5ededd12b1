import { describe, expect, it } from 'vitest';
import { constant, stepwise, warmUpCosine } from '../../src/train/schedule.ts';

const over = (schedule: typeof constant, steps: number) => Array.from({ length: steps }, (_, i) => schedule(i, steps));

describe('learning-rate schedules', () => {
  it('constant stays', () => {
    expect(new Set(over(constant, 50))).toEqual(new Set([1]));
  });

  it('warm-up rises by equal steps, the cosine falls to nearly 0 and passes ½ in its middle', () => {
    const factors = over(warmUpCosine(0.1), 100);
    expect(factors[0]).toBeCloseTo(1 / 11, 6);
    expect(factors[10]).toBeCloseTo(1, 6);
    expect(factors[55]).toBeCloseTo(0.5, 6);
    expect(factors[99]).toBeLessThan(0.001);
    for (let i = 11; i < 100; i++) expect(factors[i]).toBeLessThan(factors[i - 1] ?? 0);
  });

  it('without warm-up the cosine starts at 1', () => {
    expect(warmUpCosine(0)(0, 10)).toBe(1);
  });

  it('steps multiply by their factor after equal parts', () => {
    expect(over(stepwise(3, 0.1), 9).map((f) => Math.round(1000 * f))).toEqual([
      1000, 1000, 1000, 100, 100, 100, 10, 10, 10,
    ]);
  });

  it.each([
    ['a warm-up of the whole run', () => warmUpCosine(1)],
    ['no parts', () => stepwise(0, 0.1)],
    ['a factor of 0', () => stepwise(2, 0)],
  ])('%s is refused', (_name, make) => {
    expect(make).toThrow();
  });
});
