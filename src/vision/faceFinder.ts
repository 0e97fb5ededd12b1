/** Finds faces in one picture: detector on regions, then the landmark model on each candidate. Keeps nothing between. */

import { apply } from '../math/affine.ts';
import { type Box, overlap, type Point } from '../math/box.ts';
import { type Detection, type FaceModels, LANDMARK_INPUT } from './mediapipe.ts';
import type { Mesh } from './mesh.ts';
import { createSheet, drawRegion, type Picture, type Sheet } from './patch.ts';
import { boxOfMesh, meshInFrame, type Region, regionOfDetection, regionOfMesh, unitToRegion } from './region.ts';

/** Which detector: `short` for large faces, `full` for small ones too. */
export type Detector = 'short' | 'full';

export type FoundFace = { mesh: Mesh; box: Box /** The landmark model's, 0–1. */; presence: number };

export type FaceFinder = {
  /** Faces in any of the regions, best first, one for each face. */
  detect: (picture: Picture, regions: Region[], detector: Detector) => Detection[];
  /** The face in a region, or null when the landmark model sees none. */
  meshIn: (picture: Picture, region: Region) => FoundFace | null;
  /** The face of a detection: the mesh is found twice, the second time in the square that the first one gives. */
  meshOf: (picture: Picture, detection: Detection) => FoundFace | null;
};

/** Side of what a detector is shown, px. Its own inputs are smaller (128, 192); its boxes come in whole pixels of this. */
const DETECTOR_SHEET = 384;

/** Two boxes that overlap more than this are of one face (IoU). */
const SAME_FACE = 0.35;

/** Real faces give 0.99 and more, even in profile. */
const MIN_PRESENCE = 0.9;

export function createFaceFinder(models: FaceModels): FaceFinder {
  const detectorSheet = createSheet(DETECTOR_SHEET);
  const meshSheet = createSheet(LANDMARK_INPUT);

  const detectIn = (picture: Picture, region: Region, detector: Detector): Detection[] => {
    drawRegion(detectorSheet, picture, region);
    const found =
      detector === 'short' ? models.detectShort(detectorSheet.canvas) : models.detectFull(detectorSheet.canvas);
    return found.map((detection) => fromSheet(detection, detectorSheet, region));
  };

  const meshIn: FaceFinder['meshIn'] = (picture, region) => {
    drawRegion(meshSheet, picture, region);
    const { points, presence } = models.landmarks(meshSheet.canvas);
    if (presence < MIN_PRESENCE) return null;
    const mesh = meshInFrame(points, LANDMARK_INPUT, region);
    return { mesh, box: boxOfMesh(mesh), presence };
  };

  return {
    detect: (picture, regions, detector) =>
      distinct(
        regions.flatMap((region) => detectIn(picture, region, detector)).sort((a, b) => b.score - a.score),
        ({ box }) => box,
      ),
    meshIn,
    meshOf: (picture, { box, eyes }) => {
      const rough = meshIn(picture, regionOfDetection(box, eyes));
      return rough && meshIn(picture, regionOfMesh(rough.mesh));
    },
  };
}

/** The items whose boxes do not overlap that of an earlier one. */
export function distinct<T>(items: T[], boxOf: (item: T) => Box): T[] {
  const kept: T[] = [];
  for (const item of items) {
    if (!kept.some((other) => overlap(boxOf(other), boxOf(item)) > SAME_FACE)) kept.push(item);
  }
  return kept;
}

function fromSheet({ box, eyes, score }: Detection, { canvas }: Sheet, region: Region): Detection {
  const toFrame = unitToRegion(region);
  const map = ({ x, y }: Point) => apply(toFrame, { x: x / canvas.width, y: y / canvas.width });
  const scale = region.side / canvas.width;
  return {
    box: { ...map(box), width: box.width * scale, height: box.height * scale },
    eyes: [map(eyes[0]), map(eyes[1])],
    score,
  };
}
