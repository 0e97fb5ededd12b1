/** The framing and the landmark region move, turn and grow with the face, and stay when the head turns. */

import { describe, expect, it } from 'vitest';
import { apply, similarity } from '../../src/math/affine.ts';
import { corners, framingOf } from '../../src/vision/framing.ts';
import { boxOfMesh, meshInFrame, regionOfDetection, regionOfMesh, unitToRegion } from '../../src/vision/region.ts';
import { headMesh } from './headMesh.ts';

const straight = framingOf(headMesh());

describe('framing', () => {
  it('holds the whole face, eyes above its middle and level', () => {
    const mesh = headMesh({ roll: 25, scale: 1.5, x: 300, y: 200 });
    const [topLeft, topRight, , bottomLeft] = corners(framingOf(mesh));
    const eyesAt = [33, 263].map((i) => ({ x: mesh[3 * i]!, y: mesh[3 * i + 1]! }));
    const side = Math.hypot(topRight.x - topLeft.x, topRight.y - topLeft.y);
    const depths = eyesAt.map(
      (eye) =>
        ((eye.x - topLeft.x) * (bottomLeft.x - topLeft.x) + (eye.y - topLeft.y) * (bottomLeft.y - topLeft.y)) /
        side ** 2,
    );
    expect(depths[0]).toBeCloseTo(depths[1]!, 5);
    expect(depths[0]).toBeGreaterThan(0.3);
    expect(depths[0]).toBeLessThan(0.5);
  });

  it.each([-30, 20, 90])('turns with a roll of %d degrees about the face', (roll) => {
    const turned = framingOf(headMesh({ roll }));
    expect(turned.side).toBeCloseTo(straight.side, 3);
    expect((turned.angle * 180) / Math.PI).toBeCloseTo(roll, 3);
    const expected = apply(similarity(1, (roll * Math.PI) / 180, 0, 0), straight.centre);
    expect(turned.centre.x).toBeCloseTo(expected.x, 3);
    expect(turned.centre.y).toBeCloseTo(expected.y, 3);
  });

  it('grows and moves with the face', () => {
    const other = framingOf(headMesh({ scale: 2, x: 50, y: -20 }));
    expect(other.side).toBeCloseTo(2 * straight.side, 3);
    expect(other.centre.x).toBeCloseTo(2 * straight.centre.x + 50, 3);
    expect(other.centre.y).toBeCloseTo(2 * straight.centre.y - 20, 3);
  });

  it('hardly changes when the head turns', () => {
    for (const yaw of [-20, 20])
      expect(Math.abs(framingOf(headMesh({ yaw })).side / straight.side - 1)).toBeLessThan(0.08);
    for (const pitch of [-15, 15]) {
      expect(Math.abs(framingOf(headMesh({ pitch })).side / straight.side - 1)).toBeLessThan(0.08);
    }
  });
});

describe('regions', () => {
  it('bring the landmark model’s points back to the frame', () => {
    const region = { centre: { x: 100, y: 80 }, side: 192, angle: 0 };
    const points = new Float32Array(468 * 3).fill(96);
    points.set([0, 0, 10]);
    const mesh = meshInFrame(points, 192, region);
    expect([...mesh.subarray(0, 6)]).toEqual([4, -16, 10, 100, 80, 96]);
  });

  it('turn about their centre', () => {
    const corner = apply(unitToRegion({ centre: { x: 10, y: 20 }, side: 2, angle: Math.PI / 2 }), { x: 0, y: 0 });
    expect(corner.x).toBeCloseTo(11, 9);
    expect(corner.y).toBeCloseTo(19, 9);
  });

  it('of a detection and of its mesh agree on where the face is', () => {
    const mesh = headMesh({ roll: 15, x: 200, y: 150 });
    const ofMesh = regionOfMesh(mesh);
    const box = boxOfMesh(mesh);
    const ofDetection = regionOfDetection(box, [
      { x: mesh[3 * 33]!, y: mesh[3 * 33 + 1]! },
      { x: mesh[3 * 263]!, y: mesh[3 * 263 + 1]! },
    ]);
    expect(ofDetection.angle).toBeCloseTo(ofMesh.angle, 2);
    expect(Math.hypot(ofDetection.centre.x - ofMesh.centre.x, ofDetection.centre.y - ofMesh.centre.y)).toBeLessThan(25);
  });

  it('give boxes that reach above the mesh, to the hairline', () => {
    const box = boxOfMesh(headMesh());
    expect(box.y).toBeLessThan(-90);
    expect(box.y + box.height).toBeCloseTo(90, 3);
  });
});
