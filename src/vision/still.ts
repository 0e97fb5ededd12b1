/** Faces of a single picture, small ones and large ones. Keeps nothing between pictures. */

import { distinct, type FaceFinder, type FoundFace, wholePicture } from './faceFinder.ts';
import type { Picture } from './patch.ts';
import type { Region } from './region.ts';

export type StillFace = FoundFace & { score: number };

/** As many as one prediction takes. */
const MOST_FACES = 8;

/** Side of the tiles in which small faces are searched, of the picture's longer side; neighbours overlap by half. */
const TILE = 0.5;

/** Below this no tile is needed: the detector sees every pixel it can use. px */
const SMALLEST_TILED = 800;

/** Largest first. */
export function facesOfPicture(finder: FaceFinder, picture: Picture): StillFace[] {
  const whole = [wholePicture(picture)];
  let detections = finder.detect(picture, [...whole, ...tiles(picture)], 'full');
  if (detections.length === 0) detections = finder.detect(picture, whole, 'short');
  const faces = detections.flatMap((detection) => {
    const face = finder.meshOf(picture, detection);
    return face ? [{ ...face, score: detection.score }] : [];
  });
  return distinct(faces, ({ box }) => box)
    .sort((a, b) => b.box.width * b.box.height - a.box.width * a.box.height)
    .slice(0, MOST_FACES);
}

/** Overlapping squares that cover a picture. */
export function tiles({ width, height }: { width: number; height: number }): Region[] {
  const side = TILE * Math.max(width, height);
  if (Math.max(width, height) < SMALLEST_TILED) return [];
  const centres = (length: number) => {
    const count = Math.max(1, Math.ceil((2 * (length - side)) / side) + 1);
    const last = Math.max(length - side, 0);
    return Array.from({ length: count }, (_, i) => side / 2 + (count > 1 ? (i * last) / (count - 1) : 0));
  };
  return centres(height).flatMap((y) => centres(width).map((x) => ({ centre: { x, y }, side, angle: 0 })));
}
