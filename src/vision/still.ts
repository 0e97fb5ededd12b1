/** Faces of a single picture, small ones and large ones. Keeps nothing between pictures. */

import { distinct, type FaceFinder, type FoundFace, type Search } from './faceFinder.ts';
import type { Picture } from './patch.ts';
import { regionOfDetection } from './region.ts';
import { tiles, wholePicture } from './tiles.ts';

export type StillFace = FoundFace & { score: number };

/** As many as one prediction takes. */
const MOST_FACES = 8;

/** Largest first. */
export function facesOfPicture(finder: FaceFinder, picture: Picture): StillFace[] {
  const whole = wholePicture(picture);
  const searches: Search[] = [
    { region: whole, detector: 'short' },
    ...[whole, ...tiles(picture)].map((region) => ({ region, detector: 'full' as const })),
  ];
  const faces = finder.detect(picture, searches).flatMap(({ box, eyes, score }) => {
    const face = finder.meshNear(picture, regionOfDetection(box, eyes));
    return face ? [{ ...face, score }] : [];
  });
  return distinct(faces, ({ box }) => box)
    .sort((a, b) => b.box.width * b.box.height - a.box.width * a.box.height)
    .slice(0, MOST_FACES);
}
