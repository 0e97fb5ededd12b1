import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HistoryPoint } from '../../src/data/schema.ts';
import { readSafetensors, writeSafetensors } from '../../src/model/safetensors.ts';
import { objectiveOf } from '../../src/train/registry.ts';
import { run } from '../../src/train/run.ts';
import { readParameters, resumeState } from '../../src/train/runFile.ts';
import { releaseRun } from '../../src/train/step.ts';
import { type Clouds, cloudsOf, optionsFor, planOf, shapesFor, stateOf } from '../clouds.ts';
import { toy } from '../toyObjective.ts';
import { startWasm } from './backends.ts';

const supervised = objectiveOf('supervised');
const CLASSES = 4;

beforeAll(startWasm);

/** A run of so many steps from the start; the last report's figures. */
async function trained(clouds: Clouds, steps: number, seed = 1) {
  const options = optionsFor(supervised, { seed });
  const state = stateOf(supervised, clouds, options);
  const point = await run(state, planOf(supervised, clouds, options, [steps]));
  releaseRun(state);
  return point;
}

describe('a run', () => {
  it('learns separable classes', async () => {
    const { loss, accuracy, judgeLoss, knn } = await trained(cloudsOf({ classes: CLASSES }), 150);
    expect(loss).toBeLessThan(0.5);
    expect(accuracy).toBeGreaterThan(0.95);
    expect(judgeLoss).toBeLessThan(0.5);
    expect(knn).toBeGreaterThan(0.9);
  });

  it('is watched by what its method asks for, on held-out samples alone', async () => {
    const cal = objectiveOf('cal');
    const clouds = cloudsOf({ classes: CLASSES });
    const [held = 0] = clouds.dataset.judge;
    const options = optionsFor(cal, { learningRate: 0.01 });
    const ccc = async (steps: number) => {
      const state = stateOf(cal, clouds, options);
      const { metrics = {} } = await run(state, planOf(cal, clouds, options, [0, steps, 0]));
      releaseRun(state);
      return metrics.CCC ?? Number.NaN;
    };
    expect(await ccc(150)).toBeGreaterThan((await ccc(1)) + 0.5);
    // A rating of one held-out sample decides the figure; those learned from do not.
    const before = await ccc(5);
    clouds.dataset.table.valence[held] = -20;
    expect(await ccc(5)).toBeLessThan(before);
    clouds.dataset.table.valence.fill(Number.NaN);
    const state = stateOf(supervised, clouds, optionsFor(supervised));
    expect((await run(state, planOf(supervised, clouds, optionsFor(supervised), [1]))).metrics).toEqual({});
    releaseRun(state);
  });

  it('stays near chance on held-out samples when the labels are shuffled', async () => {
    const { accuracy } = await trained(cloudsOf({ classes: CLASSES, shuffled: true }), 150);
    expect(accuracy).toBeLessThan(0.42); // chance is 0.25 ± 0.048 of 80 samples
  });

  it('starts at log(classes), for every seed', async () => {
    expect((await trained(cloudsOf({ classes: CLASSES }), 1, 5)).loss).toBeCloseTo(Math.log(CLASSES), 5);
  });

  it('is the same again with the same seed, and another with another', async () => {
    const losses: number[] = [];
    for (const seed of [1, 1, 2]) losses.push((await trained(cloudsOf({ classes: CLASSES }), 20, seed)).loss);
    expect(losses[0]).toBe(losses[1]);
    expect(losses[0]).not.toBe(losses[2]);
  });

  it('stops between steps when asked, with a last report and a last save', async () => {
    const clouds = cloudsOf({ classes: CLASSES });
    const options = optionsFor(supervised);
    const state = stateOf(supervised, clouds, options);
    const points: HistoryPoint[] = [];
    const saved: HistoryPoint[] = [];
    const plan = planOf(supervised, clouds, options, [1000], {
      stopped: () => state.step >= 7,
      report: (point) => points.push(point),
      save: async (_file, point) => void saved.push(point),
    });
    const point = await run(state, plan);
    expect(point.step).toBe(7);
    expect(points.at(-1)).toEqual(point);
    expect(saved).toEqual([point]);
    releaseRun(state);
  });

  it('asked to stop while a report is read ends after one more step, and that is saved', async () => {
    const clouds = cloudsOf({ classes: CLASSES });
    const options = optionsFor(supervised);
    const state = stateOf(supervised, clouds, options);
    let time = 0;
    let wish = false;
    const saved: { step: number; last: boolean }[] = [];
    const plan = planOf(supervised, clouds, options, [1000], {
      clock: () => (time += 10),
      stopped: () => wish,
      report: () => {
        wish = true;
      },
      save: async (_file, { step }, last) => void saved.push({ step, last }),
    });
    const { step } = await run(state, plan);
    expect(saved).toEqual([{ step, last: true }]);
    expect(state.step).toBe(step);
    releaseRun(state);
  });

  /** Reports and saves of 500 steps on a clock that goes 10 ms at every look. */
  async function timed(saveMs: number) {
    const clouds = cloudsOf({ classes: CLASSES });
    const options = optionsFor(supervised);
    const state = stateOf(supervised, clouds, options);
    let time = 0;
    const reports: { at: number; step: number; loss: number }[] = [];
    const saves: number[] = [];
    const plan = planOf(supervised, clouds, options, [500], {
      clock: () => (time += 10),
      report: ({ step, loss }) => reports.push({ at: time, step, loss }),
      save: async (_file, { step }) => void saves.push(step),
      saveMs,
    });
    await run(state, plan);
    releaseRun(state);
    return { reports, saves };
  }

  it('reports often at first, then four times a second, each time the mean loss since the last report', async () => {
    const { reports, saves } = await timed(Number.POSITIVE_INFINITY);
    const gaps = reports.slice(1, -1).map(({ at }, i) => ({ at, ms: at - (reports[i]?.at ?? 0) }));
    expect(gaps.filter(({ at }) => at < 1000).length).toBeGreaterThanOrEqual(12);
    const late = gaps.filter(({ at }) => at > 3000);
    expect(late.length).toBeGreaterThan(4);
    for (const { ms } of late) expect(ms).toBeGreaterThanOrEqual(250);
    expect(reports.at(-1)?.step).toBe(500);
    expect(reports.at(-1)?.loss).toBeLessThan(reports[0]?.loss ?? 0);
    expect(saves).toEqual([500]);
  });

  it('saves when it is time, after a report that found the loss sound', async () => {
    const { reports, saves } = await timed(1_000);
    expect(saves.length).toBeGreaterThan(3);
    expect(saves.at(-1)).toBe(500);
    expect(reports.map(({ step }) => step)).toEqual(expect.arrayContaining(saves));
  });

  it('holds as many tensors after a thousand steps as after one, and leaves none', async () => {
    const before = memory().numTensors;
    for (const objective of [supervised, toy]) {
      const clouds = cloudsOf({ classes: CLASSES });
      const options = optionsFor(objective, { ema: 0.9, sam: 0.05, clip: 1 });
      const state = stateOf(objective, clouds, options);
      const counts: number[] = [];
      // Time stands still: no report comes between, which would free the sums.
      const counted = async () => void counts.push(memory().numTensors);
      const steps = objective === toy ? [500, 500] : [1000];
      await run(state, planOf(objective, clouds, options, steps, { breathe: counted, clock: () => 0 }));
      expect(new Set(counts.slice(0, 500)).size).toBe(1);
      expect(new Set(counts.slice(501)).size).toBe(1);
      releaseRun(state);
      clouds.features.dispose();
    }
    expect(memory().numTensors).toBe(before);
  });
});

describe('a run whose loss is no number', () => {
  it('goes back to its last save with half the rate, and goes on', async () => {
    const clouds = cloudsOf({ classes: CLASSES });
    const options = optionsFor(supervised);
    const state = stateOf(supervised, clouds, options);
    const back: { from: number; to: number; learningRate: number }[] = [];
    const { rowAt } = clouds;
    // The inputs are poisoned once, and sound again after the way back.
    const features = {
      ...clouds.features,
      inputs: (draw: Parameters<typeof rowAt>[0]) => rowAt(draw, state.step === 12 && back.length === 0),
    };
    const plan = planOf(supervised, { ...clouds, features }, options, [40], {
      saveMs: 0,
      rolledBack: (from, to, learningRate) => void back.push({ from, to, learningRate }),
    });
    const point = await run(state, plan);
    expect(back).toEqual([{ from: 13, to: 12, learningRate: options.common.learningRate / 2 }]);
    expect(point.step).toBe(40);
    expect(Number.isFinite(point.loss)).toBe(true);
    expect(state.rateFactor).toBe(0.5);
    releaseRun(state);
  });

  it('ends with a sentence when that does not help, leaving no tensors', async () => {
    const before = memory().numTensors;
    const clouds = cloudsOf({ classes: CLASSES });
    const options = optionsFor(supervised);
    const state = stateOf(supervised, clouds, options);
    const features = {
      ...clouds.features,
      inputs: (draw: Parameters<typeof clouds.rowAt>[0]) => clouds.rowAt(draw, true),
    };
    await expect(run(state, planOf(supervised, { ...clouds, features }, options, [50]))).rejects.toThrow(
      'Lower the learning rate',
    );
    releaseRun(state);
    clouds.features.dispose();
    expect(memory().numTensors).toBe(before);
  });
});

describe('a stored run', () => {
  const clouds = () => cloudsOf({ classes: CLASSES });

  it('is refused for other sizes, without its optimiser or of another format', async () => {
    const some = clouds();
    const options = optionsFor(supervised);
    const state = stateOf(supervised, some, options);
    const plan = planOf(supervised, some, options, [3]);
    await run(state, plan);
    const file = await plan.write(state);
    releaseRun(state);
    const shapes = shapesFor(supervised, some, options);
    const resume = (changed: ArrayBuffer, as = shapes) => resumeState(changed, as, plan.optimiser);
    const wider = new Map([...shapes.parameters].map(([name, shape]) => [name, [...shape, 1]]));
    expect(() => resume(file, { ...shapes, parameters: wider })).toThrow('should be');
    const { arrays, metadata } = readSafetensors(file);
    expect(() => resume(writeSafetensors(arrays, { ...metadata, format: 'x' }))).toThrow('not a training result');
    for (const name of ['rng', 'step', 'rate', 'heads.own.bias', 'optimiser.second.adapter.up.kernel']) {
      const fewer = new Map([...arrays].filter(([key]) => key !== name));
      expect(() => resume(writeSafetensors(fewer, metadata))).toThrow('missing');
    }
    expect(readParameters(file, shapes.parameters).size).toBe(shapes.parameters.size);
    arrays.set('more', { shape: [1], data: new Float32Array(1) });
    expect(() => resume(writeSafetensors(arrays, metadata))).toThrow('tensors');
  });

  it('of version 1 still answers', async () => {
    const some = clouds();
    const options = optionsFor(supervised);
    const state = stateOf(supervised, some, options);
    const { arrays } = readSafetensors(await planOf(supervised, some, options, [1]).write(state));
    releaseRun(state);
    arrays.set('step', { shape: [1], data: Int32Array.of(1) });
    arrays.delete('rate');
    const shapes = shapesFor(supervised, some, options);
    const old = writeSafetensors(arrays, { format: 'mien-run-1', objective: 'supervised' });
    expect([...readParameters(old, shapes.parameters).keys()].sort()).toEqual([...shapes.parameters.keys()].sort());
  });
});
