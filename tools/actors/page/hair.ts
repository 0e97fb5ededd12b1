/** Grows a head of hair as strands that follow the skull, by style. Knows no expression. */

import * as THREE from 'three';
import { between, createRng, normal, type Rng } from '../../../src/math/rng.ts';
import type { Head } from '../head.ts';
import { smoothstep } from '../noise.ts';
import type { Person } from '../person.ts';
import { CRANIUM, hairCover, type Skull, type Vec3 } from '../scalp.ts';
import type { Strand } from './strands.ts';

type Style = {
  strands: number;
  /** Points per strand after the root. */
  steps: number;
  /** Head units. */
  length: number;
  width: number;
  /** Height above the skin to which a strand rises over its length. */
  lift: number;
  /** Tangles the direction at each step. */
  curl: number;
  /** Where hair at a place is combed to; the part along the skull's normal is dropped. */
  comb: (at: Vec3) => Vec3;
};

const STYLES: Partial<Record<Person['hair']['style'], Style>> = {
  cropped: {
    strands: 6500,
    steps: 2,
    length: 0.75,
    width: 0.13,
    lift: 0.5,
    curl: 1.3,
    comb: ([x, y, z]) => [x, y - 4, z],
  },
  short: {
    strands: 3600,
    steps: 4,
    length: 3.2,
    width: 0.2,
    lift: 0.9,
    curl: 0.22,
    // A parting on one side: over the top to the other, down at the sides and back.
    comb: ([x, y, z]) => (y > 10.5 || (z > 4 && y > 9) ? [x > 2.6 ? 0.8 : -1, 0.25, -0.55] : [0, -1, -0.35]),
  },
  topknot: {
    strands: 2800,
    steps: 7,
    length: 13,
    width: 0.2,
    lift: 0.25,
    curl: 0.03,
    comb: ([x, y, z]) => [-x, 15.2 - y, -2.5 - z],
  },
  long: {
    strands: 3000,
    steps: 8,
    length: 15.5,
    width: 0.36,
    lift: 1.0,
    curl: 0.05,
    // Parted in the middle, off the forehead, to the sides past the face, then straight down.
    comb: ([x, y, z]) => {
      const side = Math.sign(x);
      if (z > 4 && y > 8) return [side * 0.9, 0.1, -1];
      return y > 4 && Math.abs(x) < 7.4 && z > -2 ? [side * 1.3, -0.35, -0.6] : [side * 0.04, -1, -0.03];
    },
  },
  beanie: { strands: 1500, steps: 4, length: 2.2, width: 0.1, lift: 0.35, curl: 0.2, comb: () => [0, -1, -0.4] },
};

/** Direction of the bun from the middle of the cranium, and its size, head units. */
const BUN_DIRECTION: Vec3 = [0, 0.97, -0.25];
const BUN_RADIUS = 2.5;

/** Area-weighted random points on triangles of the rest head that satisfy `cover`, as positions on the person. */
function scatter(
  head: Head,
  person: Float32Array,
  rng: Rng,
  count: number,
  cover: (x: number, y: number, z: number) => number,
): Vec3[] {
  const [first, last] = [head.materials.face[0], head.materials.headNeck[1]];
  const candidates: { corners: [number, number, number]; area: number }[] = [];
  for (let i = 0; i < head.triangles.length; i += 3) {
    const corners: [number, number, number] = [head.triangles[i]!, head.triangles[i + 1]!, head.triangles[i + 2]!];
    if (corners.some((vertex) => vertex < first || vertex > last)) continue;
    const middle = mix(head.positions, corners, 1 / 3, 1 / 3);
    const weight = cover(...middle);
    if (weight <= 0) continue;
    const [a, b, c] = corners.map((vertex) => new THREE.Vector3().fromArray(person, 3 * vertex)) as [
      THREE.Vector3,
      THREE.Vector3,
      THREE.Vector3,
    ];
    candidates.push({ corners, area: weight * b.sub(a).cross(c.sub(a)).length() });
  }
  const total = candidates.reduce((sum, { area }) => sum + area, 0);
  const points: Vec3[] = [];
  let next = 0;
  let passed = 0;
  for (let i = 0; i < count && next < candidates.length; i++) {
    const target = ((i + rng.uniform()) / count) * total;
    while (next < candidates.length - 1 && passed + candidates[next]!.area < target) passed += candidates[next++]!.area;
    let [u, v] = [rng.uniform(), rng.uniform()];
    if (u + v > 1) [u, v] = [1 - u, 1 - v];
    points.push(mix(person, candidates[next]!.corners, u, v));
  }
  return points;
}

function mix(vertices: Float32Array, [a, b, c]: [number, number, number], u: number, v: number): Vec3 {
  const at = (k: number) => (1 - u - v) * vertices[3 * a + k]! + u * vertices[3 * b + k]! + v * vertices[3 * c + k]!;
  return [at(0), at(1), at(2)];
}

/** Strand colours vary in lightness, and a little in warmth. */
function tint(rng: Rng, colour: THREE.Color, spread: number): THREE.Color {
  return colour.clone().multiplyScalar(Math.exp(spread * normal(rng)));
}

/** @param detail share of the strands that are grown, 0–1; fewer are as much wider */
export function growHair(head: Head, vertices: Float32Array, skull: Skull, person: Person, detail: number): Strand[] {
  const full = STYLES[person.hair.style];
  if (!full) return [];
  const style = { ...full, strands: detail * full.strands, width: full.width / detail };
  const rng = createRng(person.seed + 1000);
  const colour = new THREE.Color(person.hair.colour);
  const roots = scatter(head, vertices, rng, style.strands, (x, y, z) => hairCover(person, x, y, z));
  const strands = roots.map((root): Strand => grow(root, style, skull, rng, tint(rng, colour, 0.28)));
  return person.hair.style === 'topknot'
    ? [...strands, ...bun(rng, colour, style, skull(BUN_DIRECTION) + 0.55 * BUN_RADIUS)]
    : strands;
}

function grow(root: Vec3, style: Style, skull: Skull, rng: Rng, colour: THREE.Color): Strand {
  const centre = new THREE.Vector3(...CRANIUM);
  const at = new THREE.Vector3(...root);
  const outward = at.clone().sub(centre).normalize();
  const normalAtRoot: Vec3 = [outward.x, outward.y, outward.z];
  const points: Vec3[] = [root];
  // Shorter towards the nape, unless the hair is worn long.
  const nape = style.length > 10 ? 1 : 0.25 + 0.75 * smoothstep(-2, 7, root[1]);
  const length = style.length * nape * between(rng, 0.85, 1.05);
  const lift = style.lift * between(rng, 0.4, 1.1);
  const tangle = new THREE.Vector3(normal(rng), normal(rng), normal(rng)).multiplyScalar(style.curl);
  for (let step = 1; step <= style.steps; step++) {
    const direction = new THREE.Vector3(...style.comb([at.x, at.y, at.z])).normalize().add(tangle);
    direction.addScaledVector(outward, -direction.dot(outward)).normalize();
    tangle.add(new THREE.Vector3(normal(rng), normal(rng), normal(rng)).multiplyScalar(0.5 * style.curl));
    at.addScaledVector(direction, length / style.steps);
    outward.copy(at).sub(centre);
    // Hair lies on the skull at a height that grows from the root; below the skull's own reach it hangs free.
    const height = skull([outward.x, outward.y, outward.z]) + lift * Math.sqrt(step / style.steps);
    if (outward.length() < height || at.y > CRANIUM[1]) outward.setLength(height);
    at.copy(centre).add(outward);
    outward.normalize();
    points.push([at.x, at.y, at.z]);
  }
  return { points, normal: normalAtRoot, width: style.width, colour };
}

/** A ball of wound strands on the crown. */
function bun(rng: Rng, colour: THREE.Color, style: Style, distance: number): Strand[] {
  const bun = new THREE.Vector3(...BUN_DIRECTION).setLength(distance).add(new THREE.Vector3(...CRANIUM));
  return Array.from({ length: 900 }, () => {
    const axis = new THREE.Vector3(normal(rng), 0.4 * normal(rng), normal(rng)).normalize();
    const from = new THREE.Vector3(normal(rng), normal(rng), normal(rng)).cross(axis).normalize();
    const radius = BUN_RADIUS * between(rng, 0.86, 1);
    const start = between(rng, 0, 2 * Math.PI);
    const points = Array.from({ length: style.steps + 1 }, (_, i): Vec3 => {
      const p = from
        .clone()
        .applyAxisAngle(axis, start + (1.6 * i) / style.steps)
        .multiplyScalar(radius);
      return [bun.x + p.x * 1.1, bun.y + p.y * 0.85, bun.z + p.z];
    });
    const middle = points[Math.floor(points.length / 2)]!;
    const out = new THREE.Vector3(...middle).sub(bun).normalize();
    return { points, normal: [out.x, out.y, out.z], width: 0.14, colour: tint(rng, colour, 0.3) };
  });
}
