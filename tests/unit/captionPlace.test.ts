/** Captions of faces stay on the stage and hide as little as they can. */

import { describe, expect, it } from 'vitest';
import { covering } from '../../src/math/box.ts';
import { captionPlace } from '../../src/ui/live/captionPlace.ts';

const STAGE = { width: 480, height: 320 };
const SIZE = { width: 100, height: 44 };
const NONE = { captions: [], otherFaces: [] };

describe('a caption goes', () => {
  it('under its face where there is room', () => {
    expect(captionPlace({ x: 100, y: 40, width: 80, height: 90 }, SIZE, STAGE, NONE)).toEqual({
      x: 90,
      y: 138,
      ...SIZE,
    });
  });

  it('over it where there is none, and stays on the stage at its sides', () => {
    expect(captionPlace({ x: 0, y: 200, width: 80, height: 115 }, SIZE, STAGE, NONE)).toEqual({
      x: 4,
      y: 148,
      ...SIZE,
    });
  });

  it('over its own chin rather than over other captions or another face', () => {
    const face = { x: 100, y: 190, width: 80, height: 100 };
    const above = { x: 95, y: 90, width: 90, height: 92 };
    for (const hiding of [
      { captions: [above], otherFaces: [] },
      { captions: [], otherFaces: [{ x: 100, y: 40, width: 80, height: 120 }] },
    ]) {
      const place = captionPlace(face, SIZE, STAGE, hiding);
      expect(place.y).toBe(STAGE.height - SIZE.height - 4);
    }
  });

  it('beside no other one where six faces with two lines each fill the stage', () => {
    const faces = [0, 1, 2, 3, 4, 5].map((i) => ({
      x: 40 + 160 * (i % 3),
      y: i < 3 ? 20 : 180,
      width: 80,
      height: 100,
    }));
    const captions: ReturnType<typeof captionPlace>[] = [];
    for (const face of faces) {
      const otherFaces = faces.filter((other) => other !== face);
      captions.push(captionPlace(face, SIZE, STAGE, { captions, otherFaces }));
    }
    for (const [i, caption] of captions.entries()) {
      for (const other of captions.slice(i + 1)) expect(covering(caption, other)).toBe(0);
      for (const [k, face] of faces.entries()) expect(covering(caption, face)).toBeLessThan(k === i ? 0.5 : 0.1);
    }
  });
});
