/** Where a frame lies on the stage. */

import { expect, it } from 'vitest';
import { contain, hits, toStage } from '../../src/ui/live/fit.ts';

const frame = { width: 200, height: 100 };
const box = { x: 20, y: 10, width: 40, height: 30 };

it('fits the width of a narrow stage and centres the height', () => {
  expect(toStage(contain(frame, { width: 100, height: 100 }, false), box)).toEqual({
    x: 10,
    y: 30,
    width: 20,
    height: 15,
  });
});

it('fits the height of a wide stage and centres the width', () => {
  expect(toStage(contain(frame, { width: 600, height: 200 }, false), box)).toEqual({
    x: 140,
    y: 20,
    width: 80,
    height: 60,
  });
});

it('turns a mirrored frame about its middle', () => {
  const fit = contain(frame, { width: 200, height: 100 }, true);
  expect(toStage(fit, box)).toEqual({ x: 140, y: 10, width: 40, height: 30 });
  expect(hits(fit, box, { x: 150, y: 20 })).toBe(true);
  expect(hits(fit, box, { x: 30, y: 20 })).toBe(false);
});
