/** Colours the vertices of a head: skin, lips, brows, stubble, scalp and the inside of the mouth. Knows no light. */

import * as THREE from 'three';
import { beardMask, browMask, lips, mottle, near } from '../faceMap.ts';
import type { Head, Material } from '../head.ts';
import { smoothstep } from '../noise.ts';
import type { Person } from '../person.ts';
import { hairCover } from '../scalp.ts';

type Painter = (x: number, y: number, z: number) => THREE.Color;

/** Vertex colours f32 [V, 3], linear, of the whole head. */
export function paintHead(head: Head, person: Person): Float32Array {
  const colours = new Float32Array(head.positions.length);
  const skin = skinPainter(person);
  const painters: Partial<Record<Material, Painter>> = {
    face: skin,
    headNeck: skin,
    eyeSockets: plain(new THREE.Color(person.skin.base).lerp(new THREE.Color('#a0493f'), 0.6)),
    // The back of the mouth is dark.
    mouthSocket: plain(new THREE.Color('#5a1f1e'), [4, 10.3]),
    gumsTongue: plain(new THREE.Color('#a4504c'), [4, 10.3]),
    teeth: plain(new THREE.Color('#c4baa6'), [7.5, 10.3]),
  };
  for (const [material, paint] of Object.entries(painters)) {
    const [first, last] = head.materials[material as Material];
    for (let i = first; i <= last; i++) {
      const [x, y, z] = [head.positions[3 * i]!, head.positions[3 * i + 1]!, head.positions[3 * i + 2]!];
      paint(x, y, z).toArray(colours, 3 * i);
    }
  }
  return colours;
}

/** @param depth from where on (z) the colour is dark to where it is full */
function plain(colour: THREE.Color, depth?: [dark: number, full: number]): Painter {
  return (_x, _y, z) => colour.clone().multiplyScalar(depth ? 0.12 + 0.88 * smoothstep(depth[0], depth[1], z) : 1);
}

function skinPainter(person: Person): Painter {
  const base = new THREE.Color(person.skin.base);
  const blush = new THREE.Color(person.skin.blush);
  const lip = new THREE.Color(person.skin.lips);
  const hair = new THREE.Color(person.hair.colour);
  const brows = new THREE.Color(person.hair.brows);
  const shade = base.clone().multiply(new THREE.Color('#b89a94'));
  const stubble = base.clone().lerp(brows, 0.55);
  const brow = base.clone().lerp(brows, 0.6);
  return (x, y, z) => {
    const front = smoothstep(2, 6, z);
    const cheeks = 0.5 * near(x, y, 4.1, 0.3, 2.3) + 0.6 * near(x, y, 0, 0.4, 1.3) + 0.25 * near(x, y, 0, -6.6, 1.6);
    const ears = 0.7 * smoothstep(6.9, 8.3, Math.abs(x)) * smoothstep(-3, -1, y);
    const sockets = 0.5 * near(x, y, 2.9, 2.5, 1.3) + 0.45 * near(x, y, 2, 3.9, 1.1) + 0.35 * near(x, y, 3.2, 4.4, 1.1);
    const lids = 0.25 * near(x, y, 3.1, 3.55, 1.5) * smoothstep(1.2, 0.9, Math.abs(y - 3.55));
    return base
      .clone()
      .lerp(blush, front * cheeks)
      .lerp(blush, ears)
      .lerp(shade, front * sockets)
      .lerp(blush, front * lids)
      .lerp(brow, front * 0.35 * person.hair.browDensity * browMask(x, y))
      .lerp(stubble, person.hair.beard * beardMask(x, y, z))
      .lerp(lip, person.skin.lipStrength * lips(x, y, z))
      .lerp(hair, 0.92 * hairCover(person, x, y, z))
      .multiplyScalar(1 + 0.05 * mottle(x, y, z));
  };
}
