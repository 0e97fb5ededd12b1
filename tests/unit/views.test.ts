import { describe, expect, it } from 'vitest';
import { modelCrop, STORED_SIDE } from '../../src/math/faceCrop.ts';
import { sampleViews } from '../../src/train/views.ts';

/** A picture with a bright left half and a bright spot. */
const stored = new Uint8ClampedArray(STORED_SIDE * STORED_SIDE * 4).map((_, i) => {
  const x = Math.floor(i / 4) % STORED_SIDE;
  return i % 4 === 3 ? 255 : x < STORED_SIDE / 2 ? 200 : 60;
});
const SIDE = 24;

describe('the views of a sample', () => {
  it('begin with the crop that the live model sees', () => {
    expect(sampleViews(stored, SIDE, 1, 1, 'a')).toEqual([modelCrop(stored, SIDE)]);
  });

  it('are the same for the same seed and sample, and differ otherwise', () => {
    const views = sampleViews(stored, SIDE, 4, 1, 'a');
    expect(sampleViews(stored, SIDE, 4, 1, 'a')).toEqual(views);
    expect(sampleViews(stored, SIDE, 4, 1, 'b')[1]).not.toEqual(views[1]);
    expect(sampleViews(stored, SIDE, 4, 2, 'a')[1]).not.toEqual(views[1]);
  });

  it('do not depend on how many are asked for', () => {
    expect(sampleViews(stored, SIDE, 6, 1, 'a').slice(0, 3)).toEqual(sampleViews(stored, SIDE, 3, 1, 'a'));
  });

  it('are mirrored about half of the time, and vary in light', () => {
    const views = sampleViews(stored, SIDE, 200, 3, 'a').slice(1);
    const row = (SIDE * SIDE) / 2;
    const mirrored = views.filter((view) => (view[row + 1] ?? 0) < (view[row + SIDE - 2] ?? 0)).length;
    expect(mirrored).toBeGreaterThan(70);
    expect(mirrored).toBeLessThan(130);
    expect(new Set(views.map((view) => view[row + 1])).size).toBeGreaterThan(20);
  });

  it('never leave the stored picture: no black corners', () => {
    const white = new Uint8ClampedArray(STORED_SIDE * STORED_SIDE * 4).fill(255);
    for (const view of sampleViews(white, SIDE, 300, 5, 'a')) {
      expect(Math.max(...view) - Math.min(...view)).toBeLessThanOrEqual(1);
    }
  });
});
