/**
 * Eyes, mouth and inner face of a stored sample, from its landmarks: what SSLFER's MaskFN and FaceSwap work on (Shu et
 * al., BMVC 2022). Derived whenever it is needed, so that nothing is stored twice. Numbers only.
 */

import { type Box, centreOf, type Point } from './box.ts';
import { convexHull } from './convexHull.ts';

/**
 * In units of the stored crop's side, 0–1 inside it: times `wideSide` of faceCrop.ts they are px of the wide crop. Left and
 * right are the image's.
 */
export type FaceRegions = {
  /** Upright boxes around the lids, with a margin. */
  leftEye: Box;
  rightEye: Box;
  /** Around the lips' outer edge, with a margin. */
  mouth: Box;
  /** Convex, clockwise on screen: eyes with brows, and nose with mouth. Their union is the inner face. */
  upper: Point[];
  lower: Point[];
  /** Points on the lids of both eyes, and on the lips' outer edge. */
  leftLids: Point[];
  rightLids: Point[];
  lips: Point[];
  /** Brows, eyes, nose and mouth, point by point the same in every face: what one face is laid over another by. */
  features: Point[];
  /** Between the middles of the two eyes: the measure for blurs. */
  eyeDistance: number;
};

/** Indices in MediaPipe's canonical face mesh (face_mesh_connections). */
const LEFT_EYE = [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246];
const RIGHT_EYE = [263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466];
const LEFT_BROW = [46, 53, 52, 65, 55, 70, 63, 105, 66, 107];
const RIGHT_BROW = [276, 283, 282, 295, 285, 300, 293, 334, 296, 336];
const NOSE = [168, 6, 197, 195, 5, 4, 1, 19, 94, 2, 98, 97, 326, 327, 64, 294, 48, 278, 115, 344];
const LIPS = [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185];

/** Added on each side of an eye's or the mouth's box, in its longer side: lids and lips have their shape around them. */
const MARGIN = 0.25;

/** Smallest distance of the eyes, in sides of the stored crop: a third of what a face seen from the front has. */
const NARROWEST = 0.08;

/** @param landmarks f32 [468, 2] in units of the stored crop's side, as `SampleImage` has them */
export function faceRegions(landmarks: Float32Array): FaceRegions {
  const at = (indices: readonly number[]): Point[] =>
    indices.map((i) => ({ x: landmarks[2 * i] ?? 0, y: landmarks[2 * i + 1] ?? 0 }));
  const [leftLids, rightLids] = [at(LEFT_EYE), at(RIGHT_EYE)];
  const eyes = [...leftLids, ...rightLids];
  const brows = [...at(LEFT_BROW), ...at(RIGHT_BROW)];
  const [nose, lips] = [at(NOSE), at(LIPS)];
  const [leftEye, rightEye] = [boxAround(leftLids), boxAround(rightLids)];
  const [left, right] = [centreOf(leftEye), centreOf(rightEye)];
  return {
    leftEye,
    rightEye,
    mouth: boxAround(lips),
    leftLids,
    rightLids,
    lips,
    upper: convexHull([...eyes, ...brows]),
    lower: convexHull([...nose, ...lips]),
    features: [...brows, ...eyes, ...nose, ...lips],
    eyeDistance: Math.hypot(right.x - left.x, right.y - left.y),
  };
}

/** Whether the landmarks are those of a face in the crop: not astray, not in one point. */
export function hasFace(landmarks: Float32Array): boolean {
  const { eyeDistance, features } = faceRegions(landmarks);
  return eyeDistance > NARROWEST && features.every(({ x, y }) => x > 0 && x < 1 && y > 0 && y < 1);
}

function boxAround(points: readonly Point[]): Box {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const margin = MARGIN * Math.max(width, height);
  return { x: left - margin, y: top - margin, width: width + 2 * margin, height: height + 2 * margin };
}
