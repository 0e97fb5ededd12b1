/**
 * The square that the encoder sees: turned with the eye line, in the framing of FER2013, whose images the encoder was
 * trained on. Numbers only.
 */

import type { Point } from '../math/box.ts';
import { eyeLine, eyes, type Mesh, MOUTH_CORNERS, meanPoint } from './mesh.ts';
import type { Region } from './region.ts';
import { unitToRegion } from './region.ts';

/** Side of the framing in distances from the eyes' middle to the mouth's. */
const SIDE = 2.6;

/** Centre of the framing on the way from the eyes' middle (0) to the mouth's (1). */
const CENTRE = 0.5;

export function framingOf(mesh: Mesh): Region {
  const eyePair = eyes(mesh);
  const angle = eyeLine(eyePair);
  const eyeMiddle = { x: (eyePair[0].x + eyePair[1].x) / 2, y: (eyePair[0].y + eyePair[1].y) / 2 };
  const mouth = meanPoint(mesh, MOUTH_CORNERS);
  const height = Math.hypot(mouth.x - eyeMiddle.x, mouth.y - eyeMiddle.y);
  return {
    centre: {
      x: eyeMiddle.x + CENTRE * (mouth.x - eyeMiddle.x),
      y: eyeMiddle.y + CENTRE * (mouth.y - eyeMiddle.y),
    },
    side: SIDE * height,
    angle,
  };
}

/** Corners of a region, clockwise from its top left. */
export function corners(region: Region): [Point, Point, Point, Point] {
  const { a, b, c, d, e, f } = unitToRegion(region);
  return [
    { x: e, y: f },
    { x: a + e, y: b + f },
    { x: a + c + e, y: b + d + f },
    { x: c + e, y: d + f },
  ];
}
