/** A square that is moved and resized within a picture. Pure; lengths in the picture's px. */

import type { Square } from '../../vision/protocol.ts';

export type Bounds = { width: number; height: number };

/** Smaller squares would be enlarged to mush. */
const LEAST_SIDE = 24;

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

const largest = ({ width, height }: Bounds): number => Math.min(width, height);

/** Where most portraits have their face: in the middle, a little above it. */
export function firstSquare(bounds: Bounds): Square {
  const side = Math.round(largest(bounds) * 0.5);
  return moved({ x: (bounds.width - side) / 2, y: (bounds.height - side) * 0.4, side }, 0, 0, bounds);
}

export function moved({ x, y, side }: Square, dx: number, dy: number, { width, height }: Bounds): Square {
  return { x: clamp(x + dx, 0, width - side), y: clamp(y + dy, 0, height - side), side };
}

/** Larger or smaller about its middle, pushed back inside where it would leave the picture. */
export function scaled({ x, y, side }: Square, factor: number, bounds: Bounds): Square {
  const next = clamp(side * factor, Math.min(LEAST_SIDE, largest(bounds)), largest(bounds));
  const shift = (side - next) / 2;
  return moved({ x: x + shift, y: y + shift, side: next }, 0, 0, bounds);
}

/** Which corner is pulled: −1 left or top, 1 right or bottom. */
export type Corner = { x: -1 | 1; y: -1 | 1 };

/** The square whose corner was pulled to the point; the opposite corner stays. */
export function pulled({ x, y, side }: Square, corner: Corner, to: { x: number; y: number }, bounds: Bounds): Square {
  const fixed = { x: corner.x === 1 ? x : x + side, y: corner.y === 1 ? y : y + side };
  const room = Math.min(
    corner.x === 1 ? bounds.width - fixed.x : fixed.x,
    corner.y === 1 ? bounds.height - fixed.y : fixed.y,
  );
  const wanted = Math.max(corner.x * (to.x - fixed.x), corner.y * (to.y - fixed.y));
  const next = clamp(wanted, Math.min(LEAST_SIDE, room), room);
  return { x: corner.x === 1 ? fixed.x : fixed.x - next, y: corner.y === 1 ? fixed.y : fixed.y - next, side: next };
}
