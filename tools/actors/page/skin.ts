/** Colours, wrinkles and shading of skin, mouth and eyes, placed by rest coordinates of the mean head. */

import * as THREE from 'three';
import type { Person } from '../cast.ts';
import type { Head, Material, ShapeWeights } from '../head.ts';
import { smoothstep } from '../noise.ts';
import { hairCover } from '../scalp.ts';

/** 1 at a place on the face (either side) falling off with distance, head units. */
function near(x: number, y: number, atX: number, atY: number, radius: number): number {
  return Math.exp(-((Math.abs(x) - atX) ** 2 + (y - atY) ** 2) / radius ** 2);
}

/** 1 on the red of the lips: between a bow above and a curve below the line where they meet. */
function lips(x: number, y: number, z: number): number {
  if (z < 8.5) return 0;
  const side = Math.min(1, Math.abs(x) / 2.35);
  const arch = 1 - side ** 2.2;
  const upper =
    -3.45 + 0.72 * arch - 0.14 * Math.exp(-((x / 0.3) ** 2)) + 0.05 * Math.exp(-(((Math.abs(x) - 0.6) / 0.3) ** 2));
  const lower = -3.5 - 0.88 * arch;
  return smoothstep(0, 0.22, upper + 0.08 - y) * smoothstep(0, 0.3, y - lower + 0.1) * smoothstep(1, 0.9, side);
}

/** Cheap value noise: mottles the skin so that it does not look like plastic. */
function mottle(x: number, y: number, z: number): number {
  return (
    Math.sin(2.1 * x + 1.3 * Math.sin(1.7 * y)) * Math.sin(1.9 * y + 1.1 * Math.sin(2.3 * z)) * 0.6 +
    Math.sin(5.3 * x + 2 * Math.sin(4.1 * z)) * Math.sin(4.7 * y + 2 * Math.sin(3.9 * x)) * 0.4
  );
}

/** Vertex colours f32 [V, 3], linear, of the whole head. */
export function paintHead(head: Head, person: Person): Float32Array {
  const colours = new Float32Array(head.positions.length);
  const base = new THREE.Color(person.skin.base);
  const blush = new THREE.Color(person.skin.blush);
  const lip = new THREE.Color(person.skin.lips);
  const hair = new THREE.Color(person.hair.colour);
  const shade = base.clone().multiply(new THREE.Color('#b89a94'));
  const stubble = base.clone().lerp(new THREE.Color(person.hair.brows), 0.55);
  const brow = base.clone().lerp(new THREE.Color(person.hair.brows), 0.6);
  const inner: Partial<Record<Material, THREE.Color>> = {
    mouthSocket: new THREE.Color('#5a1f1e'),
    gumsTongue: new THREE.Color('#a4504c'),
    teeth: new THREE.Color('#c4baa6'),
    eyeSockets: base.clone().lerp(new THREE.Color('#a0493f'), 0.6),
  };
  const parts = Object.entries(head.materials) as [Material, [number, number]][];
  const colour = new THREE.Color();
  for (const [material, [first, last]] of parts) {
    for (let i = first; i <= last; i++) {
      const [x, y, z] = [head.positions[3 * i]!, head.positions[3 * i + 1]!, head.positions[3 * i + 2]!];
      const fixed = inner[material];
      if (fixed) {
        colour.copy(fixed);
        // The back of the mouth is dark.
        if (material !== 'eyeSockets')
          colour.multiplyScalar(0.12 + 0.88 * smoothstep(material === 'teeth' ? 7.5 : 4, 10.3, z));
      } else {
        colour.copy(base);
        const front = smoothstep(2, 6, z);
        colour.lerp(
          blush,
          front * (0.75 * near(x, y, 4.1, 0.3, 2.3) + 0.6 * near(x, y, 0, 0.4, 1.3) + 0.25 * near(x, y, 0, -6.6, 1.6)),
        );
        colour.lerp(blush, 0.7 * smoothstep(6.9, 8.3, Math.abs(x)) * smoothstep(-3, -1, y));
        colour.lerp(
          shade,
          front *
            (0.5 * near(x, y, 2.9, 2.5, 1.3) + 0.45 * near(x, y, 2.0, 3.9, 1.1) + 0.35 * near(x, y, 3.2, 4.4, 1.1)),
        );
        colour.lerp(blush, front * 0.6 * near(x, y, 3.1, 3.55, 1.5) * smoothstep(1.2, 0.9, Math.abs(y - 3.55)));
        colour.lerp(brow, front * 0.35 * person.hair.browDensity * browMask(x, y));
        colour.lerp(stubble, person.hair.beard * beardMask(x, y, z));
        colour.lerp(lip, person.skin.lipStrength * lips(x, y, z));
        colour.lerp(hair, 0.92 * hairCover(person, x, y, z));
        colour.multiplyScalar(1 + 0.05 * mottle(x, y, z));
      }
      colour.toArray(colours, 3 * i);
    }
  }
  return colours;
}

/** Height of the middle of the brow above the face's origin at a distance from the midline, head units. */
export function browLine(x: number): number {
  const t = (x - 1.15) / 4.2;
  return 5.3 + 2.1 * t * (1 - t) + 0.15 * t;
}

function browMask(x: number, y: number): number {
  const side = Math.abs(x);
  if (side < 0.9 || side > 5.6) return 0;
  return smoothstep(0.6, 0.2, Math.abs(y - browLine(side))) * smoothstep(0.9, 1.5, side) * smoothstep(5.6, 4.6, side);
}

/** 1 where a beard grows: moustache, chin, jaw and upper neck. */
export function beardMask(x: number, y: number, z: number): number {
  const side = Math.abs(x);
  const top = -2.1 + 0.75 * Math.max(0, side - 2.4) ** 1.1; // from under the nose up to the sideburns
  const below = smoothstep(top + 0.5, top - 0.5, y) * smoothstep(-10.5, -8.5, y);
  const clean = 1 - near(x, y, 0, -3.5, 1) * 0.2;
  const nose = smoothstep(-0.9, -1.3, y);
  return below * nose * clean * smoothstep(-1, 2, z) * (1 - lips(x, y, z));
}

/** How far each family of wrinkles is folded, 0–1, from the shapes that fold it. */
export type Folds = { forehead: number; frown: number; nose: number; cheek: number; eye: number };

export function foldsOf(weights: ShapeWeights): Folds {
  const mean = (a: number | undefined, b: number | undefined) => ((a ?? 0) + (b ?? 0)) / 2;
  const inner = mean(weights.browInnerUp_L, weights.browInnerUp_R);
  const outer = mean(weights.browOuterUp_L, weights.browOuterUp_R);
  const down = mean(weights.browDown_L, weights.browDown_R);
  const sneer = mean(weights.noseSneer_L, weights.noseSneer_R);
  const smile = mean(weights.mouthSmile_L, weights.mouthSmile_R);
  return {
    forehead: Math.min(1, 0.6 * inner + 0.5 * outer),
    frown: down,
    nose: sneer,
    cheek: Math.min(1, smile + 0.9 * sneer),
    eye: Math.min(1, mean(weights.cheekSquint_L, weights.cheekSquint_R) + 0.3 * sneer),
  };
}

export type SkinUniforms = { [K in keyof Folds]: { value: number } } & { neckline: { value: number } };

/** Skin that folds with the expression and lets light bleed red past the terminator. */
export function createSkin(person: Person): { material: THREE.MeshPhysicalMaterial; uniforms: SkinUniforms } {
  const uniforms: SkinUniforms = {
    forehead: { value: 0 },
    frown: { value: 0 },
    nose: { value: 0 },
    cheek: { value: 0 },
    eye: { value: 0 },
    neckline: { value: 0 },
  };
  const material = new THREE.MeshPhysicalMaterial({
    vertexColors: true,
    roughness: 0.52,
    specularIntensity: 0.55,
    sheen: 0.25,
    sheenRoughness: 0.5,
    sheenColor: new THREE.Color(person.skin.base),
    envMapIntensity: 0.18,
    side: THREE.DoubleSide,
  });
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, uniforms);
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', '#include <common>\nattribute vec3 rest;\nvarying vec3 vRest;')
      .replace('#include <begin_vertex>', '#include <begin_vertex>\nvRest = rest;');
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', `#include <common>\n${WRINKLES}`)
      .replace('#include <normal_fragment_maps>', `normal = fold(-vViewPosition, normal, faceDirection);`)
      .replace(
        '#include <lights_physical_pars_fragment>',
        THREE.ShaderChunk.lights_physical_pars_fragment.replace(
          'reflectedLight.directDiffuse += irradiance * diffuseBRDF',
          `// Light scatters under the skin: red furthest (wrapped diffuse after Green, GPU Gems 1, chapter 16).
          vec3 wrap = vec3(0.32, 0.14, 0.08);
          vec3 scattered = max((dot(geometryNormal, directLight.direction) + wrap) / (1.0 + wrap), 0.0) / (1.0 + wrap);
          reflectedLight.directDiffuse += scattered * directLight.color * diffuseBRDF`,
        ),
      );
  };
  return { material, uniforms };
}

/** Wrinkles as a height over rest coordinates (head units), applied as a bump. */
const WRINKLES = /* glsl */ `
  varying vec3 vRest;
  uniform float forehead, frown, nose, cheek, eye;
  float groove(float distance, float width) { return -exp(-distance * distance / (width * width)); }
  float wrinkles() {
    vec3 p = vRest;
    float side = abs(p.x);
    float h = 0.0;
    // Horizontal lines of the raised brow.
    float wave = p.y - 0.25 * cos(p.x * 0.9) - 0.12 * sin(p.x * 2.3);
    float lines = pow(0.5 - 0.5 * cos(6.2832 * wave / 1.05), 3.0);
    h -= forehead * 0.13 * lines * smoothstep(6.4, 7.4, p.y) * smoothstep(10.8, 9.4, p.y) * smoothstep(4.6, 2.6, side);
    // The two upright lines between lowered brows.
    h += frown * 0.22 * groove(side - 0.55 - 0.05 * (p.y - 5.5), 0.17) * smoothstep(4.2, 4.9, p.y) * smoothstep(7.0, 5.8, p.y);
    // Lines across the root and the sides of a wrinkled nose.
    h -= nose * 0.12 * pow(0.5 - 0.5 * cos(6.2832 * (p.y + 0.5 * side) / 0.7), 2.0)
      * smoothstep(2.6, 3.2, p.y) * smoothstep(5.0, 4.4, p.y) * smoothstep(1.5, 0.8, side);
    // From the wing of the nose past the corner of the mouth.
    float t = clamp((0.2 - p.y) / 4.0, 0.0, 1.0);
    float fold = 1.75 + 1.75 * t + 0.35 * sin(3.1416 * t);
    h += cheek * 0.2 * groove(side - fold, 0.3) * smoothstep(0.6, 0.0, p.y) * smoothstep(-4.4, -3.0, p.y) * step(6.0, p.z);
    // Crow's feet and the crease under the eye.
    float feet = pow(0.5 - 0.5 * cos(6.2832 * ((p.y - 3.4) - 0.35 * (side - 4.9) * sign(p.y - 3.4)) / 0.55), 2.0);
    h -= eye * 0.06 * feet * smoothstep(4.8, 5.2, side) * smoothstep(6.6, 5.8, side) * smoothstep(1.2, 0.6, abs(p.y - 3.4));
    float under = 2.35 + 0.11 * (side - 3.0) * (side - 3.0);
    h += eye * 0.09 * groove(p.y - under, 0.16) * smoothstep(1.7, 2.2, side) * smoothstep(4.9, 4.3, side);
    return h;
  }
  vec3 fold(vec3 at, vec3 n, float faceDirection) {
    float h = wrinkles();
    vec3 sx = dFdx(at), sy = dFdy(at);
    vec3 r1 = cross(sy, n), r2 = cross(n, sx);
    float det = dot(sx, r1) * faceDirection;
    vec3 gradient = sign(det) * (dFdx(h) * r1 + dFdy(h) * r2);
    return normalize(abs(det) * n - gradient);
  }
`;

/** Wet and smooth: teeth, gums and tongue. */
export function createMouthMaterial(): THREE.MeshPhysicalMaterial {
  return new THREE.MeshPhysicalMaterial({ vertexColors: true, roughness: 0.3, envMapIntensity: 0.15 });
}
