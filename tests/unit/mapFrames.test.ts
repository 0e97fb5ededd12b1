/** Maps of a run that follow each other: turned onto the one before, bounded in number. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_TURN, turned, turnOnto } from '../../src/ui/explain/align.ts';
import { withFrame } from '../../src/ui/explain/frames.ts';

const cloud = (points: number[][]) => ({
  ids: points.map((_, i) => `s${i}`),
  points: Float32Array.from(points.flat()),
});
const L = cloud([
  [0, 0],
  [4, 0],
  [0, 1],
  [0, 3],
]);

const distance = (a: Float32Array, b: Float32Array) => Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

describe('turning a map onto the one before', () => {
  it('undoes every rotation, reflection and shift', () => {
    const angles = fc.double({ min: -4, max: 4, noNaN: true });
    fc.assert(
      fc.property(angles, fc.boolean(), fc.integer({ min: -9, max: 9 }), (angle, mirror, shift) => {
        const [a, b, flip] = [Math.cos(angle), Math.sin(angle), mirror ? -1 : 1];
        const moved = turned(L.points, { a, b, c: -flip * b, d: flip * a, e: shift, f: 2 * shift });
        const back = turned(moved, turnOnto(L, { ids: L.ids, points: moved }));
        expect(distance(back, L.points)).toBeLessThan(1e-4);
      }),
    );
  });

  it('keeps the scale: a cloud that shrinks is seen to shrink', () => {
    const small = L.points.map((value) => value / 2);
    const after = turned(small, turnOnto(L, { ids: L.ids, points: small }));
    expect(Math.hypot(after[2]! - after[0]!, after[3]! - after[1]!)).toBeCloseTo(2, 5);
  });

  it('goes by the samples that both have, whatever their order', () => {
    const points = Float32Array.from([50, 50, 0, -3, 0, 0, -4, 0]);
    const turn = turnOnto(L, { ids: ['new', 's3', 's0', 's1'], points });
    const after = turned(points, turn);
    expect([...after.slice(2)].map((value) => Math.round(value * 1000) / 1000 + 0)).toEqual([0, 3, 0, 0, 4, 0]);
  });

  it('leaves a map of other samples as it is', () => {
    expect(turnOnto(L, cloud([]))).toBe(NO_TURN);
    expect(turnOnto({ ids: ['other'], points: Float32Array.of(1, 2) }, L)).toBe(NO_TURN);
  });
});

describe('the frames of a run', () => {
  const frame = (step: number, sign = 1) => ({ step, ids: L.ids, points: L.points.map((value) => sign * value) });

  it('do not flip from one to the next', () => {
    const frames = [1, 2, 3, 4].reduce<ReturnType<typeof withFrame>>(
      (so, step) => withFrame(so, frame(step, step % 2 ? 1 : -1)),
      [],
    );
    for (const { points } of frames) expect(distance(points, L.points)).toBeLessThan(1e-5);
  });

  it('are bounded in number and stay spread over the run, with the last one always there', () => {
    let frames: ReturnType<typeof withFrame> = [];
    for (let step = 0; step < 100; step++) {
      frames = withFrame(frames, frame(step), 10);
      expect(frames.length).toBeLessThanOrEqual(10);
      expect(frames.at(-1)?.step).toBe(step);
    }
    expect(frames[0]?.step).toBe(0);
    expect(frames.some(({ step }) => step > 20 && step < 70)).toBe(true);
  });

  it('forget what a rollback took back', () => {
    const frames = [0, 10, 20].reduce<ReturnType<typeof withFrame>>((so, step) => withFrame(so, frame(step)), []);
    expect(withFrame(frames, frame(10)).map(({ step }) => step)).toEqual([0, 10]);
  });
});
