import { describe, expect, it } from 'vitest';
import { onAxes, principalAxes } from '../../src/math/pca.ts';
import { createRng, normal } from '../../src/math/rng.ts';

const WIDTH = 6;

/** Rows that vary most along one known direction, less along a second, hardly otherwise. */
function rows(count: number, seed: number): { data: Float32Array; first: number[]; second: number[] } {
  const rng = createRng(seed);
  const first = [1, 1, 0, 0, 0, 0].map((value) => value / Math.SQRT2);
  const second = [0, 0, 0, 1, -1, 0].map((value) => value / Math.SQRT2);
  const data = new Float32Array(count * WIDTH);
  for (let row = 0; row < count; row++) {
    const [a, b] = [5 * normal(rng), 2 * normal(rng)];
    for (let k = 0; k < WIDTH; k++) {
      data[row * WIDTH + k] = 3 + a * (first[k] ?? 0) + b * (second[k] ?? 0) + 0.1 * normal(rng);
    }
  }
  return { data, first, second };
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, v, i) => sum + v * (b[i] ?? 0), 0);

describe('principal axes', () => {
  it('are the directions of most variance, at right angles, of length 1', () => {
    const { data, first, second } = rows(400, 1);
    const { axes, mean } = principalAxes(data, WIDTH, 2);
    const [one, two] = [axes.subarray(0, WIDTH), axes.subarray(WIDTH)];
    expect(Math.abs(dot(one, first))).toBeGreaterThan(0.999);
    expect(Math.abs(dot(two, second))).toBeGreaterThan(0.999);
    expect(dot(one, two)).toBeCloseTo(0, 5);
    expect(dot(one, one)).toBeCloseTo(1, 5);
    for (const value of mean) expect(Math.abs(value - 3)).toBeLessThan(1);
  });

  it('give coordinates about 0 whose variances are those along the axes', () => {
    const { data } = rows(2_000, 2);
    const points = onAxes(data, principalAxes(data, WIDTH, 2));
    const variance = (k: number) => {
      const column = Array.from({ length: 2_000 }, (_, i) => points[2 * i + k] ?? 0);
      expect(
        dot(
          column,
          column.map(() => 1),
        ) / 2_000,
      ).toBeCloseTo(0, 3);
      return dot(column, column) / 2_000;
    };
    expect(variance(0)).toBeCloseTo(25, -1);
    expect(variance(1)).toBeCloseTo(4, 0);
  });

  it('keep their signs when they begin with those of similar rows', () => {
    const { data } = rows(300, 3);
    const before = principalAxes(data, WIDTH, 2);
    const turned = before.axes.map((value) => -value);
    const after = principalAxes(
      data.map((value, i) => value + 0.01 * Math.sin(i)),
      WIDTH,
      2,
      turned,
    );
    expect(dot(after.axes.subarray(0, WIDTH), turned.subarray(0, WIDTH))).toBeGreaterThan(0.999);
    expect(dot(after.axes.subarray(WIDTH), turned.subarray(WIDTH))).toBeGreaterThan(0.99);
  });

  it('are finite for rows that do not vary', () => {
    const same = new Float32Array(10 * WIDTH).fill(2);
    const { axes } = principalAxes(same, WIDTH, 2);
    expect(axes.every(Number.isFinite)).toBe(true);
    expect([...onAxes(same, { axes, mean: new Float32Array(WIDTH).fill(2) })].every((value) => value === 0)).toBe(true);
  });
});
