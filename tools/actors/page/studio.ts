/** Camera, lights and exposure: renders a scene many times with jittered lens and lamps and averages. Knows no faces. */

import * as THREE from 'three';
import type { Person } from '../person.ts';

const FIELD_OF_VIEW = 25; // degrees, about an 80 mm portrait lens
const SHADOW_MAP = 512; // px; the averaging smooths what this leaves
const LAMP_RADIUS = 0.28; // of the key light, as a share of its distance: a large softbox
const LAMP_DISTANCE = 62; // head units
const TARGET = new THREE.Vector3(0, 1, 0);
const WHITE = new THREE.Color('#ffffff');
const RIM = 1.3;
const ROOM = 1.35; // what walls, ceiling and floor give back, without shadow

/** One lamp a pass: a third of the passes for the key, half for the sky, the rest for the rim. */
const LAMPS = ['key', 'sky', 'key', 'sky', 'rim', 'sky'] as const;

/** Van der Corput radical inverse: evenly spread numbers in [0, 1) whatever the number of passes. */
function radicalInverse(index: number, base: number): number {
  let result = 0;
  for (let digit = index, weight = 1 / base; digit > 0; digit = Math.floor(digit / base), weight /= base) {
    result += (digit % base) * weight;
  }
  return result;
}

function lamp(): THREE.DirectionalLight {
  const light = new THREE.DirectionalLight();
  light.castShadow = true;
  light.shadow.mapSize.set(SHADOW_MAP, SHADOW_MAP);
  light.shadow.bias = -0.0008;
  light.shadow.normalBias = 0.4;
  const { camera } = light.shadow;
  camera.left = camera.bottom = -21;
  camera.right = camera.top = 21;
  camera.near = 20;
  camera.far = 110;
  light.target.position.copy(TARGET);
  return light;
}

const COMPOSITE = {
  vertexShader: 'varying vec2 vUv; void main() { vUv = uv; gl_Position = vec4(position.xy, 0.0, 1.0); }',
  fragmentShader: /* glsl */ `
    varying vec2 vUv;
    uniform sampler2D picture;
    void main() {
      gl_FragColor = vec4(texture2D(picture, vUv).rgb, 1.0);
      #include <tonemapping_fragment>
      #include <colorspace_fragment>
    }`,
};

/** @param side of the square pictures, px @param passes averaged per picture, a multiple of 6 */
export function createStudio(side: number, passes: number) {
  const renderer = new THREE.WebGLRenderer({ antialias: false, preserveDrawingBuffer: true });
  renderer.setSize(side, side, false);
  renderer.shadowMap.enabled = true;
  renderer.shadowMap.type = THREE.PCFShadowMap;
  renderer.toneMapping = THREE.ACESFilmicToneMapping;
  renderer.toneMappingExposure = 0.7;

  const camera = new THREE.PerspectiveCamera(FIELD_OF_VIEW, 1, 30, 160);
  const light = lamp();
  const room = new THREE.HemisphereLight('#fffaf4', '#d8b8a4', ROOM);

  const single = new THREE.WebGLRenderTarget(side, side, { type: THREE.HalfFloatType });
  const sum = new THREE.WebGLRenderTarget(side, side, { type: THREE.FloatType, depthBuffer: false });
  const quad = new THREE.Mesh(new THREE.PlaneGeometry(2, 2));
  quad.frustumCulled = false;
  const adder = new THREE.ShaderMaterial({
    ...COMPOSITE,
    fragmentShader:
      'varying vec2 vUv; uniform sampler2D picture; uniform float share; void main() { gl_FragColor = texture2D(picture, vUv) * share; }',
    uniforms: { picture: { value: single.texture }, share: { value: 1 / passes } },
    blending: THREE.CustomBlending,
    blendSrc: THREE.OneFactor,
    blendDst: THREE.OneFactor,
    depthTest: false,
    toneMapped: false,
  });
  const developer = new THREE.ShaderMaterial({ ...COMPOSITE, uniforms: { picture: { value: sum.texture } } });

  /** Sets the one light of a pass: somewhere on the key's softbox, anywhere in the sky, or behind the shoulder. */
  function illuminate(person: Person, pass: number): void {
    const { azimuth, elevation, colour, key, fill } = person.light;
    const name = LAMPS[pass % LAMPS.length]!;
    const turns = LAMPS.filter((other) => other === name).length;
    const turn = LAMPS.slice(0, pass % LAMPS.length).filter((other) => other === name).length;
    const sample = 1 + turn + turns * Math.floor(pass / LAMPS.length);
    const u = radicalInverse(sample, 2);
    const v = radicalInverse(sample, 3);
    // Each lamp has the light of all passes in its own.
    const share = LAMPS.length / turns;
    if (name === 'key') {
      const [a, e] = [THREE.MathUtils.degToRad(azimuth), THREE.MathUtils.degToRad(elevation)];
      const radius = LAMP_RADIUS * Math.sqrt(u);
      light.position
        .set(Math.sin(a) * Math.cos(e), Math.sin(e), Math.cos(a) * Math.cos(e))
        .add(new THREE.Vector3(radius * Math.cos(2 * Math.PI * v), radius * Math.sin(2 * Math.PI * v), 0));
      light.color.set(colour);
      light.intensity = key * share;
    } else if (name === 'sky') {
      // Cosine-weighted about a direction between the camera and straight up.
      const out = Math.sqrt(1 - v);
      const around = 2 * Math.PI * u;
      light.position.set(
        Math.sqrt(v) * Math.cos(around),
        0.55 * out + 0.85 * Math.sqrt(v) * Math.sin(around),
        0.85 * out,
      );
      light.color.set(person.backdrop.light).lerp(WHITE, 0.7);
      light.intensity = fill * share;
    } else {
      light.position.set(-Math.sign(azimuth) * (0.8 + 0.2 * u), 0.45 + 0.3 * v, -0.75);
      light.color.copy(WHITE);
      light.intensity = RIM * share;
    }
    light.shadow.radius = name === 'sky' ? 6 : 3;
    light.position.normalize().multiplyScalar(LAMP_DISTANCE).add(TARGET);
  }

  /** One developed picture, RGBA top row first. */
  function shoot(scene: THREE.Scene, person: Person): Uint8Array {
    camera.position.set(0, TARGET.y - person.framing.lift + 1, person.framing.distance);
    camera.lookAt(0, TARGET.y - person.framing.lift, 0);
    scene.add(light, light.target, room);
    renderer.autoClear = true;
    for (let pass = 0; pass < passes; pass++) {
      illuminate(person, pass);
      // A tent filter one pixel wide on each side.
      const tent = (x: number) => (x < 0.5 ? Math.sqrt(2 * x) - 1 : 1 - Math.sqrt(2 - 2 * x));
      camera.setViewOffset(
        side,
        side,
        tent(radicalInverse(pass + 1, 5)),
        tent(radicalInverse(pass + 1, 7)),
        side,
        side,
      );
      renderer.setRenderTarget(single);
      renderer.render(scene, camera);
      quad.material = adder;
      renderer.setRenderTarget(sum);
      renderer.autoClear = pass === 0;
      renderer.render(quad, camera);
      renderer.autoClear = true;
    }
    camera.clearViewOffset();
    quad.material = developer;
    renderer.setRenderTarget(null);
    renderer.render(quad, camera);
    const gl = renderer.getContext();
    const bottomUp = new Uint8Array(4 * side * side);
    gl.readPixels(0, 0, side, side, gl.RGBA, gl.UNSIGNED_BYTE, bottomUp);
    const pixels = new Uint8Array(bottomUp.length);
    for (let row = 0; row < side; row++) {
      pixels.set(bottomUp.subarray(4 * side * row, 4 * side * (row + 1)), 4 * side * (side - 1 - row));
    }
    return pixels;
  }

  /** Picture coordinates (px, origin top left) of a point in the scene, for the last person shot. */
  function project(point: THREE.Vector3): [x: number, y: number] {
    const { x, y } = point.clone().project(camera);
    return [((x + 1) / 2) * side, ((1 - y) / 2) * side];
  }

  return { shoot, project };
}
