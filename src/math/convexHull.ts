/** The convex hull of points in a plane. Numbers only. */

import type { Point } from './box.ts';

/** Corners of the smallest convex shape that holds the points, clockwise on screen, each once (Andrew's monotone chain). */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y);
  const upper = chain(sorted);
  const lower = chain(sorted.toReversed());
  // Each half ends where the other begins; a single point is both.
  return upper.length === 1 ? upper : [...upper.slice(0, -1), ...lower.slice(0, -1)];
}

/** The half of the hull that turns clockwise from the first point to the last. */
function chain(sorted: readonly Point[]): Point[] {
  const hull: Point[] = [];
  for (const point of sorted) {
    while (hull.length > 1 && !clockwise(hull.at(-2)!, hull.at(-1)!, point)) hull.pop();
    if (point.x !== hull.at(-1)?.x || point.y !== hull.at(-1)?.y) hull.push(point);
  }
  return hull;
}

/** Whether a → b → c turns clockwise on screen, where y points down. */
const clockwise = (a: Point, b: Point, c: Point): boolean => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) > 0;
