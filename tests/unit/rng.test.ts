import { describe, expect, it } from 'vitest';
import { between, createRng, integer, normal, resumeRng } from '../../src/math/rng.ts';

const draw = (rng: { uniform: () => number }, count: number) => Array.from({ length: count }, () => rng.uniform());
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the generator', () => {
  it('repeats itself for the same seed, and only for it', () => {
    expect(draw(createRng(7), 50)).toEqual(draw(createRng(7), 50));
    expect(draw(createRng(7), 50)).not.toEqual(draw(createRng(8), 50));
    expect(draw(createRng(0), 5)).not.toEqual(draw(createRng(2 ** 31), 5));
  });

  it('gives these numbers for seed 1: stored runs depend on them', () => {
    expect(draw(createRng(1), 3)).toMatchInlineSnapshot(`
      [
        0.4522991464473307,
        0.3965198516380042,
        0.00019996915943920612,
      ]
    `);
  });

  it('goes on from a stored state as if it had not stopped', () => {
    const rng = createRng(3);
    draw(rng, 17);
    const stored = rng.state();
    const expected = draw(rng, 20);
    expect(draw(resumeRng(stored), 20)).toEqual(expected);
    expect(draw(resumeRng(Int32Array.from(stored)), 20)).toEqual(expected);
  });

  it('refuses a state of another length', () => {
    expect(() => resumeRng(new Int32Array(3))).toThrow(RangeError);
  });

  it('is uniform in [0, 1): mean, variance and the correlation of neighbours', () => {
    const values = draw(createRng(5), 20_000);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(mean(values)).toBeCloseTo(1 / 2, 2);
    expect(mean(values.map((value) => (value - 0.5) ** 2))).toBeCloseTo(1 / 12, 2);
    expect(mean(values.slice(1).map((value, i) => (value - 0.5) * ((values[i] ?? 0) - 0.5)))).toBeCloseTo(0, 2);
  });

  it('draws every integer below the count equally often', () => {
    const rng = createRng(6);
    const counts = [0, 0, 0, 0, 0];
    for (let i = 0; i < 10_000; i++) counts[integer(rng, 5)]! += 1;
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(150);
  });

  it('draws standard normals', () => {
    const rng = createRng(9);
    const values = Array.from({ length: 20_000 }, () => normal(rng));
    expect(mean(values)).toBeCloseTo(0, 1);
    expect(mean(values.map((value) => value ** 2))).toBeCloseTo(1, 1);
    expect(values.every(Number.isFinite)).toBe(true);
  });

  it('keeps to a range', () => {
    const rng = createRng(2);
    const values = Array.from({ length: 1000 }, () => between(rng, -3, 2));
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-3);
    expect(Math.max(...values)).toBeLessThan(2);
  });
});
