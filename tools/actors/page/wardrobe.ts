/** Clothes, headwear and glasses. Knows no expression. */

import * as THREE from 'three';
import type { Person } from '../cast.ts';
import { type Head, trianglesOf } from '../head.ts';
import { smoothstep } from '../noise.ts';
import { CRANIUM, type Skull } from '../scalp.ts';
import { eyeCentre } from './brows.ts';

/** Height above which a garment ends, at a place of the rest head. */
export function neckline({ garment }: Person, x: number, z: number): number {
  if (garment.neck === 'turtle') return -8.9 + 0.16 * (2 - z);
  const crew = -11.4 - 0.22 * (z + 2) + 0.02 * x * x;
  return garment.neck === 'vee' ? crew - Math.max(0, 3.2 - 0.9 * Math.abs(x)) * smoothstep(0, 2, z) : crew;
}

function cloth(colour: string): THREE.MeshPhysicalMaterial {
  const sheen = new THREE.Color(colour).lerp(new THREE.Color('#ffffff'), 0.3);
  return new THREE.MeshPhysicalMaterial({
    color: colour,
    roughness: 0.95,
    sheen: 0.5,
    sheenRoughness: 0.6,
    sheenColor: sheen,
    envMapIntensity: 0.15,
    side: THREE.DoubleSide,
  });
}

/** Adds a knitted grain and hides everything above the neckline, both by rest coordinates. */
function knit(material: THREE.MeshPhysicalMaterial): THREE.MeshPhysicalMaterial {
  material.onBeforeCompile = (shader) => {
    shader.vertexShader = shader.vertexShader
      .replace(
        '#include <common>',
        '#include <common>\nattribute float cover;\nattribute vec3 rest;\nvarying float vCover;\nvarying vec3 vKnit;',
      )
      .replace('#include <begin_vertex>', '#include <begin_vertex>\nvCover = cover;\nvKnit = rest;');
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', '#include <common>\nvarying float vCover;\nvarying vec3 vKnit;')
      .replace(
        '#include <color_fragment>',
        /* glsl */ `
        if (vCover < 0.0) discard;
        float band = smoothstep(0.95, 0.85, vCover);
        float ribs = 0.5 + 0.5 * sin(atan(vKnit.x, vKnit.z + 2.0) * 110.0);
        diffuseColor.rgb *= 1.0 - 0.22 * band * ribs - 0.1 * smoothstep(0.12, 0.0, abs(vCover - 0.95));`,
      );
  };
  return material;
}

/** A garment: the bust itself, blown up and drawn out into shoulders. */
export function createGarment(head: Head, vertices: Float32Array, person: Person): THREE.Mesh {
  const triangles = trianglesOf(head, ['face', 'headNeck']);
  const used = [...new Set(triangles)].filter((vertex) => head.positions[3 * vertex + 1]! < -5);
  const renamed = new Map(used.map((vertex, i) => [vertex, i]));
  const index: number[] = [];
  for (let i = 0; i < triangles.length; i += 3) {
    const corners = [0, 1, 2].map((k) => renamed.get(triangles[i + k]!));
    if (corners.every((corner) => corner !== undefined)) index.push(...(corners as number[]));
  }
  const rest = new Float32Array(3 * used.length);
  const positions = new Float32Array(3 * used.length);
  const cover = new Float32Array(used.length);
  used.forEach((vertex, i) => {
    const [x, y, z] = [head.positions[3 * vertex]!, head.positions[3 * vertex + 1]!, head.positions[3 * vertex + 2]!];
    rest.set([x, y, z], 3 * i);
    cover[i] = neckline(person, x, z) - y;
    // Away from the axis of the neck, by the thickness of the cloth; the shoulders carry on where the bust ends.
    const depth = smoothstep(-11, -19.5, y);
    const reach = Math.hypot(x, z + 2);
    const thick = (0.55 * smoothstep(-0.2, 0.5, cover[i]!) + 0.25 * depth) / Math.max(1, reach);
    const wide = 1 + thick + 0.95 * depth * smoothstep(3, 12, Math.abs(x));
    positions.set(
      [
        vertices[3 * vertex]! * wide,
        vertices[3 * vertex + 1]! +
          0.25 * smoothstep(4, 10, Math.abs(x)) -
          9 * depth * smoothstep(8, 12.4, Math.abs(x)) * 0.35,
        -2 + (vertices[3 * vertex + 2]! + 2) * (1 + thick + 0.25 * depth),
      ],
      3 * i,
    );
  });
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute('position', new THREE.BufferAttribute(positions, 3));
  geometry.setAttribute('rest', new THREE.BufferAttribute(rest, 3));
  geometry.setAttribute('cover', new THREE.BufferAttribute(cover, 1));
  geometry.setIndex(index);
  geometry.computeVertexNormals();
  const mesh = new THREE.Mesh(geometry, knit(cloth(person.garment.colour)));
  mesh.castShadow = mesh.receiveShadow = true;
  mesh.frustumCulled = false;
  return mesh;
}

/** A surface around the cranium over polar rows and azimuth columns. @param place of a grid point, in head units */
function shell(
  rows: number,
  columns: number,
  place: (row: number, column: number) => THREE.Vector3,
  material: THREE.Material,
): THREE.Mesh {
  const geometry = new THREE.PlaneGeometry(1, 1, columns, rows);
  const { position } = geometry.attributes as { position: THREE.BufferAttribute };
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column <= columns; column++) {
      const { x, y, z } = place(row / rows, column / columns);
      position.setXYZ(row * (columns + 1) + column, x, y, z);
    }
  }
  geometry.computeVertexNormals();
  const mesh = new THREE.Mesh(geometry, material);
  mesh.castShadow = mesh.receiveShadow = true;
  mesh.frustumCulled = false;
  return mesh;
}

/** The mass of long hair behind the neck, which strands alone would leave see-through. */
export function createMane(skull: Skull, colour: string): THREE.Mesh {
  const material = new THREE.MeshPhysicalMaterial({
    color: colour,
    roughness: 0.7,
    envMapIntensity: 0.05,
    side: THREE.DoubleSide,
  });
  return shell(
    16,
    40,
    (v, u) => {
      const azimuth = Math.PI * (0.56 + 0.88 * u);
      const radius = skull([Math.sin(azimuth), 0, Math.cos(azimuth)]) + 0.5 - 0.6 * v * v;
      return new THREE.Vector3(radius * Math.sin(azimuth), 6 - 16.5 * v, CRANIUM[2] + radius * Math.cos(azimuth));
    },
    material,
  );
}

/** A ribbed knitted cap with a turned-up brim. */
export function createBeanie(skull: Skull, colour: string): THREE.Mesh {
  const material = cloth(colour);
  const columns = 220;
  return shell(
    70,
    columns,
    (v, u) => {
      const azimuth = 2 * Math.PI * u;
      // Down to above the brows in front and lower at the back.
      const lowest = 1.1 + 0.3 * (0.5 - 0.5 * Math.cos(azimuth));
      const polar = Math.max(0.001, lowest * v);
      const direction = new THREE.Vector3(
        Math.sin(polar) * Math.sin(azimuth),
        Math.cos(polar),
        Math.sin(polar) * Math.cos(azimuth),
      );
      const brim = smoothstep(0.7, 0.73, v) * smoothstep(1.0, 0.97, v);
      const ribs = Math.abs(Math.sin(azimuth * 42)) * (0.09 + 0.1 * brim) * smoothstep(0.05, 0.3, v);
      const top = 0.9 * smoothstep(0.6, 0, v);
      const edge = v > 0.985 ? -0.35 : 0;
      const radius = skull([direction.x, direction.y, direction.z]) + 0.55 + top + 0.55 * brim + ribs + edge;
      return direction.multiplyScalar(radius).add(new THREE.Vector3(...CRANIUM));
    },
    material,
  );
}

/** A scarf wound around the face and under the chin. */
export function createHeadscarf(drape: Skull, colour: string): THREE.Mesh {
  return shell(
    60,
    160,
    (v, u) => {
      // Around the face by the angle `turn` (0 up), back over the head with v.
      const turn = 2 * Math.PI * u;
      const low = 0.5 - 0.5 * Math.cos(turn);
      const opening = 0.66 + 0.6 * low - 0.07 * Math.sin(turn) ** 2;
      const polar = opening + (Math.PI - opening) * v ** 1.2;
      const direction = new THREE.Vector3(
        Math.sin(polar) * Math.sin(turn),
        Math.sin(polar) * Math.cos(turn),
        Math.cos(polar),
      );
      const folds = 0.16 * Math.sin(9 * v * (1 + low) + 3 * Math.sin(turn)) * (0.3 + low);
      const lip = 0.35 * smoothstep(0, 0.04, v);
      const radius = drape([direction.x, direction.y, direction.z]) + 0.1 + lip + folds * smoothstep(0, 0.15, v);
      return direction.multiplyScalar(radius).add(new THREE.Vector3(...CRANIUM));
    },
    cloth(colour),
  );
}

/** Full-rim glasses on the bridge of the nose. */
export function createGlasses(head: Head, vertices: Float32Array, colour: string): THREE.Group {
  const group = new THREE.Group();
  const material = new THREE.MeshPhysicalMaterial({
    color: colour,
    roughness: 0.25,
    clearcoat: 0.6,
    envMapIntensity: 0.5,
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
