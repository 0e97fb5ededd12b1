/** The One-Euro filter against its closed forms and its promises. */

import { describe, expect, it } from 'vitest';
import { createBoxFilter, createOneEuro } from '../../src/vision/oneEuro.ts';

const FRAME_MS = 1000 / 30;

describe('one value', () => {
  it('is the exponential smoother of its cutoff when speed does not count', () => {
    const cutoff = 2;
    const filter = createOneEuro({ minCutoff: cutoff, beta: 0, speedCutoff: 1 });
    const tau = 1 / (2 * Math.PI * cutoff);
    const alpha = FRAME_MS / 1000 / (FRAME_MS / 1000 + tau);
    filter(0, 0);
    for (let i = 1; i < 40; i++) {
      // A step answered by a first-order filter: 1 − (1 − α)^i.
      expect(filter(1, i * FRAME_MS)).toBeCloseTo(1 - (1 - alpha) ** i, 12);
    }
  });

  it('leaves a constant alone and gives the first value as it is', () => {
    const filter = createOneEuro({ minCutoff: 1, beta: 1, speedCutoff: 1 });
    for (let i = 0; i < 5; i++) expect(filter(7, i * FRAME_MS)).toBe(7);
  });

  it('follows more closely the faster the value moves', () => {
    const lagAt = (speed: number) => {
      const filter = createOneEuro({ minCutoff: 1, beta: 1, speedCutoff: 1 });
      let lag = 0;
      for (let i = 0; i < 90; i++)
        lag = speed * i * (FRAME_MS / 1000) - filter(speed * i * (FRAME_MS / 1000), i * FRAME_MS);
      return lag / speed; // seconds behind
    };
    expect(lagAt(4)).toBeLessThan(lagAt(1));
    expect(lagAt(1)).toBeLessThan(lagAt(0.1));
  });

  it('depends on time, not on the number of frames', () => {
    const at = (fps: number) => {
      const filter = createOneEuro({ minCutoff: 1, beta: 0, speedCutoff: 1 });
      filter(0, 0);
      let value = 0;
      for (let i = 1; i <= fps / 2; i++) value = filter(1, (1000 * i) / fps);
      return value;
    };
    expect(at(60)).toBeCloseTo(at(30), 1);
  });

  it('ignores a frame that is not later', () => {
    const filter = createOneEuro({ minCutoff: 1, beta: 0, speedCutoff: 1 });
    filter(0, 100);
    expect(filter(50, 100)).toBe(0);
  });
});

describe('a box', () => {
  const still = { x: 100, y: 80, width: 60, height: 70 };

  it('shimmers less than what is detected', () => {
    const filter = createBoxFilter();
    let raw = 0;
    let smooth = 0;
    for (let i = 0; i < 60; i++) {
      const noise = 1.5 * Math.sin(12.9898 * i);
      const box = filter({ ...still, x: still.x + noise }, i * FRAME_MS);
      if (i > 10) {
        raw += noise ** 2;
        smooth += (box.x - still.x) ** 2;
      }
    }
    expect(smooth).toBeLessThan(raw / 4);
  });

  it('treats near and far faces alike', () => {
    const [far, near] = [createBoxFilter(), createBoxFilter()];
    for (let i = 0; i < 10; i++) {
      const box = { ...still, x: still.x + i ** 2 };
      const smallResult = far(box, i * FRAME_MS);
      const largeResult = near(
        { x: 3 * box.x, y: 3 * box.y, width: 3 * box.width, height: 3 * box.height },
        i * FRAME_MS,
      );
      expect(largeResult.x).toBeCloseTo(3 * smallResult.x, 9);
    }
  });
});
