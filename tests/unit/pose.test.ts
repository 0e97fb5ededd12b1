/** Signs and sizes of the head's angles, and where the nose ends up for each. */

import { describe, expect, it } from 'vitest';
import { poseOf } from '../../src/vision/pose.ts';
import { headMesh, type Turn } from './headMesh.ts';

const straight = poseOf(headMesh());
const pose = (turn: Turn) => {
  const { yaw, pitch, roll } = poseOf(headMesh(turn));
  return { yaw: yaw - straight.yaw, pitch: pitch - straight.pitch, roll };
};

describe('pose', () => {
  it.each([-40, -15, 15, 40])('yaw %d alone', (yaw) => {
    const found = pose({ yaw });
    expect(found.yaw).toBeCloseTo(yaw, 3);
    expect(found.pitch).toBeCloseTo(0, 3);
    expect(found.roll).toBeCloseTo(0, 3);
  });

  it.each([-25, 10, 25])('pitch %d alone', (pitch) => {
    expect(pose({ pitch }).pitch).toBeCloseTo(pitch, 3);
    expect(pose({ pitch }).yaw).toBeCloseTo(0, 3);
  });

  it.each([-60, -20, 20, 60])('roll %d leaves yaw and pitch alone', (roll) => {
    const found = pose({ yaw: 20, pitch: 10, roll });
    const upright = pose({ yaw: 20, pitch: 10 });
    expect(found.roll - upright.roll).toBeCloseTo(roll, 3);
    expect(found.yaw).toBeCloseTo(upright.yaw, 3);
    expect(found.pitch).toBeCloseTo(upright.pitch, 3);
  });

  it('does not depend on size and place', () => {
    const turn = { yaw: 12, pitch: -8, roll: 5 };
    const [here, there] = [pose(turn), pose({ ...turn, scale: 3, x: 400, y: -90 })];
    expect(there.yaw).toBeCloseTo(here.yaw, 3);
    expect(there.pitch).toBeCloseTo(here.pitch, 3);
  });

  it('has the signs of the protocol, as the picture shows them', () => {
    const eyeMiddle = (turn: Turn) => {
      const mesh = headMesh(turn);
      return { x: (mesh[3 * 133]! + mesh[3 * 362]!) / 2, y: (mesh[3 * 133 + 1]! + mesh[3 * 362 + 1]!) / 2 };
    };
    // What is in front of the head's centre moves with the gaze: right for yaw > 0, up for pitch > 0.
    expect(eyeMiddle({ yaw: 20 }).x).toBeGreaterThan(eyeMiddle({}).x);
    expect(eyeMiddle({ pitch: 20 }).y).toBeLessThan(eyeMiddle({}).y);
    const rolled = headMesh({ roll: 20 });
    expect(rolled[3 * 263 + 1]!).toBeGreaterThan(rolled[3 * 33 + 1]!);
  });
});
