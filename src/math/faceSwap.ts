/**
 * Lays the inner face of one picture over that of another: SSLFER's FaceSwap (Shu et al., BMVC 2022; the steps of the
 * released code, which is dlib's, on grey crops and the face mesh). Numbers only.
 */

import { type Affine, apply, invert } from './affine.ts';
import { blurred } from './blur.ts';
import type { Point } from './box.ts';
import { type FaceRegions, faceRegions, hasFace } from './faceRegions.ts';
import { fitSimilarity } from './fitSimilarity.ts';

/** A wide crop u8 [side · side] with its mesh f32 [468, 2] in units of the stored crop's side. */
export type GreyFace = { pixels: Uint8Array; landmarks: Float32Array };

/**
 * Standard deviations of the blur whose ratio matches the light, and of the mask's soft edge, in distances of the eyes (ours).
 * The released code's kernel of 0.6 in all deviates by about 0.1: through so little blur the other's open mouth is seen.
 */
const LIGHT_BLUR = 0.6;
const FEATHER = 0.06;

/** Beyond these the two faces are seen too differently, or a mesh went astray (ours). */
const MOST_SCALE = 1.6;
const MOST_TURN = Math.PI / 4;

/** Darkest light to divide by, 0–255. */
const DARKEST = 4;

/**
 * The crop `onto` with brows, eyes, nose and mouth of `donor`, in the light of `onto`; a new array. null where it cannot be
 * made: the caller keeps the donor's crop.
 */
export function swapFace(donor: GreyFace, onto: GreyFace): Uint8Array | null {
  const side = Math.sqrt(onto.pixels.length);
  if (donor.pixels.length !== onto.pixels.length || !hasFace(donor.landmarks) || !hasFace(onto.landmarks)) return null;
  const [from, to] = [regionsIn(donor, side), regionsIn(onto, side)];
  const fit = fitSimilarity(from.features, to.features);
  if (!fit) return null;
  const scale = Math.hypot(fit.a, fit.b);
  if (scale > MOST_SCALE || scale < 1 / MOST_SCALE || Math.abs(Math.atan2(fit.b, fit.a)) > MOST_TURN) return null;
  const moved = warped(donor.pixels, side, invert(fit));
  const lightOf = (pixels: ArrayLike<number>) => blurred(pixels, side, LIGHT_BLUR * to.eyeDistance);
  const [light, own] = [lightOf(onto.pixels), lightOf(moved)];
  const over = (points: readonly Point[]) => points.map((point) => apply(fit, point));
  // Both inner faces: else brows or an open mouth of the other would look out from below (as the dlib code has it).
  const mask = softMask([to.upper, to.lower, over(from.upper), over(from.lower)], side, FEATHER * to.eyeDistance);
  return Uint8Array.from(onto.pixels, (pixel, i) => {
    const lit = (moved[i]! * light[i]!) / Math.max(DARKEST, own[i]!);
    return Math.round(pixel + mask[i]! * (Math.min(255, lit) - pixel));
  });
}

/** Regions in px of the crop. */
function regionsIn({ landmarks }: GreyFace, side: number): FaceRegions {
  return faceRegions(landmarks.map((value) => value * side));
}

/** Bilinear; beyond the border it goes on as at it. @param back from a place of the result to one of `pixels` */
function warped(pixels: Uint8Array, side: number, back: Affine): Float32Array {
  const at = (column: number, row: number): number => {
    const inside = (place: number) => Math.min(side - 1, Math.max(0, place));
    return pixels[inside(row) * side + inside(column)]!;
  };
  return Float32Array.from({ length: side * side }, (_, i) => {
    const { x, y } = apply(back, { x: (i % side) + 0.5, y: Math.floor(i / side) + 0.5 });
    const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
    const [u, v] = [x - 0.5 - left, y - 0.5 - top];
    return (
      (1 - v) * ((1 - u) * at(left, top) + u * at(left + 1, top)) +
      v * ((1 - u) * at(left, top + 1) + u * at(left + 1, top + 1))
    );
  });
}

/** 1 within the shapes, falling to 0 around them: a seam would tell which faces were made. */
function softMask(shapes: readonly Point[][], side: number, deviation: number): Float32Array {
  const hard = Float32Array.from({ length: side * side }, (_, i) => {
    const place = { x: (i % side) + 0.5, y: Math.floor(i / side) + 0.5 };
    return Number(shapes.some((shape) => within(place, shape)));
  });
  // Grown by the blur's reach first, so that the inner face itself is whole.
  const grown = blurred(hard, side, deviation).map((value) => Number(value > 0));
  return blurred(grown, side, deviation);
}

/** @param shape convex, clockwise on screen */
function within({ x, y }: Point, shape: readonly Point[]): boolean {
  return shape.every((from, i) => {
    const to = shape[(i + 1) % shape.length] ?? from;
    return (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x) >= 0;
  });
}
