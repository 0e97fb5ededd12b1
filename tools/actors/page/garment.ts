/** Clothes. Knows no expression. */

import * as THREE from 'three';
import { type Head, trianglesOf } from '../head.ts';
import { smoothstep } from '../noise.ts';
import type { Person } from '../person.ts';
import { cloth } from './shell.ts';

/** Height above which a garment ends, at a place of the rest head. */
function neckline({ garment }: Person, x: number, z: number): number {
  if (garment.neck === 'turtle') return -8.9 + 0.16 * (2 - z);
  const crew = -11.4 - 0.22 * (z + 2) + 0.02 * x * x;
  return garment.neck === 'vee' ? crew - Math.max(0, 3.2 - 0.9 * Math.abs(x)) * smoothstep(0, 2, z) : crew;
}

/** Adds a knitted grain and hides everything above the neckline, both by rest coordinates. */
function knit(material: THREE.MeshStandardMaterial): THREE.MeshStandardMaterial {
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
    const thick = (0.32 + 0.25 * smoothstep(-0.2, 0.6, cover[i]!) + 0.25 * depth) / Math.max(1, reach);
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
  // What lies wholly above the neckline must go: it is never seen, but its shadow on jaw and neck would be.
  const worn: number[] = [];
  for (let i = 0; i < index.length; i += 3) {
    const corners = index.slice(i, i + 3);
    if (corners.some((corner) => cover[corner]! > 0)) worn.push(...corners);
  }
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute('position', new THREE.BufferAttribute(positions, 3));
  geometry.setAttribute('rest', new THREE.BufferAttribute(rest, 3));
  geometry.setAttribute('cover', new THREE.BufferAttribute(cover, 1));
  geometry.setIndex(worn);
  geometry.computeVertexNormals();
  const mesh = new THREE.Mesh(geometry, knit(cloth(person.garment.colour)));
  mesh.castShadow = mesh.receiveShadow = true;
  mesh.frustumCulled = false;
  return mesh;
}
