/** Brows, lashes and beard: strands rooted in the moving skin. Knows no expression: it follows whatever vertices it is given. */

import * as THREE from 'three';
import { between, createRng, normal } from '../../../src/math/rng.ts';
import { beardMask, browLine } from '../faceMap.ts';
import { type Head, trianglesOf } from '../head.ts';
import type { Person } from '../person.ts';
import type { Vec3 } from '../scalp.ts';
import type { Strand } from './strands.ts';

/** A hair in the frame of the skin triangle it grows from. */
type Rooted = {
  corners: [number, number, number];
  u: number;
  v: number;
  /** Direction: along the triangle's frame (right, up, out of the skin). */
  lean: Vec3;
  bend: Vec3;
  length: number;
  width: number;
  colour: THREE.Color;
};

const STEPS = 3;

/** Finds the skin triangle over a point of the rest head's front view. */
function locate(
  head: Head,
  triangles: readonly number[],
  x: number,
  y: number,
): Pick<Rooted, 'corners' | 'u' | 'v'> | undefined {
  let best: (Pick<Rooted, 'corners' | 'u' | 'v'> & { z: number }) | undefined;
  for (let i = 0; i < triangles.length; i += 3) {
    const corners: [number, number, number] = [triangles[i]!, triangles[i + 1]!, triangles[i + 2]!];
    const [a, b, c] = corners.map((vertex) => [
      head.positions[3 * vertex]!,
      head.positions[3 * vertex + 1]!,
      head.positions[3 * vertex + 2]!,
    ]) as [Vec3, Vec3, Vec3];
    const det = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
    const u = ((x - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (y - a[1])) / det;
    const v = ((b[0] - a[0]) * (y - a[1]) - (x - a[0]) * (b[1] - a[1])) / det;
    if (!(u >= 0 && v >= 0 && u + v <= 1)) continue;
    const z = a[2] + u * (b[2] - a[2]) + v * (c[2] - a[2]);
    if (!best || z > best.z) best = { corners, u, v, z };
  }
  return best;
}

function plantBrows(head: Head, person: Person): Rooted[] {
  const rng = createRng(person.seed + 3000);
  const colour = new THREE.Color(person.hair.brows);
  const skin = trianglesOf(head, ['face']).filter(nearBrow(head));
  const hairs: Rooted[] = [];
  for (const side of [-1, 1]) {
    for (let i = 0; i < 330 * person.hair.browDensity; i++) {
      const t = rng.uniform() ** 0.9; // 0 at the root of the nose to 1 at the temple
      const x = 1.15 + 4.3 * t;
      const thick = 0.33 * (1 - 0.75 * t ** 1.6) * Math.min(1, 0.55 + 3 * t);
      const y = browLine(x) + thick * between(rng, -1, 1);
      const place = locate(head, skin, side * x, y);
      if (!place) continue;
      // Upright at the inner end, lying outwards further on, and drawn together from above and below.
      const along = Math.min(1, 0.25 + 2.2 * t);
      const towards = (browLine(x) - y) * 0.7;
      hairs.push({
        ...place,
        lean: [side * along, 1 - along + towards + 0.12 * normal(rng) - 0.25 * t, 0.28],
        bend: [side * 0.25, -0.15, -0.3],
        length: between(rng, 0.55, 0.85) * (1 - 0.25 * t),
        width: 0.06,
        colour: colour.clone().multiplyScalar(Math.exp(0.2 * normal(rng))),
      });
    }
  }
  return hairs;
}

function nearBrow(head: Head): (vertex: number, index: number, all: number[]) => boolean {
  const inside = (vertex: number) => {
    const [x, y, z] = [
      Math.abs(head.positions[3 * vertex]!),
      head.positions[3 * vertex + 1]!,
      head.positions[3 * vertex + 2]!,
    ];
    return x > 0.5 && x < 6.5 && y > 4.2 && y < 7 && z > 4;
  };
  return (_, index, all) => {
    const first = index - (index % 3);
    return inside(all[first]!) && inside(all[first + 1]!) && inside(all[first + 2]!);
  };
}

/** Vertices of the lid margins: the open edge of the face around each eye. */
function lidMargin(head: Head): { vertex: number; triangle: [number, number, number] }[] {
  const triangles = trianglesOf(head, ['face']);
  const edges = new Map<string, { a: number; b: number; triangle: [number, number, number] } | null>();
  for (let i = 0; i < triangles.length; i += 3) {
    const triangle: [number, number, number] = [triangles[i]!, triangles[i + 1]!, triangles[i + 2]!];
    for (let k = 0; k < 3; k++) {
      const [a, b] = [triangle[k]!, triangle[(k + 1) % 3]!];
      const name = a < b ? `${a} ${b}` : `${b} ${a}`;
      edges.set(name, edges.has(name) ? null : { a, b, triangle });
    }
  }
  const margin = new Map<number, [number, number, number]>();
  for (const edge of edges.values()) {
    if (!edge) continue;
    const [x, y, z] = [
      Math.abs(head.positions[3 * edge.a]!),
      head.positions[3 * edge.a + 1]!,
      head.positions[3 * edge.a + 2]!,
    ];
    if (x > 1.5 && x < 5 && y > 2.5 && y < 4.6 && z > 8) margin.set(edge.a, edge.triangle);
  }
  return [...margin].map(([vertex, triangle]) => ({ vertex, triangle }));
}

function plantLashes(head: Head, person: Person): Rooted[] {
  const rng = createRng(person.seed + 4000);
  const colour = new THREE.Color(person.hair.brows).multiplyScalar(0.5);
  const hairs: Rooted[] = [];
  for (const { vertex, triangle } of lidMargin(head)) {
    const x = head.positions[3 * vertex]!;
    const upper = head.positions[3 * vertex + 1]! > 3.5;
    const outward = (Math.abs(x) - 3.05) * Math.sign(x);
    const corner = triangle.indexOf(vertex);
    for (let i = 0; i < (upper ? 5 : 2); i++) {
      hairs.push({
        corners: triangle,
        u: corner === 1 ? 0.9 : between(rng, 0, 0.3),
        v: corner === 2 ? 0.9 : corner === 1 ? 0.05 : between(rng, 0, 0.3),
        lean: [0.35 * outward + 0.1 * normal(rng), upper ? 0.15 : -0.5, 0.9],
        bend: [0.1 * outward, upper ? 0.8 : -0.2, 0],
        length: upper ? between(rng, 0.3, 0.48) : between(rng, 0.12, 0.2),
        width: upper ? 0.05 : 0.035,
        colour,
      });
    }
  }
  return hairs;
}

/** Short hairs of a beard, lying down the face. */
function plantBeard(head: Head, person: Person): Rooted[] {
  const rng = createRng(person.seed + 5000);
  const colour = new THREE.Color(person.hair.brows);
  const triangles = trianglesOf(head, ['face']);
  const hairs: Rooted[] = [];
  for (let i = 0; i < triangles.length; i += 3) {
    const corners: [number, number, number] = [triangles[i]!, triangles[i + 1]!, triangles[i + 2]!];
    const [x, y, z] = [0, 1, 2].map((k) =>
      corners.reduce((sum, vertex) => sum + head.positions[3 * vertex + k]! / 3, 0),
    ) as Vec3;
    const expected = 1.1 * person.hair.beard * beardMask(x, y, z);
    for (let n = Math.floor(expected + rng.uniform()); n > 0; n--) {
      let [u, v] = [rng.uniform(), rng.uniform()];
      if (u + v > 1) [u, v] = [1 - u, 1 - v];
      hairs.push({
        corners,
        u,
        v,
        lean: [0.3 * normal(rng), -1 + 0.3 * normal(rng), 0.5],
        bend: [0, -0.3, -0.2],
        length: between(rng, 0.3, 0.5),
        width: 0.06,
        colour: colour.clone().multiplyScalar(Math.exp(0.25 * normal(rng))),
      });
    }
  }
  return hairs;
}

export function plantFacialHair(head: Head, person: Person): Rooted[] {
  const hairs = [...plantBrows(head, person), ...plantLashes(head, person)];
  return person.hair.beard > 0.5 ? [...hairs, ...plantBeard(head, person)] : hairs;
}

/** Strands of planted hairs on the skin as it is now. */
export function combFacialHair(hairs: readonly Rooted[], vertices: Float32Array): Strand[] {
  const [a, b, c] = [new THREE.Vector3(), new THREE.Vector3(), new THREE.Vector3()];
  const out = new THREE.Vector3();
  const right = new THREE.Vector3();
  const up = new THREE.Vector3();
  return hairs.map(({ corners, u, v, lean, bend, length, width, colour }) => {
    a.fromArray(vertices, 3 * corners[0]);
    b.fromArray(vertices, 3 * corners[1]).sub(a);
    c.fromArray(vertices, 3 * corners[2]).sub(a);
    out.crossVectors(b, c).normalize();
    right.set(0, 1, 0).cross(out).normalize();
    up.crossVectors(out, right);
    a.addScaledVector(b, u).addScaledVector(c, v).addScaledVector(out, 0.02);
    const points = Array.from({ length: STEPS + 1 }, (_, i): Vec3 => {
      const t = i / STEPS;
      const along = (k: 0 | 1 | 2) => length * t * (lean[k] + bend[k] * t);
      const [r, w, o] = [along(0), along(1), along(2)];
      return [
        a.x + r * right.x + w * up.x + o * out.x,
        a.y + r * right.y + w * up.y + o * out.y,
        a.z + r * right.z + w * up.z + o * out.z,
      ];
    });
    return { points, normal: [out.x, out.y, out.z], width, colour };
  });
}
