/** The actors' performance, without a head: action units, prototypes and the loop in time. */

import { describe, expect, it } from 'vitest';
import { ACTION_UNITS, CIRCUMPLEX, EXPRESSIONS, PROTOTYPES, shapesOf } from '../../tools/actors/actionUnits.ts';
import { CAST } from '../../tools/actors/cast.ts';
import { FRAMES_PER_SECOND } from '../../tools/actors/clip.ts';
import { MIDDLE_SHAPES, SIDED_SHAPES } from '../../tools/actors/head.ts';
import { LOOP_SECONDS, perform } from '../../tools/actors/timeline.ts';

const times = Array.from({ length: LOOP_SECONDS * FRAMES_PER_SECOND }, (_, frame) => frame / FRAMES_PER_SECOND);

describe('action units', () => {
  it('move only shapes that the head has', () => {
    const shapes: readonly string[] = [...SIDED_SHAPES, ...MIDDLE_SHAPES];
    for (const [unit, moved] of Object.entries(ACTION_UNITS)) {
      for (const shape of Object.keys(moved)) expect(shapes, unit).toContain(shape);
    }
  });

  it('favour the side that the asymmetry says', () => {
    expect(shapesOf({ lipCornerPuller: 0.5 }, 0.1)).toEqual({
      mouthSmile_L: expect.closeTo(0.55, 6),
      mouthSmile_R: expect.closeTo(0.45, 6),
    });
  });

  it('add up where they share a shape, within its limit', () => {
    const { browDown_L } = shapesOf({ browLowerer: 5 });
    expect(browDown_L).toBe(1.3);
    expect(shapesOf({ jawDrop: -1 }).jawOpen).toBe(0);
  });
});

describe('expressions', () => {
  it.each(EXPRESSIONS)('%s has a prototype, a place on the circumplex, and but for contempt an actor', (expression) => {
    expect(Object.keys(PROTOTYPES[expression]).length).toBeGreaterThan(3);
    for (const value of CIRCUMPLEX[expression]) expect(Math.abs(value)).toBeLessThanOrEqual(1);
    const played = CAST.some(({ beats }) => beats.some((beat) => beat.expression === expression));
    expect(played).toBe(expression !== 'contempt');
  });
});

describe.each(CAST.map((person) => [person.id, person] as const))('%s', (_, person) => {
  it('plays the same whenever asked', () => {
    const [first, second] = [perform(person), perform(person)];
    for (const time of times) expect(second(time)).toEqual(first(time));
  });

  it('plays another motion with another seed', () => {
    expect(perform({ ...person, seed: person.seed + 1 })(1).head).not.toEqual(perform(person)(1).head);
  });

  it('repeats after the loop', () => {
    const play = perform(person);
    for (const time of times) {
      const [now, later] = [play(time), play(time + LOOP_SECONDS)];
      expect(later.expression).toBe(now.expression);
      expect(later.intensity).toBeCloseTo(now.intensity, 9);
      expect(later.apex).toBe(now.apex);
      expect(later.head.yaw).toBeCloseTo(now.head.yaw, 9);
      expect(later.gaze.pitch).toBeCloseTo(now.gaze.pitch, 9);
    }
  });

  it('moves the head mildly and never jumps, not even where the loop closes', () => {
    const play = perform(person);
    times.forEach((time, frame) => {
      const [before, now] = [play(times.at(frame - 1)!), play(time)];
      for (const axis of ['yaw', 'pitch', 'roll'] as const) {
        expect(Math.abs(now.head[axis])).toBeLessThanOrEqual(15);
        expect(Math.abs(now.head[axis] - before.head[axis])).toBeLessThan(2.5);
      }
      expect(Math.abs(now.intensity - before.intensity)).toBeLessThan(0.3);
    });
  });

  it('goes from neutral to apex and back in each beat', () => {
    const play = perform(person);
    for (const { start, expression, hold } of person.beats) {
      expect(play(start).intensity).toBe(0);
      const apex = play(start + 0.45 + hold / 2);
      expect(apex).toMatchObject({ expression, apex: true });
      expect(apex.intensity).toBeGreaterThan(0.9);
      expect(play(start + 0.45 + hold + 0.61).intensity).toBe(0);
    }
  });
});
