/** Where to search a picture so that small faces fill enough of the detector's input. Numbers only. */

import type { Region } from './region.ts';

type Size = { width: number; height: number };

/** Side of a tile, of the picture's longer side; neighbours overlap by half, so that a face is whole in one of them. */
const TILE = 0.5;
/** The same for the smallest faces of a mashup, where there is time to look for them. */
export const FINE_TILE = 1 / 3;

/** Longer side below which no tile is needed: the detector sees faces of 60 px in the whole picture. px */
const SMALLEST_TILED = 800;

/** The smallest upright square around a picture. */
export function wholePicture({ width, height }: Size): Region {
  return { centre: { x: width / 2, y: height / 2 }, side: Math.max(width, height), angle: 0 };
}

/** Overlapping squares that cover a picture; none for a small one. @param share their side, of the picture's longer one */
export function tiles({ width, height }: Size, share = TILE): Region[] {
  const longer = Math.max(width, height);
  if (longer < SMALLEST_TILED) return [];
  const side = share * longer;
  return centres(height, side).flatMap((y) => centres(width, side).map((x) => ({ centre: { x, y }, side, angle: 0 })));
}

/** Centres of equally spaced stretches of `side` that cover `length` and overlap by half or more. */
function centres(length: number, side: number): number[] {
  if (length <= side) return [length / 2];
  const steps = Math.ceil((2 * (length - side)) / side);
  return Array.from({ length: steps + 1 }, (_, i) => side / 2 + (i * (length - side)) / steps);
}
