/** The similarity that lays points over others best. Numbers only. */

import type { Affine } from './affine.ts';
import type { Point } from './box.ts';

/**
 * Scale, turn and shift, never a mirroring, with the least sum of squared distances (Umeyama 1991, in the plane); null
 * where all points of one side are one.
 * @param to as many as `from`, each what the one at its place is to lie over
 */
export function fitSimilarity(from: readonly Point[], to: readonly Point[]): Affine | null {
  const [p, q] = [meanOf(from), meanOf(to)];
  let [spread, along, across] = [0, 0, 0];
  for (const [i, { x, y }] of from.entries()) {
    const [u, v] = [x - p.x, y - p.y];
    const [s, t] = [(to[i]?.x ?? 0) - q.x, (to[i]?.y ?? 0) - q.y];
    spread += u * u + v * v;
    along += u * s + v * t;
    across += u * t - v * s;
  }
  if (!(spread > 0) || Math.hypot(along, across) === 0) return null;
  const [a, b] = [along / spread, across / spread];
  return { a, b, c: -b, d: a, e: q.x - a * p.x + b * p.y, f: q.y - b * p.x - a * p.y };
}

function meanOf(points: readonly Point[]): Point {
  const sum = points.reduce((all, { x, y }) => ({ x: all.x + x, y: all.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}
