/** Boxes and points in pixels of a frame, x to the right and y down. Numbers only. */

export type Point = { x: number; y: number };
export type Box = { x: number; y: number; width: number; height: number };

export function centreOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Intersection over union, 0–1; 0 for empty boxes. */
export function overlap(a: Box, b: Box): number {
  const shared = sharedArea(a, b);
  return shared && shared / (a.width * a.height + b.width * b.height - shared);
}

/** Intersection over the smaller of the two, 0–1: 1 when one lies within the other; 0 for empty boxes. */
export function covering(a: Box, b: Box): number {
  const shared = sharedArea(a, b);
  return shared && shared / Math.min(a.width * a.height, b.width * b.height);
}

/** Area of the intersection, px². */
export function sharedArea(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}
