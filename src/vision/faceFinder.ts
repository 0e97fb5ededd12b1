/** Finds faces in one picture: detector on regions, then the landmark model on each candidate. Keeps nothing between. */

import { apply } from '../math/affine.ts';
import { type Box, centreOf, covering, type Point } from '../math/box.ts';
import { type Detection, type FaceModels, LANDMARK_INPUT } from './mediapipe.ts';
import { eyeLine, type Mesh } from './mesh.ts';
import { createSheet, drawRegion, type Picture, type Sheet } from './patch.ts';
import { boxOfMesh, meshInFrame, type Region, regionOfMesh, unitToRegion } from './region.ts';

/** Where to look, and with which detector: `short` for large faces, `full` for small ones. */
export type Search = { region: Region; detector: 'short' | 'full' };

export type FoundFace = { mesh: Mesh; box: Box /** The landmark model's, 0–1. */; presence: number };

export type FaceFinder = {
  /** Faces in any of the searches, best first, one for each face. */
  detect: (picture: Picture, searches: Search[]) => Detection[];
  /** A doubtful face looked at again from near by, turned by `angle` (radians): what is seen there, or null. */
  closeUp: (picture: Picture, box: Box, angle: number) => Detection | null;
  /** The face in a region or at its edge, or null when the landmark model sees none. */
  meshNear: (picture: Picture, region: Region) => FoundFace | null;
};

/** Side of what a detector is shown, px. Its own inputs are smaller (128, 192); its boxes come in whole pixels of this. */
const DETECTOR_SHEET = 384;

/** Two boxes of which one covers more than this of the other are of one face, however their sizes differ. */
const SAME_FACE = 0.5;

/** Scores from here on need no second look. */
const SURE = 0.5;

/** The side of that look, in sides of the detected box: faces of half the picture are what the short range is best at. */
const ZOOM = 2;

/** Real faces in the middle of the region give 0.99 and more, even in profile; at its edge they may give less. */
const MIN_PRESENCE = 0.9;
const MIN_PRESENCE_AT_EDGE = 0.5;

/** A mesh at the edge of its region is pulled inwards; it is searched again where it points, at most so many times. */
const MOST_SEARCHES = 3;

export function createFaceFinder(models: FaceModels): FaceFinder {
  const detectorSheet = createSheet(DETECTOR_SHEET);
  const meshSheet = createSheet(LANDMARK_INPUT);

  const detectIn = (picture: Picture, { region, detector }: Search): Detection[] => {
    drawRegion(detectorSheet, picture, region);
    const detect = detector === 'short' ? models.detectShort : models.detectFull;
    return detect(detectorSheet.canvas).map((detection) => fromSheet(detection, detectorSheet, region));
  };

  const meshIn = (picture: Picture, region: Region): FoundFace | null => {
    drawRegion(meshSheet, picture, region);
    const { points, presence } = models.landmarks(meshSheet.canvas);
    if (presence < MIN_PRESENCE_AT_EDGE) return null;
    const mesh = meshInFrame(points, LANDMARK_INPUT, region);
    return { mesh, box: boxOfMesh(mesh), presence };
  };

  const closeUp: FaceFinder['closeUp'] = (picture, box, angle) => {
    const region = { centre: centreOf(box), side: ZOOM * Math.max(box.width, box.height), angle };
    const closer = detectIn(picture, { region, detector: 'short' });
    return closer.find((face) => face.score >= SURE && covering(face.box, box) > SAME_FACE) ?? null;
  };

  return {
    closeUp,
    detect: (picture, searches) => {
      const found = searches.flatMap((search) => detectIn(picture, search)).sort((a, b) => b.score - a.score);
      return distinct(found, ({ box }) => box)
        .map((face) => (face.score >= SURE ? face : closeUp(picture, face.box, eyeLine(face.eyes))))
        .filter((face) => face !== null);
    },
    meshNear: (picture, start) => {
      let region = start;
      let face = meshIn(picture, region);
      for (let searches = 1; face && searches < MOST_SEARCHES; searches++) {
        const next = regionOfMesh(face.mesh);
        if (closeTo(next, region)) break;
        region = next;
        face = meshIn(picture, region);
      }
      return face && face.presence >= MIN_PRESENCE ? face : null;
    },
  };
}

/** Whether a face sits in both regions so alike that the landmark model sees the same. */
function closeTo(a: Region, b: Region): boolean {
  const distance = Math.hypot(a.centre.x - b.centre.x, a.centre.y - b.centre.y);
  const turn = Math.abs(Math.sin((a.angle - b.angle) / 2));
  return distance < 0.08 * b.side && Math.abs(Math.log(a.side / b.side)) < 0.15 && turn < 0.08;
}

/** The items that show another face than those before them. */
export function distinct<T>(items: T[], boxOf: (item: T) => Box): T[] {
  const kept: T[] = [];
  for (const item of items) {
    if (!kept.some((other) => covering(boxOf(other), boxOf(item)) > SAME_FACE)) kept.push(item);
  }
  return kept;
}

function fromSheet({ box, eyes, score }: Detection, { canvas }: Sheet, region: Region): Detection {
  const toFrame = unitToRegion(region);
  const map = ({ x, y }: Point) => apply(toFrame, { x: x / canvas.width, y: y / canvas.width });
  const scale = region.side / canvas.width;
  // Boxes of detectors are squares about a centre: in a turned region only the centre turns.
  const centre = map(centreOf(box));
  const width = box.width * scale;
  const height = box.height * scale;
  return {
    box: { x: centre.x - width / 2, y: centre.y - height / 2, width, height },
    eyes: [map(eyes[0]), map(eyes[1])],
    score,
  };
}
