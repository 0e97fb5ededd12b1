import { describe, expect, it } from 'vitest';
import type { HistoryPoint } from '../../src/data/schema.ts';
import { columns, linesOf, thinned } from '../../src/ui/training/lines.ts';
import { smoothed } from '../../src/ui/training/smooth.ts';
import { type Course, verdicts } from '../../src/ui/training/verdicts.ts';

const point = (step: number, more: Partial<HistoryPoint> = {}): HistoryPoint => ({
  step,
  loss: 1,
  parts: {},
  accuracy: 0.5,
  judgeLoss: 1,
  knn: null,
  learningRate: 0.01,
  ...more,
});

/** Twenty points, as functions of the part of the run that is done, 0–1. */
function course(of: (t: number, i: number) => Partial<HistoryPoint>, more: Partial<Course> = {}): Course {
  const points = Array.from({ length: 20 }, (_, i) => point(10 * (i + 1), of(i / 19, i)));
  return { points, classes: 4, judgedOn: 'session', stageSteps: [200], over: true, rollbacks: [], ...more };
}

const ids = (given: Course) => verdicts(given).map(({ id }) => id);
const falling = (t: number) => ({
  loss: 1.4 * Math.exp(-2 * t),
  judgeLoss: 1.4 * Math.exp(-2 * t),
  accuracy: 0.4 + t / 2,
});

describe('verdicts', () => {
  it('let a run be that learns', () => {
    expect(ids(course(falling))).toEqual(['learning']);
    expect(ids({ ...course(falling), over: false })).toEqual(['learning']);
  });

  it('name the step since which the held-out loss rises while the loss falls', () => {
    const u = (t: number) => ({ ...falling(t), judgeLoss: 0.6 + 3 * (t - 0.4) ** 2 });
    const [verdict] = verdicts(course(u));
    expect(verdict?.id).toBe('over-fitting');
    expect(verdict?.text).toMatch(/Since step (80|90|100) /);
    expect(ids(course(u, { judgedOn: 'training' }))).not.toContain('over-fitting');
    // Both rise: that is another trouble.
    expect(ids(course((t) => ({ ...u(t), loss: 1 + t })))).not.toContain('over-fitting');
    // A last noisy report is not a rise.
    expect(ids(course((t, i) => ({ ...falling(t), ...(i === 19 && { judgeLoss: 0.5 }) })))).not.toContain(
      'over-fitting',
    );
  });

  it('see that nothing was learned, but not before a quarter of the steps', () => {
    const flat = () => ({ loss: 1.38, accuracy: 0.26 });
    expect(ids(course(flat))).toContain('nothing-learned');
    expect(ids(course(flat, { over: false, stageSteps: [10_000] }))).toEqual(['learning']);
    expect(ids(course(() => ({ loss: 1.38, accuracy: 0.9 })))).not.toContain('nothing-learned');
  });

  it('see a collapse by the nearest neighbours, whatever the loss does', () => {
    const knn = (values: number[]) =>
      course((t, i) => ({ ...falling(t), knn: i % 5 === 0 ? (values[i / 5] ?? null) : null }));
    expect(ids(knn([0.7, 0.6, 0.4, 0.27]))[0]).toBe('collapse');
    expect(ids(knn([0.25, 0.27, 0.24, 0.26]))[0]).toBe('collapse');
    expect(ids(knn([0.25, 0.4, 0.6, 0.7]))).not.toContain('collapse');
    expect(verdicts(knn([0.7, 0.6, 0.4, 0.27]))[0]?.text).toContain('lower learning rate');
  });

  it('do not compare the losses of two stages, nor ask a stage for accuracy that trains no classifier', () => {
    const stageSteps = [100, 100];
    // The second stage begins with a lower loss than the first ended with, and rests there.
    const jump = (t: number) => (t < 0.5 ? falling(t) : { loss: 0.3, accuracy: 0.25 });
    expect(ids(course(jump, { stageSteps }))).toEqual(['nothing-learned']);
    expect(ids(course(jump))).not.toContain('nothing-learned');
    const first = course((t) => ({ loss: 2 - t, judgeLoss: 1.4, accuracy: 0.25 }), {
      stageSteps: [400, 100],
      over: false,
    });
    expect(ids(first)).toEqual(['learning']);
  });

  it('tell of a roll-back beside the rest', () => {
    const rollbacks = [{ from: 120, to: 100, learningRate: 0.00153 }];
    expect(ids(course(falling, { rollbacks }))).toEqual(['rolled-back', 'learning']);
    expect(verdicts(course(falling, { rollbacks }))[0]?.text).toContain('step 100 with a learning rate of 0.0015');
  });

  it('see that a run has converged', () => {
    expect(ids(course((t) => ({ loss: 0.1 + Math.exp(-30 * t), judgeLoss: 0.2, accuracy: 0.9 })))).toEqual([
      'converged',
    ]);
  });

  it('wait for a few reports', () => {
    const given = course(falling);
    expect(ids({ ...given, points: given.points.slice(0, 3) })).toEqual(['early']);
    expect(ids({ ...given, points: [] })).toEqual(['early']);
  });
});

describe('curves', () => {
  it('are smoothed without a pull towards zero at their start, and leave gaps as gaps', () => {
    expect(smoothed([2, null, 2, 2], 0.9)).toEqual([2, null, 2, 2].map((v) => v && expect.closeTo(v, 12)));
    // m₁ = 0; m₂ = (0.5·0 + 0.5·1) / 0.75
    expect(smoothed([0, 1], 0.5)[1]).toBeCloseTo(2 / 3, 12);
    expect(smoothed([3, 1, 4], 0)).toEqual([3, 1, 4]);
  });

  it('have a line for each of several parts of the loss, and none for a single one', () => {
    expect(linesOf([point(1, { parts: { ce: 1 } })]).map(({ id }) => id)).not.toContain('part ce');
    const lines = linesOf([point(1, { parts: { ce: 1 } }), point(2, { parts: { ce: 1, kd: 2 } })]);
    expect(lines.slice(-2).map(({ id }) => id)).toEqual(['part ce', 'part kd']);
  });

  it('have a line for each metric of the method’s own, over the check-ups that gave one', () => {
    const points = [point(1), point(2, { metrics: { CCC: 0.2 } })];
    const line = linesOf(points).find(({ label }) => label === 'Held-out CCC');
    expect(points.map((each) => line?.value(each))).toEqual([null, 0.2]);
    expect(line?.write?.(0.2)).toBe('0.20');
    expect(linesOf([point(1)]).some(({ id }) => id.startsWith('metric'))).toBe(false);
  });

  it('become columns over steps; the learning rate stays as it was set', () => {
    const points = [point(1, { loss: 0, learningRate: 1 }), point(2, { loss: 1, learningRate: 0 })];
    const lines = linesOf(points).filter(({ id }) => id === 'loss' || id === 'learningRate');
    expect(columns(points, lines, 0.5)).toEqual([
      [1, 2],
      [0, expect.closeTo(2 / 3, 12)],
      [1, 0],
    ]);
  });

  it('are thinned for the table with the last point kept', () => {
    const points = Array.from({ length: 1001 }, (_, i) => point(i));
    const few = thinned(points, 100);
    expect(few.length).toBeLessThanOrEqual(100);
    expect(few.at(-1)?.step).toBe(1000);
    expect(thinned(points.slice(0, 5), 100)).toHaveLength(5);
  });
});
