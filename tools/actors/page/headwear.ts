/** A cap, a scarf and the mass of long hair. Knows no expression. */

import * as THREE from 'three';
import { smoothstep } from '../noise.ts';
import { CRANIUM, type Skull } from '../scalp.ts';
import { cloth, shell } from './shell.ts';

/** The mass of long hair behind the neck, which strands alone would leave see-through. */
export function createMane(skull: Skull, colour: string): THREE.Mesh {
  const material = new THREE.MeshStandardMaterial({
    color: colour,
    roughness: 0.7,
    side: THREE.DoubleSide,
  });
  return shell(
    16,
    40,
    (v, u) => {
      const azimuth = Math.PI * (0.5 + u);
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
