/** Turns one map so that it lies as the one before it: axes of a PCA may flip or turn from one fit to the next. Pure. */

import type { MapFrame } from '../../train/protocol.ts';

/** x′ = a·x + c·y + e, y′ = b·x + d·y + f, as a canvas has it; here without any change of scale. */
export type Turn = { a: number; b: number; c: number; d: number; e: number; f: number };

export const NO_TURN: Turn = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };

type Placed = Pick<MapFrame, 'ids' | 'points'>;

/**
 * The rotation or reflection, with a shift, that brings the samples of `frame` nearest to where `before` has them in the
 * sense of least squares (orthogonal Procrustes; Schönemann 1966, in two dimensions in closed form). Scale is left: that
 * a cloud spreads or shrinks is news. Samples that only one of the two has do not count; with none shared nothing turns.
 */
export function turnOnto(before: Placed, frame: Placed): Turn {
  const places = new Map(before.ids.map((id, i) => [id, i]));
  const pairs = frame.ids.flatMap((id, i) => {
    const j = places.get(id);
    return j === undefined ? [] : [[at(frame.points, i), at(before.points, j)] as const];
  });
  if (pairs.length === 0) return NO_TURN;
  const from = middle(pairs.map(([point]) => point));
  const to = middle(pairs.map(([, point]) => point));
  // Σ from·toᵀ of the centred pairs.
  let [xx, xy, yx, yy] = [0, 0, 0, 0];
  for (const [p, q] of pairs) {
    const [px, py, qx, qy] = [p[0] - from[0], p[1] - from[1], q[0] - to[0], q[1] - to[1]];
    xx += px * qx;
    xy += px * qy;
    yx += py * qx;
    yy += py * qy;
  }
  // What the best rotation and the best reflection gain; the larger one wins.
  const rotated = Math.hypot(xx + yy, xy - yx);
  const reflected = Math.hypot(xx - yy, xy + yx);
  const flip = reflected > rotated ? -1 : 1;
  const angle = flip === 1 ? Math.atan2(xy - yx, xx + yy) : Math.atan2(xy + yx, xx - yy);
  const [a, b] = [Math.cos(angle), Math.sin(angle)];
  const [c, d] = [-flip * b, flip * a];
  return { a, b, c, d, e: to[0] - a * from[0] - c * from[1], f: to[1] - b * from[0] - d * from[1] };
}

/** Points f32 [n, 2] after the turn. */
export function turned(points: Float32Array, { a, b, c, d, e, f }: Turn): Float32Array {
  return points.map((_, i) => {
    const x = points[i - (i % 2)] ?? 0;
    const y = points[i - (i % 2) + 1] ?? 0;
    return i % 2 === 0 ? a * x + c * y + e : b * x + d * y + f;
  });
}

const at = (points: Float32Array, i: number) => [points[2 * i] ?? 0, points[2 * i + 1] ?? 0] as const;

function middle(points: readonly (readonly [number, number])[]): [number, number] {
  const sum = (axis: 0 | 1) => points.reduce((all, point) => all + point[axis], 0);
  return [sum(0) / points.length, sum(1) / points.length];
}
