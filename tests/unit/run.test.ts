import { memory, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng, integer, normal } from '../../src/math/rng.ts';
import { readSafetensors, writeSafetensors } from '../../src/model/safetensors.ts';
import type { Batch } from '../../src/train/objective.ts';
import { adamW } from '../../src/train/optimisers/adamW.ts';
import { objectiveOf, objectives } from '../../src/train/registry.ts';
import {
  type RunData,
  type RunPlan,
  type RunState,
  releaseRun,
  run,
  startRun,
  trainStep,
} from '../../src/train/run.ts';
import { readRun, resumeRun, writeRun } from '../../src/train/runFile.ts';
import { startWasm } from './backends.ts';

const WIDTH = 24;
const CLASSES = 4;
const VIEWS = 2;
const sizes = { width: WIDTH, classes: CLASSES };
const objective = objectiveOf('supervised');

beforeAll(startWasm);

/** Four clouds about random centres, every second sample held out; with `shuffled` labels nothing can be learned. */
function clouds(shuffled: boolean, perClass = 40): RunData {
  const rng = createRng(11);
  const centres = Array.from({ length: CLASSES }, () => Array.from({ length: WIDTH }, () => 1.5 * normal(rng)));
  const samples = CLASSES * perClass;
  const truth = Int32Array.from({ length: samples }, (_, i) => i % CLASSES);
  const embeddings = new Float32Array(samples * VIEWS * WIDTH);
  for (let row = 0; row < samples * VIEWS; row++) {
    const centre = centres[truth[Math.floor(row / VIEWS)] ?? 0] ?? [];
    for (let k = 0; k < WIDTH; k++) embeddings[row * WIDTH + k] = (centre[k] ?? 0) + normal(rng);
  }
  const all = Array.from(truth, (_, i) => i);
  const half = (part: number) => all.filter((i) => Math.floor(i / CLASSES) % 2 === part);
  const labels = shuffled ? Int32Array.from(truth, () => integer(rng, CLASSES)) : truth;
  return { embeddings, width: WIDTH, views: VIEWS, labels, train: half(0), judge: half(1) };
}

function plan(data: RunData, steps: number, more: Partial<RunPlan> = {}): RunPlan {
  return {
    objective,
    optimiser: adamW({ weightDecay: 0.01 }),
    learningRate: 0.01,
    data,
    classes: CLASSES,
    batchSize: 16,
    steps,
    stopped: () => false,
    breathe: async () => {},
    report: () => {},
    // Time stands still: the one report at the end has the mean loss of all steps.
    clock: () => 0,
    ...more,
  };
}

const start = (seed = 1): RunState => startRun(objective, adamW({ weightDecay: 0.01 }), sizes, createRng(seed));

describe('a run', () => {
  it('learns separable classes', async () => {
    const state = start();
    const { loss, accuracy } = await run(state, plan(clouds(false), 120));
    expect(loss).toBeLessThan(0.3);
    expect(accuracy).toBeGreaterThan(0.95);
    releaseRun(state);
  });

  it('stays near chance on held-out samples when the labels are shuffled', async () => {
    const state = start();
    const { accuracy } = await run(state, plan(clouds(true), 120));
    expect(accuracy).toBeLessThan(0.42); // chance is 0.25 ± 0.048 of 80 samples
    releaseRun(state);
  });

  it('starts at log(classes), for every seed', async () => {
    const state = start(5);
    let first = Number.NaN;
    await run(state, plan(clouds(false), 1, { report: (_step, loss) => (first = loss) }));
    expect(first).toBeCloseTo(Math.log(CLASSES), 5);
    releaseRun(state);
  });

  it('is the same again with the same seed, and another with another', async () => {
    const losses: number[] = [];
    for (const seed of [1, 1, 2]) {
      const state = start(seed);
      losses.push((await run(state, plan(clouds(false), 20))).loss);
      releaseRun(state);
    }
    expect(losses[0]).toBe(losses[1]);
    expect(losses[0]).not.toBe(losses[2]);
  });

  it('stops between steps when asked, with a last report', async () => {
    const state = start();
    const steps: number[] = [];
    const stopping = plan(clouds(false), 1000, { stopped: () => state.step >= 7, report: (step) => steps.push(step) });
    const { loss } = await run(state, stopping);
    expect(state.step).toBe(7);
    expect(steps.at(-1)).toBe(7);
    expect(loss).toBeGreaterThan(0);
    releaseRun(state);
  });

  it('reports often at first, then four times a second, each time the mean loss since the last report', async () => {
    const state = start();
    let time = 0;
    const clock = () => (time += 10);
    const reports: { at: number; step: number; loss: number }[] = [];
    const report = (step: number, loss: number) => reports.push({ at: time, step, loss });
    await run(state, plan(clouds(false), 500, { clock, report }));
    const gaps = reports.slice(1, -1).map(({ at }, i) => ({ at, ms: at - (reports[i]?.at ?? 0) }));
    expect(gaps.filter(({ at }) => at < 1000).length).toBeGreaterThanOrEqual(15);
    const late = gaps.filter(({ at }) => at > 3000);
    expect(late.length).toBeGreaterThan(4);
    for (const { ms } of late) expect(ms).toBeGreaterThanOrEqual(250);
    expect(reports.at(-1)?.step).toBe(500);
    expect(reports.at(-1)?.loss).toBeLessThan(reports[0]?.loss ?? 0);
    releaseRun(state);
  });

  it('ends with a sentence when the loss is no longer a number, leaving no tensors', async () => {
    const before = memory().numTensors;
    const state = start();
    const data = clouds(false);
    data.embeddings.fill(Number.NaN);
    await expect(run(state, plan(data, 5))).rejects.toThrow('Lower the learning rate');
    releaseRun(state);
    expect(memory().numTensors).toBe(before);
  });

  it('holds as many tensors after a thousand steps as after one', async () => {
    const state = start();
    const counts: number[] = [];
    await run(state, plan(clouds(false), 1000, { breathe: async () => void counts.push(memory().numTensors) }));
    expect(new Set(counts).size).toBe(1);
    releaseRun(state);
  });
});

describe('a stored run', () => {
  const data = clouds(false);
  const batchOf = (seed: number): Batch => {
    const rng = createRng(seed);
    const rows = Array.from({ length: 8 }, () => Array.from({ length: WIDTH }, () => normal(rng)));
    return { embeddings: tensor2d(rows) as Tensor2D, labels: Int32Array.from({ length: 8 }, (_, i) => i % CLASSES) };
  };

  it('goes on as if it had not stopped: the next losses are equal to 1e-6', async () => {
    const step = { objective, optimiser: adamW({ weightDecay: 0.01 }), learningRate: 0.01 };
    const state = start();
    await run(state, plan(data, 25));
    const resumed = resumeRun(readRun(await writeRun(objective, state), sizes));
    expect(resumed.step).toBe(25);
    for (let i = 0; i < 5; i++) {
      expect(resumed.rng.uniform()).toBe(state.rng.uniform());
      const [expected] = await trainStep(step, state, batchOf(i)).data();
      const [found] = await trainStep(step, resumed, batchOf(i)).data();
      expect(Math.abs((found ?? Number.NaN) - (expected ?? 0))).toBeLessThan(1e-6);
    }
    releaseRun(state);
    releaseRun(resumed);
  });

  it('takes up the loop where it was: the same draws, the same loss', async () => {
    const state = start();
    await run(state, plan(data, 30));
    const resumed = resumeRun(readRun(await writeRun(objective, state), sizes));
    const { loss } = await run(state, plan(data, 35));
    expect((await run(resumed, plan(data, 35))).loss).toBeCloseTo(loss, 6);
    releaseRun(state);
    releaseRun(resumed);
  });

  it('is refused for other sizes, without its optimiser, of another format or method', async () => {
    const state = start();
    const file = await writeRun(objective, state);
    releaseRun(state);
    expect(() => readRun(file, { width: WIDTH, classes: CLASSES + 1 })).toThrow('should be');
    expect(() => readRun(file, { width: WIDTH * 2, classes: CLASSES })).toThrow('should be');
    const { arrays, metadata } = readSafetensors(file);
    expect(() => readRun(writeSafetensors(arrays, { ...metadata, format: 'x' }), sizes)).toThrow(
      'not a training result',
    );
    expect(() => readRun(writeSafetensors(arrays, { ...metadata, objective: 'x' }), sizes)).toThrow('“x”');
    for (const name of ['rng', 'step', 'heads.own.bias', 'optimiser.second.adapter.up.kernel']) {
      const fewer = new Map([...arrays].filter(([key]) => key !== name));
      expect(() => readRun(writeSafetensors(fewer, metadata), sizes)).toThrow('missing');
    }
    arrays.set('more', { shape: [1], data: new Float32Array(1) });
    expect(() => readRun(writeSafetensors(arrays, metadata), sizes)).toThrow('tensors');
  });
});

describe('every objective', () => {
  it.each([...objectives.keys()])('%s has its shapes, metadata and a finite loss', async (id) => {
    const each = objectiveOf(id);
    expect(each.label && each.paper).toBeTruthy();
    const arrays = each.create(sizes, createRng(1));
    expect(new Map([...arrays].map(([name, { shape }]) => [name, shape]))).toEqual(each.shapes(sizes));
  });

  it('is found by its id, another is refused', () => {
    expect(() => objectiveOf('toString')).toThrow('does not know');
  });
});
