/** Turned squares around faces, which the landmark model looks at. Numbers only. */

import { type Affine, apply, compose, similarity } from '../math/affine.ts';
import { type Box, centreOf, type Point } from '../math/box.ts';
import { CHIN, eyeLine, eyes, FOREHEAD, MESH_POINTS, type Mesh, meanPoint } from './mesh.ts';

/** A square in a frame, px; `angle` in radians, clockwise on screen, is that of the face's eye line. */
export type Region = { centre: Point; side: number; angle: number };

/** The landmark model was trained on faces that fill two thirds of their square. */
const FACE_TO_REGION = 1.5;

/** The region to search for landmarks after a detection. */
export function regionOfDetection(box: Box, eyePair: [Point, Point]): Region {
  return {
    centre: centreOf(box),
    side: FACE_TO_REGION * Math.max(box.width, box.height),
    angle: eyeLine(eyePair),
  };
}

/** The region to search in the next frame, after a mesh was found in this one. */
export function regionOfMesh(mesh: Mesh): Region {
  const angle = eyeLine(eyes(mesh));
  const box = uprightBox(mesh, angle);
  return {
    centre: apply(similarity(1, angle, 0, 0), centreOf(box)),
    side: FACE_TO_REGION * Math.max(box.width, box.height),
    angle,
  };
}

/**
 * The mesh ends below the hairline, by this part of the distance from chin to its top: the median over 21 faces whose
 * boxes were drawn by hand (tests/fixtures/faceBoxes.json).
 */
const HAIRLINE = 0.14;

/** The box of a face: upright in the frame, from hairline to chin and from cheek to cheek. */
export function boxOfMesh(mesh: Mesh): Box {
  const top = meanPoint(mesh, [FOREHEAD]);
  const chin = meanPoint(mesh, [CHIN]);
  const hairline = { x: top.x + HAIRLINE * (top.x - chin.x), y: top.y + HAIRLINE * (top.y - chin.y) };
  return including(uprightBox(mesh, 0), hairline);
}

/** The box grown just enough to hold the point. */
function including(box: Box, { x, y }: Point): Box {
  const left = Math.min(box.x, x);
  const top = Math.min(box.y, y);
  return {
    x: left,
    y: top,
    width: Math.max(box.x + box.width, x) - left,
    height: Math.max(box.y + box.height, y) - top,
  };
}

/** The box around a mesh in a frame that is turned back by `angle` about its origin: upright with the face. */
export function uprightBox(mesh: Mesh, angle: number): Box {
  const turnBack = similarity(1, -angle, 0, 0);
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < mesh.length; i += 3) {
    const { x, y } = apply(turnBack, { x: mesh[i]!, y: mesh[i + 1]! });
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Maps the unit square to the region: (0, 0) is its top left, (1, 1) its bottom right. */
export function unitToRegion({ centre, side, angle }: Region): Affine {
  const turned = similarity(side, angle, centre.x, centre.y);
  return compose(turned, { a: 1, b: 0, c: 0, d: 1, e: -0.5, f: -0.5 });
}

/**
 * Landmarks from the model's input to the frame.
 * @param points f32 [468, 3] in px of a square input of `inputSide`
 */
export function meshInFrame(points: Float32Array, inputSide: number, region: Region): Mesh {
  const toFrame = unitToRegion(region);
  const mesh = new Float32Array(3 * MESH_POINTS);
  for (let i = 0; i < mesh.length; i += 3) {
    const point = apply(toFrame, { x: points[i]! / inputSide, y: points[i + 1]! / inputSide });
    mesh[i] = point.x;
    mesh[i + 1] = point.y;
    mesh[i + 2] = (points[i + 2]! / inputSide) * region.side;
  }
  return mesh;
}
