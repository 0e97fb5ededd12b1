/** Eyeballs that turn: white, iris, pupil and a wet surface. Knows no lids. */

import * as THREE from 'three';
import { type Head, partOf, trianglesOf } from '../head.ts';
import type { Person } from '../person.ts';

/** The eyeball's own mesh with the iris painted by its angle from the axis of sight. */
export function createEye(head: Head, vertices: Float32Array, person: Person, side: 'L' | 'R'): THREE.Mesh {
  const centre = eyeCentre(head, vertices, side);
  const part = partOf(head, `sclera${side}`);
  const first = part[0]!;
  const positions = new Float32Array(3 * part.length);
  part.forEach((vertex, i) => {
    new THREE.Vector3()
      .fromArray(vertices, 3 * vertex)
      .sub(centre)
      .toArray(positions, 3 * i);
  });
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute('position', new THREE.BufferAttribute(positions, 3));
  geometry.setIndex(trianglesOf(head, [`sclera${side}`]).map((vertex) => vertex - first));
  geometry.computeVertexNormals();
  const eye = new THREE.Mesh(geometry, createEyeMaterial(person));
  eye.position.copy(centre);
  eye.receiveShadow = true;
  return eye;
}

function createEyeMaterial(person: Person): THREE.MeshPhysicalMaterial {
  const material = new THREE.MeshPhysicalMaterial({
    roughness: 0.35,
    clearcoat: 1,
    clearcoatRoughness: 0.1,
  });
  material.onBeforeCompile = (shader) => {
    const { azimuth, elevation } = person.light;
    const [a, e] = [THREE.MathUtils.degToRad(azimuth), THREE.MathUtils.degToRad(elevation)];
    shader.uniforms.irisColour = { value: new THREE.Color(person.eyes) };
    shader.uniforms.softbox = {
      value: new THREE.Vector3(Math.sin(a) * Math.cos(e), Math.sin(e), Math.cos(a) * Math.cos(e)),
    };
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', '#include <common>\nvarying vec3 vEye;')
      .replace('#include <begin_vertex>', '#include <begin_vertex>\nvEye = position;');
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', '#include <common>\nvarying vec3 vEye;\nuniform vec3 irisColour, softbox;')
      .replace(
        '#include <color_fragment>',
        /* glsl */ `
        // Angles from the axis of sight in radians; iris and pupil as in a human eye (11.8 and 3.6 mm wide of 24 mm).
        float angle = acos(clamp(normalize(vEye).z, -1.0, 1.0));
        float around = atan(vEye.y, vEye.x);
        float fibres = 0.75 + 0.25 * sin(around * 23.0 + 3.0 * sin(around * 7.0)) * sin(angle * 40.0 + around * 5.0);
        vec3 white = mix(vec3(0.74, 0.70, 0.67), vec3(0.62, 0.40, 0.36), smoothstep(0.75, 1.25, angle));
        vec3 iris = irisColour * fibres * mix(1.6, 0.8, smoothstep(0.16, 0.46, angle));
        iris *= 1.0 - 0.75 * smoothstep(0.42, 0.5, angle);
        vec3 eye = mix(iris, white, smoothstep(0.48, 0.54, angle));
        eye *= smoothstep(0.15, 0.19, angle) * 0.99 + 0.01;
        diffuseColor.rgb *= eye;`,
      )
      .replace(
        '#include <opaque_fragment>',
        /* glsl */ `
        // The softbox as the wet cornea mirrors it, lids or not: without it eyes look dead.
        vec3 mirrored = reflect(-normalize(vViewPosition), normal);
        outgoingLight += 2.2 * smoothstep(0.965, 0.985, dot(mirrored, softbox));
        #include <opaque_fragment>`,
      );
  };
  return material;
}

/** Middle of an eyeball on a person. */
export function eyeCentre(head: Head, vertices: Float32Array, side: 'L' | 'R'): THREE.Vector3 {
  const box = new THREE.Box3();
  for (const i of partOf(head, `sclera${side}`)) box.expandByPoint(new THREE.Vector3().fromArray(vertices, 3 * i));
  return box.getCenter(new THREE.Vector3());
}
