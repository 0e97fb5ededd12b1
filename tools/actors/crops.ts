/** Grey crops of rendered faces in the framing of the base model, from the known geometry. Knows no renderer. */

import { compose, similarity } from '../../src/math/affine.ts';
import type { Box, Point } from '../../src/math/box.ts';
import { sampleGrey } from '../../src/math/faceCrop.ts';

/** Side of the base model's input, px. */
export const CROP_SIDE = 48;

export type FaceGeometry = { leftEye: Point; rightEye: Point; mouth: Point; box: Box };

/** A face mesh ends below the hairline, so that its box has this part of the height. */
const MESH_HEIGHT = 0.88;

/** The framing of src/vision/framing.ts with the box and the features that are known here. */
const SIDE = 1.156;
const TOWARDS_BOX = 0.5;
const RAISED = 0.064;

/** @param scale of the framing about its centre, to see how much depends on it */
export function cropFace(pixels: Uint8Array, width: number, height: number, face: FaceGeometry, scale = 1): Uint8Array {
  const { leftEye, rightEye, mouth, box } = face;
  const angle = Math.atan2(leftEye.y - rightEye.y, leftEye.x - rightEye.x); // the picture's right eye is the left one
  const meshHeight = MESH_HEIGHT * box.height;
  const side = SIDE * Math.sqrt(box.width * meshHeight);
  const features = {
    x: (leftEye.x + rightEye.x) / 4 + mouth.x / 2,
    y: (leftEye.y + rightEye.y) / 4 + mouth.y / 2,
  };
  const middle = { x: box.x + box.width / 2, y: box.y + box.height - meshHeight / 2 };
  const centre = {
    x: features.x + TOWARDS_BOX * (middle.x - features.x) + RAISED * side * Math.sin(angle),
    y: features.y + TOWARDS_BOX * (middle.y - features.y) - RAISED * side * Math.cos(angle),
  };
  const toSource = compose(similarity(scale * side, angle, centre.x, centre.y), {
    a: 1,
    b: 0,
    c: 0,
    d: 1,
    e: -0.5,
    f: -0.5,
  });
  return sampleGrey(
    new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, pixels.length),
    width,
    height,
    CROP_SIDE,
    toSource,
  );
}
