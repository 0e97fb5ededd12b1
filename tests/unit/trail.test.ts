/** The trail of a face in the plane of valence and arousal: steadied as scores are, and two seconds long. */

import { expect, it } from 'vitest';
import { SMOOTHING_MS } from '../../src/ui/live/smoothing.ts';
import { type Moment, TRAIL_MS, trailAfter } from '../../src/ui/live/trail.ts';

const CENTRE = { valence: 0, arousal: 0 };
const CORNER = { valence: 1, arousal: -1 };

it('begins where the face is first read', () => {
  expect(trailAfter([], CORNER, 5)).toEqual([{ time: 5, raw: CORNER, steady: CORNER }]);
});

it('has covered 63 % of a step on both axes after one time constant; what is raw is there at once', () => {
  const [, latest] = trailAfter(trailAfter([], CENTRE, 0), CORNER, SMOOTHING_MS);
  expect(latest?.raw).toEqual(CORNER);
  expect(latest?.steady.valence).toBeCloseTo(1 - Math.exp(-1), 10);
  expect(latest?.steady.arousal).toBeCloseTo(Math.exp(-1) - 1, 10);
});

it('forgets what is older than two seconds, and steadies on from the latest even so', () => {
  let trail: Moment[] = [];
  for (let time = 0; time <= 3_000; time += 100) trail = trailAfter(trail, CENTRE, time);
  expect(trail[0]?.time).toBe(3_000 - TRAIL_MS);
  expect(trail).toHaveLength(21);
  const after = trailAfter(trail, CORNER, 10_000);
  expect(after).toHaveLength(1);
  expect(after[0]?.steady.valence).toBeCloseTo(1, 10);
});
