/** 2-D affine maps: x' = a·x + c·y + e, y' = b·x + d·y + f (the order of canvas setTransform). Numbers only. */

import type { Point } from './box.ts';

export type Affine = { a: number; b: number; c: number; d: number; e: number; f: number };

export const IDENTITY: Affine = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };

export function apply(m: Affine, { x, y }: Point): Point {
  return { x: m.a * x + m.c * y + m.e, y: m.b * x + m.d * y + m.f };
}

/** The map that applies `first`, then `second`. */
export function compose(second: Affine, first: Affine): Affine {
  const { a, b, c, d, e, f } = second;
  return {
    a: a * first.a + c * first.b,
    b: b * first.a + d * first.b,
    c: a * first.c + c * first.d,
    d: b * first.c + d * first.d,
    e: a * first.e + c * first.f + e,
    f: b * first.e + d * first.f + f,
  };
}

/** @throws RangeError when the map flattens the plane. */
export function invert({ a, b, c, d, e, f }: Affine): Affine {
  const det = a * d - b * c;
  if (Math.abs(det) < 1e-12) throw new RangeError('The affine map has no inverse.');
  return {
    a: d / det,
    b: -b / det,
    c: -c / det,
    d: a / det,
    e: (c * f - d * e) / det,
    f: (b * e - a * f) / det,
  };
}

/** Scale by `scale` and turn by `angle` radians (clockwise on screen) about the origin, then move by (dx, dy). */
export function similarity(scale: number, angle: number, dx: number, dy: number): Affine {
  const cos = Math.cos(angle) * scale;
  const sin = Math.sin(angle) * scale;
  return { a: cos, b: sin, c: -sin, d: cos, e: dx, f: dy };
}
