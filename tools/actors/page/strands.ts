/** Polylines drawn as thin tapering ribbons: hair, brows and lashes. Knows no face. */

import * as THREE from 'three';
import type { Vec3 } from '../scalp.ts';

export type Strand = {
  points: Vec3[];
  /** Outward direction of the surface at the root; the ribbon lies across it. */
  normal: Vec3;
  /** At the root, head units. */
  width: number;
  colour: THREE.Color;
};

/** Ribbons of many strands with the same number of points; `update` moves them without allocating. */
export class Ribbons {
  readonly mesh: THREE.Mesh<THREE.BufferGeometry, THREE.Material>;
  private readonly positions: THREE.BufferAttribute;
  private readonly normals: THREE.BufferAttribute;

  constructor(strands: readonly Strand[], material: THREE.Material) {
    const length = strands[0]?.points.length ?? 2;
    const count = strands.length * length * 2;
    this.positions = new THREE.BufferAttribute(new Float32Array(3 * count), 3);
    this.normals = new THREE.BufferAttribute(new Float32Array(3 * count), 3);
    const colours = new Float32Array(3 * count);
    const index: number[] = [];
    strands.forEach((strand, s) => {
      for (let i = 0; i < length; i++) {
        const at = 2 * (s * length + i);
        strand.colour.toArray(colours, 3 * at);
        strand.colour.toArray(colours, 3 * at + 3);
        if (i > 0) index.push(at - 2, at - 1, at, at - 1, at + 1, at);
      }
    });
    const geometry = new THREE.BufferGeometry();
    geometry.setAttribute('position', this.positions);
    geometry.setAttribute('normal', this.normals);
    geometry.setAttribute('color', new THREE.BufferAttribute(colours, 3));
    geometry.setIndex(index);
    this.mesh = new THREE.Mesh(geometry, material);
    this.mesh.castShadow = this.mesh.receiveShadow = true;
    this.mesh.frustumCulled = false;
    this.update(strands);
  }

  update(strands: readonly Strand[]): void {
    const tangent = new THREE.Vector3();
    const normal = new THREE.Vector3();
    const across = new THREE.Vector3();
    strands.forEach(({ points, normal: [nx, ny, nz], width }, s) => {
      const last = points.length - 1;
      points.forEach(([x, y, z], i) => {
        const a = points[Math.max(0, i - 1)]!;
        const b = points[Math.min(last, i + 1)]!;
        tangent.set(b[0] - a[0], b[1] - a[1], b[2] - a[2]).normalize();
        normal.set(nx, ny, nz);
        across.crossVectors(tangent, normal).normalize();
        // Lit as a cylinder that lies on the surface: the part of the normal along the strand does not count.
        normal.addScaledVector(tangent, -normal.dot(tangent)).normalize();
        // Fine at the root, so that hairlines look soft, and at the tip.
        const half = 0.5 * width * (i === 0 ? 0.4 : 1 - 0.85 * (i / last) ** 2);
        const at = 2 * (s * points.length + i);
        this.positions.setXYZ(at, x - across.x * half, y - across.y * half, z - across.z * half);
        this.positions.setXYZ(at + 1, x + across.x * half, y + across.y * half, z + across.z * half);
        this.normals.setXYZ(at, normal.x, normal.y, normal.z);
        this.normals.setXYZ(at + 1, normal.x, normal.y, normal.z);
      });
    });
    this.positions.needsUpdate = this.normals.needsUpdate = true;
  }
}

export function createHairMaterial(): THREE.MeshStandardMaterial {
  const material = new THREE.MeshStandardMaterial({
    vertexColors: true,
    roughness: 0.58,
    side: THREE.DoubleSide,
  });
  // A ribbon stands for a round hair: both of its faces are lit by the normal it was given.
  material.onBeforeCompile = (shader) => {
    shader.fragmentShader = shader.fragmentShader.replace(
      '#include <normal_fragment_begin>',
      'vec3 normal = normalize(vNormal);\nvec3 nonPerturbedNormal = normal;\nfloat faceDirection = 1.0;',
    );
  };
  return material;
}
