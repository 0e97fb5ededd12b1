/** The real photographs with their hand-drawn boxes, and ways to show a face of them in a frame. */

import { type Affine, apply, compose, similarity } from '../../src/math/affine.ts';
import { type Box, centreOf, type Point } from '../../src/math/box.ts';
import boxes from '../fixtures/faceBoxes.json' with { type: 'json' };
import { PHOTOS, type Scene } from './visionHarness.ts';

export type Photo = (typeof boxes.photos)[number];
export const photos: Photo[] = boxes.photos;

export type MarkedFace = { photo: Photo; box: Box };
export const markedFaces: MarkedFace[] = photos.flatMap((photo) => photo.faces.map((box) => ({ photo, box })));

/** Where a face is to be shown: its height in px, its turn in degrees, the centre of its box. */
export type Placement = { height: number; degrees: number; at: Point };

/** From px of the photograph to px of the frame. */
export function placed(box: Box, { height, degrees, at }: Placement): Affine {
  const { x, y } = centreOf(box);
  const toOrigin = { a: 1, b: 0, c: 0, d: 1, e: -x, f: -y };
  return compose(similarity(height / box.height, (degrees * Math.PI) / 180, at.x, at.y), toOrigin);
}

/** The upright box around a face (an ellipse in its hand-drawn box) after a map. */
export function boxAfter(box: Box, map: Affine): Box {
  const { x, y } = apply(map, centreOf(box));
  const width = Math.hypot(map.a * box.width, map.c * box.height);
  const height = Math.hypot(map.b * box.width, map.d * box.height);
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** A camera-sized frame that shows whole photographs or parts of them. */
export function scene(layers: Scene['layers'], size = { width: 640, height: 480 }): Scene {
  return { ...size, ground: '#8a8f94', layers };
}

export function layer(photo: Photo, map: Affine, clip?: Box): Scene['layers'][number] {
  return { image: `${PHOTOS}${photo.file}`, map, ...(clip && { clip }) };
}

/** The part of a photograph that shows one face and little else. */
export function headOf(box: Box): Box {
  const { x, y, width, height } = box;
  return { x: x - 0.2 * width, y: y - 0.25 * height, width: 1.4 * width, height: 1.35 * height };
}
