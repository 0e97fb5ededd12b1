/** Glasses. Knows no expression. */

import * as THREE from 'three';
import type { Head } from '../head.ts';
import { eyeCentre } from './eyes.ts';

/** Full-rim glasses on the bridge of the nose. */
export function createGlasses(head: Head, vertices: Float32Array, colour: string): THREE.Group {
  const group = new THREE.Group();
  const material = new THREE.MeshPhysicalMaterial({
    color: colour,
    roughness: 0.25,
    clearcoat: 0.6,
  });
  const tube = (points: THREE.Vector3[], radius: number, closed: boolean) => {
    const mesh = new THREE.Mesh(
      new THREE.TubeGeometry(new THREE.CatmullRomCurve3(points, closed), 64, radius, 8, closed),
      material,
    );
    mesh.castShadow = mesh.receiveShadow = true;
    group.add(mesh);
  };
  for (const side of ['L', 'R'] as const) {
    const eye = eyeCentre(head, vertices, side);
    const sign = Math.sign(eye.x);
    const front = eye.z + 3.1;
    // A rounded rectangle, a little lower than the eye.
    const rim = Array.from({ length: 28 }, (_, i) => {
      const a = (2 * Math.PI * i) / 28;
      const round = (t: number) => Math.sign(t) * Math.abs(t) ** 0.62;
      return new THREE.Vector3(
        eye.x + sign * 0.25 + 2.35 * round(Math.cos(a)),
        eye.y - 0.35 + 1.75 * round(Math.sin(a)),
        front - 0.04 * (eye.x * sign + 2.5 * Math.cos(a) * sign - 3) ** 2,
      );
    });
    tube(rim, 0.11, true);
    const hinge = new THREE.Vector3(eye.x + sign * 2.75, eye.y + 0.4, front - 0.3);
    tube(
      [
        hinge,
        new THREE.Vector3(sign * 7.3, eye.y + 0.5, eye.z - 2),
        new THREE.Vector3(sign * 7.9, eye.y + 0.3, eye.z - 7),
      ],
      0.11,
      false,
    );
  }
  const [left, right] = [eyeCentre(head, vertices, 'L'), eyeCentre(head, vertices, 'R')];
  const y = left.y + 0.25;
  tube(
    [
      new THREE.Vector3(right.x + 2.25, y, right.z + 2.95),
      new THREE.Vector3(0, y + 0.35, left.z + 3.3),
      new THREE.Vector3(left.x - 2.25, y, left.z + 2.95),
    ],
    0.13,
    false,
  );
  return group;
}
