/** The face mesh: 468 points in px of a frame, and the few of them that have a meaning here. Numbers only. */

import type { Point } from '../math/box.ts';

/** f32 [468, 3]: x, y in frame px, depth in the same unit (negative towards the camera). */
export type Mesh = Float32Array;

export type Point3 = { x: number; y: number; z: number };

export const MESH_POINTS = 468;

/** Indices in MediaPipe's canonical face mesh; left and right are the image's, for an upright face. */
export const LEFT_EYE_CORNERS = [33, 133] as const;
export const RIGHT_EYE_CORNERS = [362, 263] as const;
export const MOUTH_CORNERS = [61, 291] as const;
export const FOREHEAD = 10;
export const CHIN = 152;

/** Mean of some points of the mesh. */
export function meanPoint(mesh: Mesh, indices: readonly number[]): Point3 {
  const sum = { x: 0, y: 0, z: 0 };
  for (const index of indices) {
    sum.x += mesh[3 * index] ?? 0;
    sum.y += mesh[3 * index + 1] ?? 0;
    sum.z += mesh[3 * index + 2] ?? 0;
  }
  const count = indices.length;
  return { x: sum.x / count, y: sum.y / count, z: sum.z / count };
}

/** Centres of the two eyes, image's left first. */
export function eyes(mesh: Mesh): [Point3, Point3] {
  return [meanPoint(mesh, LEFT_EYE_CORNERS), meanPoint(mesh, RIGHT_EYE_CORNERS)];
}

/** Angle of the line through two eyes, radians, clockwise on screen. */
export function eyeLine([left, right]: [Point, Point]): number {
  return Math.atan2(right.y - left.y, right.x - left.x);
}
