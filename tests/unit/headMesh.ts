/** A made-up head for tests: points on an ellipsoid at the places that the vision layer reads, turned as told. */

import type { Mesh } from '../../src/vision/mesh.ts';

const RADIANS = Math.PI / 180;

/** px, x right, y down, z away from the camera, before any turn; the face looks at the camera. */
const POINTS: Record<number, [number, number, number]> = {
  10: [0, -90, -40], // forehead
  152: [0, 90, -40], // chin
  33: [-45, -30, -50],
  133: [-18, -30, -55],
  362: [18, -30, -55],
  263: [45, -30, -50],
  61: [-25, 40, -65],
  291: [25, 40, -65],
  234: [-70, 0, 20],
  454: [70, 0, 20],
};

export type Turn = { yaw?: number; pitch?: number; roll?: number; scale?: number; x?: number; y?: number };

/** @param turn degrees; yaw > 0 to the image's right, pitch > 0 up, roll > 0 clockwise */
export function headMesh({ yaw = 0, pitch = 0, roll = 0, scale = 1, x = 0, y = 0 }: Turn = {}): Mesh {
  const mesh = new Float32Array(468 * 3);
  for (let i = 0; i < 468; i++) {
    const point = POINTS[i] ?? POINTS[10]!;
    const [px, py, pz] = rolled(yawed(pitched(point, pitch), yaw), roll);
    mesh.set([px * scale + x, py * scale + y, pz * scale], 3 * i);
  }
  return mesh;
}

type Vector = [number, number, number];

/** The nose points to −z: turning up moves it to −y. */
function pitched([x, y, z]: Vector, degrees: number): Vector {
  const [cos, sin] = [Math.cos(degrees * RADIANS), Math.sin(degrees * RADIANS)];
  return [x, y * cos + z * sin, z * cos - y * sin];
}

/** Turning to the image's right moves the nose from −z to +x. */
function yawed([x, y, z]: Vector, degrees: number): Vector {
  const [cos, sin] = [Math.cos(degrees * RADIANS), Math.sin(degrees * RADIANS)];
  return [x * cos - z * sin, y, z * cos + x * sin];
}

/** Clockwise on screen. */
function rolled([x, y, z]: Vector, degrees: number): Vector {
  const [cos, sin] = [Math.cos(degrees * RADIANS), Math.sin(degrees * RADIANS)];
  return [x * cos - y * sin, x * sin + y * cos, z];
}
