/** Every objective that the registry finds, and a toy one that uses all of the contract: tested on arrival. */

import { memory, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng, normal } from '../../src/math/rng.ts';
import { valenceArousal } from '../../src/model/affectHead.ts';
import { checkValues, defaultOptions, RUN_OPTIONS } from '../../src/train/options.ts';
import { methods, objectiveOf, objectives } from '../../src/train/registry.ts';
import { run } from '../../src/train/run.ts';
import { type RunState, releaseRun } from '../../src/train/step.ts';
import { cloudsOf, optionsFor, planOf, shapesFor, stateOf } from '../clouds.ts';
import { toy } from '../toyObjective.ts';
import { startWasm } from './backends.ts';

const CLASSES = 3;
const all = [...objectives.values(), toy];

beforeAll(startWasm);

describe.each(all.map((objective) => [objective.id, objective] as const))('%s', (_id, objective) => {
  const clouds = () => cloudsOf({ classes: CLASSES, perClass: 24 });
  const { method: chosen } = defaultOptions(objective);
  const steps = (each: number) => objective.stages.map(({ share }) => (share(chosen) > 0 ? each : 0));

  it('has metadata that a form and a page can be made of', () => {
    const { label, paper, about, formula, needs, options, defaults, stages } = objective;
    expect(label && paper.text && formula).toBeTruthy();
    expect(paper.url).toMatch(/^https:\/\//);
    expect(about.length).toBeGreaterThan(80);
    expect(needs.samples).toBeGreaterThanOrEqual(2);
    const values = defaultOptions(objective);
    expect(checkValues(values.method, options)).toEqual(values.method);
    expect(checkValues(values.common, RUN_OPTIONS)).toEqual(values.common);
    expect(Object.keys(defaults).every((name) => name in RUN_OPTIONS)).toBe(true);
    for (const { label: name, help } of Object.values(options)) expect(name && help).toBeTruthy();
    expect(new Set(stages.map(({ id }) => id)).size).toBe(stages.length);
    expect(stages.reduce((sum, { share }) => sum + share(values.method), 0)).toBeCloseTo(1, 6);
  });

  it('makes parameters of the shapes that it tells', () => {
    const options = defaultOptions(objective).method;
    const sizes = { width: 24, classes: CLASSES };
    const made = objective.create(sizes, options, createRng(1));
    expect(new Map([...made].map(([name, { shape }]) => [name, shape]))).toEqual(objective.shapes(sizes, options));
  });

  it('lowers the loss of each of its stages, stays finite and answers better than chance', async () => {
    const some = clouds();
    const options = optionsFor(objective, { schedule: 'constant' });
    const state = stateOf(objective, some, options);
    const losses: number[][] = objective.stages.map(() => []);
    let time = 0;
    const plan = planOf(objective, some, options, steps(60), {
      // Every step is reported.
      clock: () => (time += 1_000),
      report: ({ loss }) => void losses[state.stage]?.push(loss),
    });
    const point = await run(state, plan);
    for (const stage of losses.filter((_, i) => steps(60)[i])) {
      const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(stage.every(Number.isFinite)).toBe(true);
      expect(mean(stage.slice(-10))).toBeLessThan(mean(stage.slice(0, 5)));
    }
    expect(point.accuracy).toBeGreaterThan(0.7);
    releaseRun(state);
  });

  it('leaves no tensor behind', async () => {
    const before = memory().numTensors;
    const some = clouds();
    const options = optionsFor(objective);
    const state = stateOf(objective, some, options);
    await run(state, planOf(objective, some, options, steps(5)));
    releaseRun(state);
    some.features.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('resumes exactly: the losses of every later step are those of the uninterrupted run, to 1e-6', async () => {
    const some = clouds();
    const options = optionsFor(objective, { schedule: 'cosine', ema: 0.9, sam: 0.05, clip: 2 });
    const each = 8;
    const total = steps(each).reduce((sum, part) => sum + part, 0);
    const lossesOf = async (state: RunState): Promise<Map<number, number>> => {
      const losses = new Map<number, number>();
      let time = 0;
      const plan = planOf(objective, some, options, steps(each), {
        clock: () => (time += 1_000),
        report: ({ step, loss }) => void losses.set(step, loss),
      });
      await run(state, plan);
      return losses;
    };
    const whole = stateOf(objective, some, options);
    const expected = await lossesOf(whole);
    expect(expected.size).toBe(total);
    for (let cut = 1; cut < total; cut += 3) {
      const first = stateOf(objective, some, options);
      const plan = planOf(objective, some, options, steps(each), { stopped: () => first.step >= cut });
      await run(first, plan);
      const resumed = plan.resume(await plan.write(first));
      releaseRun(first);
      const found = await lossesOf(resumed);
      expect([...found.keys()]).toEqual([...expected.keys()].filter((step) => step > cut));
      for (const [step, loss] of found) expect(Math.abs(loss - (expected.get(step) ?? 0))).toBeLessThan(1e-6);
      releaseRun(resumed);
    }
    releaseRun(whole);
  });

  it('keeps a state of the shapes that it tells, and compares rows it can be inspected by', async () => {
    const some = clouds();
    const options = optionsFor(objective);
    const state = stateOf(objective, some, options);
    const { method } = shapesFor(objective, some, options);
    expect(new Map(Object.entries(state.method).map(([name, { shape }]) => [name, shape]))).toEqual(method);
    const { table } = some.dataset;
    const count = table.ids.length;
    const rng = createRng(3);
    const h = tensor2d(
      Float32Array.from({ length: count * 24 }, () => normal(rng)),
      [count, 24],
    );
    const rows = tidy(() => objective.compared?.(state.parameters, h, options.method).shape[0] ?? count);
    expect(rows).toBe(count);
    const before = memory().numTensors;
    const metrics = (await objective.metrics?.(state.parameters, h, table)) ?? {};
    expect(memory().numTensors).toBe(before);
    expect(Object.values(metrics).every(Number.isFinite)).toBe(true);
    expect(Object.keys(metrics).length > 0).toBe(objective.metrics !== undefined);
    if (objective === toy)
      expect(metrics).toEqual({ critical: expect.any(Number), people: new Set(table.people).size });
    const { affect } = objective;
    if (affect) {
      const read = tidy(() => valenceArousal(state.parameters, affect, h));
      expect(read.shape).toEqual([count, 2]);
      expect((await read.data()).every(Number.isFinite)).toBe(true);
      read.dispose();
    }
    h.dispose();
    releaseRun(state);
  });
});

describe('the toy objective', () => {
  it('changes its state only in the stage whose losses feed it, and mines outside the tape', async () => {
    const some = cloudsOf({ classes: CLASSES, perClass: 24 });
    const options = optionsFor(toy);
    const multiplierAfter = async (stageSteps: number[]) => {
      const state = stateOf(toy, some, options);
      await run(state, planOf(toy, some, options, stageSteps));
      const [value = Number.NaN] = (await state.method['toy.multiplier']?.data()) ?? [];
      releaseRun(state);
      return value;
    };
    expect(await multiplierAfter([9, 1])).not.toBeCloseTo(0.1, 6);
    expect(await multiplierAfter([9, 4])).toBeGreaterThan(await multiplierAfter([9, 1]));
  });
});

describe('the baselines', () => {
  it.each([
    ['simclr', false],
    ['simclr', true],
    ['supcon', true],
  ])('%s trains the embedding with its classifier only where asked: %s', async (id, fineTune) => {
    const objective = objectiveOf(id);
    const some = cloudsOf({ classes: CLASSES, perClass: 24 });
    const defaults = optionsFor(objective);
    const options = { ...defaults, method: { ...defaults.method, fineTune } };
    const state = stateOf(objective, some, options);
    let before: Float32Array | Int32Array | Uint8Array = new Float32Array();
    const adapter = () =>
      Object.entries(state.parameters)
        .find(([name]) => name.startsWith('adapter'))![1]
        .data();
    const plan = planOf(objective, some, options, [4, 4]);
    await run(state, { ...plan, stopped: () => state.step >= 4 });
    before = await adapter();
    await run(state, plan);
    expect((await adapter()).some((value, i) => value !== before[i])).toBe(fineTune);
    releaseRun(state);
  });
});

describe('the registry', () => {
  it('finds every method once, the three baselines first, as plain data', () => {
    const ids = methods().map(({ id }) => id);
    expect(ids.slice(0, 3)).toEqual(['supervised', 'simclr', 'supcon']);
    expect([...ids].sort()).toEqual([...objectives.keys()].sort());
    expect(structuredClone(methods())).toEqual(methods());
  });

  it('refuses what it does not know', () => {
    expect(() => objectiveOf('toString')).toThrow('does not know');
  });
});

describe('settings', () => {
  it.each([
    ['an unknown one', { more: 1 }],
    ['a text for a number', { temperature: 'low' }],
    ['one out of range', { temperature: 3 }],
    ['not a number', { temperature: Number.NaN }],
  ])('with %s are refused by name', (_what, change) => {
    const { options } = objectiveOf('simclr');
    const values = defaultOptions(objectiveOf('simclr')).method;
    expect(() => checkValues({ ...values, ...change }, options)).toThrow(/more|Temperature/);
  });

  it('that are missing are refused', () => {
    expect(() => checkValues({}, objectiveOf('simclr').options)).toThrow('Temperature');
  });
});
