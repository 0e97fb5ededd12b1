/** The painted studio wall behind an actor. Knows nothing of the actor but two colours. */

import * as THREE from 'three';
import type { Person } from '../person.ts';

/** A disc of light on a darker wall, drawn on a plane far behind the head. */
export function createBackdrop({ backdrop, light }: Person): THREE.Mesh {
  const material = new THREE.ShaderMaterial({
    uniforms: {
      bright: { value: new THREE.Color(backdrop.light) },
      dark: { value: new THREE.Color(backdrop.dark) },
      centre: { value: new THREE.Vector2(light.azimuth > 0 ? -0.18 : 0.18, 0.08) },
    },
    vertexShader:
      'varying vec2 vAt; void main() { vAt = uv - 0.5; gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0); }',
    fragmentShader: /* glsl */ `
      varying vec2 vAt;
      uniform vec3 bright, dark;
      uniform vec2 centre;
      void main() {
        float glow = exp(-5.5 * dot(vAt - centre, vAt - centre));
        gl_FragColor = vec4(mix(dark, bright, glow) * 0.95, 1.0);
      }`,
    depthWrite: false,
  });
  const wall = new THREE.Mesh(new THREE.PlaneGeometry(60, 60), material);
  wall.position.set(0, 1, -30);
  wall.renderOrder = -1;
  return wall;
}
