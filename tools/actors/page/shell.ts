/** Surfaces wrapped around a head, and cloth to make them of. Knows no person. */

import * as THREE from 'three';

export function cloth(colour: string): THREE.MeshStandardMaterial {
  return new THREE.MeshStandardMaterial({ color: colour, roughness: 1, side: THREE.DoubleSide });
}

/** A surface around the cranium over polar rows and azimuth columns. @param place of a grid point, in head units */
export function shell(
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
