/** Tiles cover the picture, and overlap so that a face is whole in one of them. */

import { describe, expect, it } from 'vitest';
import { tiles, wholePicture } from '../../src/vision/tiles.ts';

describe('tiles', () => {
  it.each([
    [1600, 1067],
    [960, 360],
    [1080, 1600],
    [1600, 1600],
  ])('hold every face of a quarter of their side whole: %d × %d', (width, height) => {
    const size = Math.max(width, height) / 8;
    const all = tiles({ width, height });
    for (let x = size / 2; x <= width - size / 2; x += 20) {
      for (let y = size / 2; y <= height - size / 2; y += 20) {
        const holds = all.some(
          ({ centre, side }) =>
            Math.abs(centre.x - x) <= (side - size) / 2 + 1e-9 && Math.abs(centre.y - y) <= (side - size) / 2 + 1e-9,
        );
        expect(holds, `${x}, ${y}`).toBe(true);
      }
    }
    expect(all.length).toBeLessThanOrEqual(9);
  });

  it('are not needed for a small picture, whose square is the whole', () => {
    expect(tiles({ width: 640, height: 480 })).toEqual([]);
    expect(wholePicture({ width: 640, height: 480 })).toEqual({ centre: { x: 320, y: 240 }, side: 640, angle: 0 });
  });
});
