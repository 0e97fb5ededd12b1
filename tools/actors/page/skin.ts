/** How skin and the inside of the mouth take light. Their colours come with the vertices. */

import * as THREE from 'three';
import { type Folds, WRINKLES } from './wrinkles.ts';

type SkinUniforms = Record<keyof Folds, { value: number }>;

/** Skin that folds with the expression and lets light bleed red past the terminator. */
export function createSkin(): { material: THREE.MeshStandardMaterial; uniforms: SkinUniforms } {
  const uniforms: SkinUniforms = {
    forehead: { value: 0 },
    frown: { value: 0 },
    nose: { value: 0 },
    cheek: { value: 0 },
    eye: { value: 0 },
  };
  const material = new THREE.MeshStandardMaterial({
    vertexColors: true,
    roughness: 0.6,
    side: THREE.DoubleSide,
    shadowSide: THREE.FrontSide,
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

/** Wet and smooth: teeth, gums and tongue. */
export function createMouthMaterial(): THREE.MeshStandardMaterial {
  return new THREE.MeshStandardMaterial({ vertexColors: true, roughness: 0.3 });
}
