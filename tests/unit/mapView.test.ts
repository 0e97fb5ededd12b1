/** The map's keys, how dots glide, which frame is shown; and what is said of views. */

import { describe, expect, it } from 'vitest';
import { GLIDE_MS, glided, glideTo } from '../../src/ui/explain/glide.ts';
import { mapKey, nextNearest } from '../../src/ui/explain/mapKeys.ts';
import { judgeViews, readViews } from '../../src/ui/explain/viewWords.ts';

const PLACES = [
  { x: 0, y: 0 },
  { x: 10, y: 1 },
  { x: 3, y: 30 },
];

describe('the map by keyboard', () => {
  it('goes by arrows, and through all samples one after the other', () => {
    expect(mapKey('ArrowRight', PLACES, 0)).toEqual({ does: 'focus', index: 1 });
    expect(mapKey('PageDown', PLACES, 2)).toEqual({ does: 'focus', index: 0 });
    expect(mapKey('PageUp', PLACES, 0)).toEqual({ does: 'focus', index: 2 });
    expect(mapKey('PageDown', [], -1)).toBeNull();
  });

  it('selects, labels and leaves other keys to the page', () => {
    expect(mapKey(' ', PLACES, 0)).toEqual({ does: 'toggle' });
    expect(mapKey('4', PLACES, 0)).toEqual({ does: 'label', digit: 4 });
    expect(mapKey('d', PLACES, 0)).toBeNull();
    expect(mapKey('Tab', PLACES, 0)).toBeNull();
  });

  it('takes in the focused sample first, then the nearest that is open, then nothing', () => {
    const chosen = new Set<number>();
    const order = PLACES.map(() => {
      const next = nextNearest(PLACES, 0, (i) => chosen.has(i));
      chosen.add(next);
      return next;
    });
    expect(order).toEqual([0, 1, 2]);
    expect(nextNearest(PLACES, 0, (i) => chosen.has(i))).toBe(-1);
    expect(nextNearest(PLACES, -1, () => false)).toBe(-1);
  });
});

describe('dots', () => {
  const a = { ids: ['x', 'y'], points: Float32Array.of(0, 0, 2, 2) };
  const b = { ids: ['y', 'z', 'x'], points: Float32Array.of(4, 6, 9, 9, 1, 1) };

  it('glide from where they were, whatever their order; new ones appear in place', () => {
    const glide = glideTo(a, b, 1000);
    expect([...glided(glide, 1000).points]).toEqual([2, 2, 9, 9, 0, 0]);
    const halfway = glided(glide, 1000 + GLIDE_MS / 2);
    expect(halfway.rest).toBe(false);
    expect(halfway.points[0]).toBeGreaterThan(3);
    expect(halfway.points[0]).toBeLessThan(4);
    expect(glided(glide, 1000 + GLIDE_MS)).toEqual({ ids: b.ids, points: b.points, rest: true });
  });

  it('are in their place at once where there was no map before', () => {
    expect([...glided(glideTo(null, b, 0), 0).points]).toEqual([...b.points]);
  });
});

describe('views', () => {
  const prediction = (rows: number[][]) => ({
    base: Float32Array.from(rows.flat()),
    own: null,
    affect: null,
    nearest: null,
    onMap: null,
    ms: 1,
  });
  const names = ['Neutral', 'Happiness'];
  const happy = [0.1, 0.9];
  const neutral = [0.8, 0.2];
  const judged = (views: number[][], strength = 1, unchanged = happy) =>
    judgeViews(readViews(prediction(views), views.length, prediction([unchanged])), strength, 0.5, names);

  it('that keep the expression are fine', () => {
    expect(judged([happy, happy, happy, happy])).toEqual({
      tone: 'plain',
      words: 'The views keep the expression: the base model reads Happiness in all 4.',
    });
  });

  it('that are read as something else in half of the cases are too strong', () => {
    expect(judged([happy, neutral, neutral, happy])).toMatchObject({ tone: 'bad' });
    expect(judged([happy, neutral, neutral, happy]).words).toContain('only 2 of 4 views');
    expect(judged([happy, neutral, happy, happy])).toMatchObject({ tone: 'hint' });
  });

  it('are not judged by a model that is not sure of the picture itself', () => {
    expect(judged([happy, happy], 1, [0.55, 0.45]).words).toContain('Too strong');
    expect(judged([neutral, happy], 1, [0.45, 0.4]).words).toContain('not sure of this face');
  });

  it('without strength teach nothing, weak ones little', () => {
    expect(judged([happy, happy], 0).words).toContain('learns nothing');
    expect(judged([happy, happy], 0.1)).toMatchObject({ tone: 'hint' });
  });
});
