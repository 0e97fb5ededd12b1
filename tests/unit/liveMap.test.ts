import { describe, expect, it } from 'vitest';
import { createRng, normal } from '../../src/math/rng.ts';
import { pcaMap, umapMap } from '../../src/train/liveMap.ts';

const WIDTH = 12;
const PER_CLOUD = 30;
const rng = createRng(4);
const centres = Array.from({ length: 3 }, () => Array.from({ length: WIDTH }, () => 3 * normal(rng)));
const near = (cloud: number) => Float32Array.from(centres[cloud] ?? [], (value) => value + 0.4 * normal(rng));
const ids = Array.from({ length: 3 * PER_CLOUD }, (_, i) => `${i % 3}-${i}`);
const embeddings = new Float32Array(ids.length * WIDTH);
for (const i of ids.keys()) embeddings.set(near(i % 3), i * WIDTH);

const maps = {
  pca: async () => pcaMap(ids, embeddings, WIDTH),
  umap: () => umapMap(ids, embeddings, WIDTH, createRng(1), async () => {}),
};

describe.each(['pca', 'umap'] as const)('a map by %s', (layout) => {
  it('keeps the clouds apart, is finite, and is the same again', async () => {
    const { points } = await maps[layout]();
    expect(points).toHaveLength(2 * ids.length);
    expect(points.every(Number.isFinite)).toBe(true);
    expect((await maps[layout]()).points).toEqual(points);
    const middle = [0, 1, 2].map((cloud) => {
      const own = [...ids.keys()].filter((i) => i % 3 === cloud);
      return [0, 1].map((k) => own.reduce((sum, i) => sum + (points[2 * i + k] ?? 0), 0) / own.length);
    });
    const distance = (i: number, cloud: number) =>
      Math.hypot(
        (points[2 * i] ?? 0) - (middle[cloud]?.[0] ?? 0),
        (points[2 * i + 1] ?? 0) - (middle[cloud]?.[1] ?? 0),
      );
    const atHome = [...ids.keys()].filter((i) =>
      [0, 1, 2].every((cloud) => cloud === i % 3 || distance(i, i % 3) < distance(i, cloud)),
    );
    expect(atHome.length / ids.length).toBeGreaterThan(0.95);
  });

  it('puts a new embedding among those most like it, and names them', async () => {
    const map = await maps[layout]();
    const { points, nearest } = map.place(Float32Array.from([...near(1), ...near(2)]));
    expect(nearest.map((found) => found.length)).toEqual([5, 5]);
    expect(nearest[0]?.every((id) => id.startsWith('1-'))).toBe(true);
    expect(nearest[1]?.every((id) => id.startsWith('2-'))).toBe(true);
    for (const [row, cloud] of [1, 2].entries()) {
      const closest = [...ids.keys()].sort(
        (a, b) =>
          Math.hypot(
            (map.points[2 * a] ?? 0) - (points[2 * row] ?? 0),
            (map.points[2 * a + 1] ?? 0) - (points[2 * row + 1] ?? 0),
          ) -
          Math.hypot(
            (map.points[2 * b] ?? 0) - (points[2 * row] ?? 0),
            (map.points[2 * b + 1] ?? 0) - (points[2 * row + 1] ?? 0),
          ),
      );
      expect(ids[closest[0] ?? 0]?.startsWith(`${cloud}-`)).toBe(true);
    }
  });
});
