/** Faces of a single picture, small ones and large ones. Keeps nothing between pictures. */

import { distinct, type FaceFinder, type FoundFace } from './faceFinder.ts';
import type { Picture } from './patch.ts';
import { tiles, wholePicture } from './tiles.ts';

export type StillFace = FoundFace & { score: number };

/** As many as one prediction takes. */
const MOST_FACES = 8;

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
