/** A face laid over another: what moves, what stays, whose light it is, and what is refused. */

import { describe, expect, it } from 'vitest';
import { apply, similarity } from '../../src/math/affine.ts';
import { blurred } from '../../src/math/blur.ts';
import { faceRegions } from '../../src/math/faceRegions.ts';
import { swapFace } from '../../src/math/faceSwap.ts';
import { fitSimilarity } from '../../src/math/fitSimilarity.ts';
import { drawnFace, meshOf } from '../drawnFaces.ts';
import { randomRows } from '../randomRows.ts';

const SIDE = 72;

/** Greys of a box around a point, in sides of the crop. */
function around(pixels: Uint8Array, x: number, y: number, reach = 1): number {
  let sum = 0;
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++)
      sum += pixels[(Math.floor(y * SIDE) + dy) * SIDE + Math.floor(x * SIDE) + dx]!;
  }
  return sum / (2 * reach + 1) ** 2;
}

const mouthOf = (mesh: Float32Array) => {
  const { mouth } = faceRegions(mesh);
  return [mouth.x + mouth.width / 2, mouth.y + mouth.height / 2] as const;
};

describe('a swapped face', () => {
  const open = drawnFace({ mouth: 0.07, person: 1, skin: 150 });
  const closed = drawnFace({ mouth: 0.005, person: 2, skin: 90 });

  it('has the donor’s expression, where the other’s mouth was', () => {
    // Matching the light takes a part of the difference away, and must not bring the other’s mouth back.
    const [opened, shut] = [swapFace(open, closed)!, swapFace(closed, open)!];
    const below = (mesh: Float32Array) => [mouthOf(mesh)[0], mouthOf(mesh)[1] + 0.04] as const;
    expect(around(opened, ...below(closed.landmarks))).toBeLessThan(
      0.6 * around(closed.pixels, ...below(closed.landmarks)),
    );
    expect(around(shut, ...below(open.landmarks))).toBeGreaterThan(2 * around(open.pixels, ...below(open.landmarks)));
  });

  it('is the other’s outside the inner face, and in the other’s light within it', () => {
    const made = swapFace(open, closed)!;
    expect(made).toHaveLength(SIDE * SIDE);
    for (const [x, y] of [
      [0.05, 0.05],
      [0.95, 0.5],
      [0.5, 0.97],
      [0.1, 0.6],
    ] as const) {
      expect(around(made, x, y)).toBe(around(closed.pixels, x, y));
    }
    // Between nose and mouth both are skin.
    expect(around(made, 0.5, 0.56)).toBeGreaterThan(0.75 * around(closed.pixels, 0.5, 0.56));
    expect(around(made, 0.5, 0.56)).toBeLessThan(1.25 * around(closed.pixels, 0.5, 0.56));
  });

  it('of a face onto itself is that face', () => {
    const made = swapFace(open, open)!;
    expect(Math.max(...made.map((value, i) => Math.abs(value - open.pixels[i]!)))).toBeLessThanOrEqual(1);
  });

  it('has no seam: no step between neighbours that neither picture has', () => {
    const [one, other] = [drawnFace({ person: 1, skin: 200 }), drawnFace({ person: 1, skin: 70 })];
    const steepest = (pixels: Uint8Array) =>
      pixels.reduce((most, value, i) => (i % SIDE === 0 ? most : Math.max(most, Math.abs(value - pixels[i - 1]!))), 0);
    expect(steepest(swapFace(one, other)!)).toBeLessThan(1.5 * steepest(other.pixels));
  });

  it('cannot be made without a face, of faces too unlike in size or turn, or of crops of two sizes', () => {
    const { pixels } = open;
    const moved = (scale: number, angle: number) => {
      const about = (x: number, y: number) => apply(similarity(scale, angle, 0, 0), { x: x - 0.5, y: y - 0.5 });
      const mesh = meshOf({});
      return mesh.map((value, i) => {
        const { x, y } = i % 2 ? about(mesh[i - 1]!, value) : about(value, mesh[i + 1]!);
        return 0.5 + (i % 2 ? y : x);
      });
    };
    for (const landmarks of [
      new Float32Array(936).fill(0.5),
      moved(0.5, 0),
      moved(1, 1),
      meshOf({}).fill(Number.NaN),
    ]) {
      expect(swapFace({ pixels, landmarks }, closed)).toBeNull();
      expect(swapFace(closed, { pixels, landmarks })).toBeNull();
    }
    expect(swapFace({ pixels, landmarks: moved(0.8, 0.3) }, closed)).not.toBeNull();
    expect(swapFace(drawnFace({}, 60), closed)).toBeNull();
  });
});

describe('the similarity between points', () => {
  it('is found again, and is the least in squares where there is none', () => {
    const points = randomRows(3, 9, 2).map(([x = 0, y = 0]) => ({ x, y }));
    const map = similarity(1.3, 0.7, 2, -1);
    const found = fitSimilarity(
      points,
      points.map((point) => apply(map, point)),
    )!;
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f'] as const) expect(found[key]).toBeCloseTo(map[key], 9);
    const others = randomRows(4, 9, 2).map(([x = 0, y = 0]) => ({ x, y }));
    const errorOf = (m: typeof map) =>
      points.reduce((sum, point, i) => {
        const { x, y } = apply(m, point);
        return sum + (x - others[i]!.x) ** 2 + (y - others[i]!.y) ** 2;
      }, 0);
    const best = fitSimilarity(points, others)!;
    for (const [da, db, de] of randomRows(5, 30, 3)) {
      const a = best.a + 0.1 * da!;
      const b = best.b + 0.1 * db!;
      expect(errorOf({ a, b, c: -b, d: a, e: best.e + 0.1 * de!, f: best.f })).toBeGreaterThanOrEqual(errorOf(best));
    }
    expect(
      fitSimilarity(
        points.map(() => ({ x: 1, y: 1 })),
        points,
      ),
    ).toBeNull();
  });
});

describe('the blur', () => {
  it('keeps a plain square, and is the Gaussian along both axes about a single point', () => {
    for (const value of blurred(new Float32Array(49).fill(3), 7, 2)) expect(value).toBeCloseTo(3, 5);
    const point = new Float32Array(81);
    point[40] = 1;
    const deviation = 0.75;
    const spread = blurred(point, 9, deviation);
    const taps = [-2, -1, 0, 1, 2].map((x) => Math.exp(-(x * x) / (2 * deviation ** 2)));
    const total = taps.reduce((sum, tap) => sum + tap, 0);
    for (let y = 0; y < 9; y++) {
      for (let x = 0; x < 9; x++) {
        expect(spread[9 * y + x]).toBeCloseTo(((taps[y - 2] ?? 0) * (taps[x - 2] ?? 0)) / total ** 2, 6);
      }
    }
  });
});
