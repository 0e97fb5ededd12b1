/** One actor in a scene of their own: assembles the parts and moves them to an posture. Knows no camera. */

import * as THREE from 'three';
import { type Head, partOf, shapeExpression, shapePerson, trianglesOf } from '../head.ts';
import { smoothstep } from '../noise.ts';
import type { Person } from '../person.ts';
import { isEar, measureSkull } from '../scalp.ts';
import type { Posture } from '../timeline.ts';
import { createBackdrop } from './backdrop.ts';
import { createEye } from './eyes.ts';
import { combFacialHair, plantFacialHair } from './facialHair.ts';
import { createGarment } from './garment.ts';
import { createGlasses } from './glasses.ts';
import { growHair } from './hair.ts';
import { createBeanie, createHeadscarf, createMane } from './headwear.ts';
import { paintHead } from './paint.ts';
import { createMouthMaterial, createSkin } from './skin.ts';
import { createHairMaterial, Ribbons } from './strands.ts';
import { foldsOf } from './wrinkles.ts';

/** The head turns about the top of the spine. */
const PIVOT = new THREE.Vector3(0, -4, -1.5);

/** Points of the rest head that the ground truth reports. */
const LANDMARKS = { chin: [0, -7.6, 10.4], mouth: [0, -3.4, 10.9], nose: [0, 0.6, 13] } as const;

export type Landmark = keyof typeof LANDMARKS | 'leftEye' | 'rightEye';

export type Actor = ReturnType<typeof createActor>;

/** @param detail of the hair, see growHair */
export function createActor(head: Head, person: Person, detail: number) {
  const scene = new THREE.Scene();
  scene.add(createBackdrop(person));
  const neutral = shapePerson(head, person.identity);
  if (person.hair.style === 'headscarf') tuckEars(head, neutral);
  narrowTeeth(head, neutral);
  const vertices = new Float32Array(neutral.length);

  const geometry = new THREE.BufferGeometry();
  const position = new THREE.BufferAttribute(vertices, 3);
  geometry.setAttribute('position', position);
  geometry.setAttribute('rest', new THREE.BufferAttribute(head.positions, 3));
  geometry.setAttribute('color', new THREE.BufferAttribute(paintHead(head, person), 3));
  geometry.setIndex(trianglesOf(head, ['face', 'headNeck', 'mouthSocket', 'eyeSockets', 'gumsTongue', 'teeth']));
  const skin = createSkin();
  const outside = trianglesOf(head, ['face', 'headNeck']);
  const sockets = trianglesOf(head, ['face', 'mouthSocket', 'eyeSockets'], ['mouthSocket', 'eyeSockets']);
  const addPart = (index: number[], material: THREE.Material, casts: boolean) => {
    const part = new THREE.BufferGeometry();
    for (const name of ['position', 'normal', 'rest', 'color']) part.setAttribute(name, geometry.getAttribute(name));
    part.setIndex(index);
    const mesh = new THREE.Mesh(part, material);
    mesh.castShadow = casts;
    mesh.receiveShadow = true;
    mesh.frustumCulled = false;
    scene.add(mesh);
  };
  geometry.computeVertexNormals();
  addPart(outside, skin.material, true);
  // What lies inside the head casts no shadow that the skin around it does not cast.
  addPart(sockets, skin.material, false);
  addPart(trianglesOf(head, ['gumsTongue', 'teeth']), createMouthMaterial(), false);

  const skull = measureSkull(head, neutral, 2);
  const hairMaterial = createHairMaterial();
  const rigid = new THREE.Group(); // everything that turns with the skull
  const hair = growHair(head, neutral, skull, person, detail);
  if (hair.length > 0) rigid.add(new Ribbons(hair, hairMaterial).mesh);
  const headwear = person.headwear ?? '#777777';
  if (person.hair.style === 'beanie') rigid.add(createBeanie(skull, headwear));
  if (person.hair.style === 'headscarf') rigid.add(createHeadscarf(measureSkull(head, neutral, 14), headwear));
  if (person.hair.style === 'long') rigid.add(createMane(skull, person.hair.colour));
  if (person.glasses) rigid.add(createGlasses(head, neutral, person.glasses));
  const eyes = { L: createEye(head, neutral, person, 'L'), R: createEye(head, neutral, person, 'R') };
  rigid.add(eyes.L, eyes.R);
  rigid.matrixAutoUpdate = false;
  scene.add(rigid, createGarment(head, neutral, person));

  const planted = plantFacialHair(head, person);
  shapeExpression(head, neutral, {}, vertices);
  const facialHair = new Ribbons(combFacialHair(planted, vertices), hairMaterial);
  scene.add(facialHair.mesh);

  const landmarks = Object.entries(LANDMARKS).map(([name, at]) => [name, nearest(head, at)] as const);
  const outline = faceVertices(head);

  function pose(posture: Posture): void {
    shapeExpression(head, neutral, posture.weights, vertices);
    const { yaw, pitch, roll } = posture.head;
    const radians = THREE.MathUtils.degToRad;
    // Signs: a positive pitch looks up and a positive roll is clockwise on screen, against the axes of the scene.
    const turn = new THREE.Quaternion().setFromEuler(
      new THREE.Euler(radians(-pitch), radians(yaw), radians(-roll), 'YXZ'),
    );
    rigid.matrix
      .makeTranslation(PIVOT)
      .multiply(new THREE.Matrix4().makeRotationFromQuaternion(turn))
      .multiply(new THREE.Matrix4().makeTranslation(PIVOT.clone().negate()));
    rigid.matrixWorldNeedsUpdate = true;
    bendNeck(head, vertices, turn);
    position.needsUpdate = true;
    geometry.computeVertexNormals();
    facialHair.update(combFacialHair(planted, vertices));
    for (const eye of [eyes.L, eyes.R]) {
      // Both eyes meet at about arm's length.
      const vergence = -1.5 * Math.sign(eye.position.x);
      eye.rotation.set(radians(-posture.gaze.pitch), radians(posture.gaze.yaw + vergence), 0, 'YXZ');
    }
    for (const [name, value] of Object.entries(foldsOf(posture.weights))) {
      skin.uniforms[name as keyof typeof skin.uniforms].value = value;
    }
    scene.updateMatrixWorld(true);
  }

  const at = (vertex: number) => new THREE.Vector3().fromArray(vertices, 3 * vertex);

  /** Places in the scene for the ground truth, at the pose last set. */
  function measure(): { landmarks: Record<Landmark, THREE.Vector3>; outline: THREE.Vector3[] } {
    const places = Object.fromEntries(landmarks.map(([name, vertex]) => [name, at(vertex)]));
    places.leftEye = eyes.L.getWorldPosition(new THREE.Vector3());
    places.rightEye = eyes.R.getWorldPosition(new THREE.Vector3());
    return { landmarks: places as Record<Landmark, THREE.Vector3>, outline: outline.map(at) };
  }

  return { person, scene, pose, measure };
}

/** Turns the head about the pivot; the neck follows less and less downwards. */
function bendNeck(head: Head, vertices: Float32Array, turn: THREE.Quaternion): void {
  const partial = new THREE.Quaternion();
  const still = new THREE.Quaternion();
  const point = new THREE.Vector3();
  for (let i = 0; i < vertices.length; i += 3) {
    const share = smoothstep(-14, -6, head.positions[i + 1]! + 0.35 * head.positions[i + 2]!);
    partial.slerpQuaternions(still, turn, share);
    point.fromArray(vertices, i).sub(PIVOT).applyQuaternion(partial).add(PIVOT).toArray(vertices, i);
  }
}

function nearest(head: Head, [x, y, z]: readonly [number, number, number]): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = head.materials.face[0]; i <= head.materials.face[1]; i++) {
    const distance = Math.hypot(
      head.positions[3 * i]! - x,
      head.positions[3 * i + 1]! - y,
      head.positions[3 * i + 2]! - z,
    );
    if (distance < least) [best, least] = [i, distance];
  }
  return best;
}

/** The face as detectors box it: chin to above the brows, cheek to cheek. */
function faceVertices(head: Head): number[] {
  const [first, last] = head.materials.face;
  return Array.from({ length: last - first + 1 }, (_, i) => first + i).filter((i) => {
    const [x, y, z] = [head.positions[3 * i]!, head.positions[3 * i + 1]!, head.positions[3 * i + 2]!];
    return z > 2.5 && Math.abs(x) < 7 && y > -8 && y < 9.5;
  });
}

/** A scarf holds the ears against the head. */
function tuckEars(head: Head, vertices: Float32Array): void {
  for (let i = 0; i < vertices.length; i += 3) {
    if (isEar(head.positions[i]!, head.positions[i + 1]!, head.positions[i + 2]!)) vertices[i]! *= 0.85;
  }
}

/** Stretched lips would cut into the sculpted teeth at the corners of the mouth: these give way a little. */
function narrowTeeth(head: Head, vertices: Float32Array): void {
  for (const vertex of [...partOf(head, 'teeth'), ...partOf(head, 'gumsTongue')]) {
    const x = vertices[3 * vertex]!;
    vertices[3 * vertex] = 0.9 * x;
    vertices[3 * vertex + 2]! -= 0.12 + 0.1 * x * x;
  }
}
