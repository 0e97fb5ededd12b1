/** How a head is turned, from its mesh. Numbers only. */

import { CHIN, eyeLine, eyes, FOREHEAD, type Mesh, meanPoint, type Point3 } from './mesh.ts';
import type { Pose } from './protocol.ts';

const DEGREES = 180 / Math.PI;

/** What people who look straight at the camera measure, degrees: the median over 500 press photographs (LFW). */
const LEVEL_PITCH = -6;

/**
 * Axes of the face: from its image-left to its image-right eye, and from forehead to chin. Their cross product is the
 * direction in which the face looks. The mesh's depth is the model's
 * estimate, better for yaw than for pitch.
 */
export function poseOf(mesh: Mesh): Pose {
  const eyePair = eyes(mesh);
  const across = difference(eyePair[1], eyePair[0]);
  const down = difference(meanPoint(mesh, [CHIN]), meanPoint(mesh, [FOREHEAD]));
  // x right, y down, z away from the camera: down × across points out of the face.
  const out = cross(down, across);
  // Yaw and pitch are about the head's own axes, so its tilt on the screen is undone first.
  const roll = eyeLine(eyePair);
  const x = out.x * Math.cos(roll) + out.y * Math.sin(roll);
  const y = out.y * Math.cos(roll) - out.x * Math.sin(roll);
  return {
    yaw: Math.atan2(x, -out.z) * DEGREES,
    pitch: Math.atan2(-y, Math.hypot(x, out.z)) * DEGREES - LEVEL_PITCH,
    roll: roll * DEGREES,
  };
}

function difference(a: Point3, b: Point3): Point3 {
  return { x: a.x - b.x, y: a.y - b.y, z: a.z - b.z };
}

function cross(a: Point3, b: Point3): Point3 {
  return { x: a.y * b.z - a.z * b.y, y: a.z * b.x - a.x * b.z, z: a.x * b.y - a.y * b.x };
}
