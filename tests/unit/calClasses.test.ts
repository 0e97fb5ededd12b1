/** CAL on classes: where strengths come from, and that strong and weak are told by them while the class is learned. */

import { memory, type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { gradedOf, neutralClass } from '../../src/data/graded.ts';
import { wideCrop } from '../../src/math/faceCrop.ts';
import { createRng } from '../../src/math/rng.ts';
import { release, upload } from '../../src/model/parameters.ts';
import { loadWeights } from '../../src/model/weights.ts';
import { collectDataset } from '../../src/train/dataset.ts';
import { seenIn } from '../../src/train/mining/strength.ts';
import type { Batch, Phase } from '../../src/train/objective.ts';
import { defaultOptions } from '../../src/train/options.ts';
import { prepareFeatures } from '../../src/train/prepare.ts';
import { objectiveOf } from '../../src/train/registry.ts';
import { run } from '../../src/train/run.ts';
import { balancedSampler } from '../../src/train/sampler.ts';
import { startOf } from '../../src/train/start.ts';
import { releaseRun } from '../../src/train/step.ts';
import { fromNeutral, withStrengths } from '../../src/train/strengths.ts';
import { SUPERVISED_STRENGTH } from '../../src/train/views/draw.ts';
import { memoryStore } from '../../tools/training/memoryStore.ts';
import { cloudsOf, optionsFor, planOf, stateOf, tableOf } from '../clouds.ts';
import { randomRows } from '../randomRows.ts';
import { classNamed, sampleOf } from '../records.ts';
import { startWasm } from './backends.ts';
import { readPublic } from './readPublic.ts';

beforeAll(startWasm);

const calClasses = objectiveOf('calClasses');

describe('the strength of an expression', () => {
  const samples = [
    sampleOf('1', 'n', { person: 'Ada', intensity: 0 }),
    sampleOf('2', 'a', { person: 'Ada', intensity: 0.4 }),
    sampleOf('3', 'a', { person: 'Ben', intensity: 0.9 }),
  ];

  it('is stored with all of them, or told by the same person’s neutral faces', () => {
    expect(gradedOf(samples, 'n')).toEqual({ by: 'intensity', samples });
    const some = samples.map((sample) => (sample.id === '2' ? { ...sample, intensity: null } : sample));
    expect(gradedOf(some, 'n')).toEqual({ by: 'neutral', samples: some.slice(0, 2) });
    expect(gradedOf(some, null)).toEqual({ by: 'neutral', samples: [] });
    expect(neutralClass([classNamed('n', 0, { name: ' Neutral ' })])).toBe('n');
    expect(neutralClass([classNamed('n', 0, { name: 'Not neutral' })])).toBeNull();
  });

  it('is the distance from the mean of the person’s neutral faces that are learned from', () => {
    // Of person 0 neutral faces at (0, 0) and (2, 0), mean (1, 0); another at (9, 9) is not learned from.
    const embeddings = Float32Array.of(0, 0, 2, 0, 9, 9, 1, 4, 4, 4, 7, 7);
    const people = Int32Array.of(0, 0, 0, 0, 0, 1);
    const labels = Int32Array.of(1, 1, 1, 0, 0, 0);
    const found = fromNeutral(embeddings, { people, labels, train: [0, 1, 3, 4, 5] }, 1);
    expect([...found.slice(0, 2), ...found.slice(3, 5)]).toEqual([1, 1, 4, 5]);
    expect(found[5]).toBeNaN();
  });

  it('is measured once on the embeddings that the run starts from, and only where it is not stored', async () => {
    const weights = await loadWeights(readPublic);
    const crop = (i: number) =>
      Uint8ClampedArray.from({ length: 160 * 160 * 4 }, (_, k) => 128 + 100 * Math.sin(((k >> 2) % 160) / (5 + i)));
    const records = Array.from({ length: 12 }, (_, i) =>
      sampleOf(`s${i}`, i % 2 ? 'a' : 'n', { person: `p${i % 3}`, recordedAt: i }),
    );
    const method = { ...calClasses, needs: { ...calClasses.needs, graded: 1, samples: 0 } };
    const classes = [classNamed('n', 0, { name: 'Neutral' }), classNamed('a', 1)];
    const dataset = collectDataset({ classes, samples: records, split: null }, method);
    const store = memoryStore(new Map(records.map(({ id }, i) => [id, wideCrop(crop(i), 48)])));
    const start = startOf(weights, defaultOptions(method).common);
    const before = memory().numTensors;
    const { table } = await withStrengths(dataset, method, start, store, async () => {});
    expect(memory().numTensors).toBe(before);
    const features = await prepareFeatures({
      ...{ start, store, strength: SUPERVISED_STRENGTH, ids: table.ids, onBatch: async () => {} },
      options: { scope: 'heads', views: 3, augmentation: 1, seed: 7 },
    });
    const rows = features.unchanged([...table.ids.keys()]);
    expect(table.intensity).toEqual(fromNeutral(await rows.data<'float32'>(), table, 0));
    expect(table.intensity.every((value) => value > 0)).toBe(true);
    rows.dispose();
    features.dispose();
    const stored = records.map((record) => ({ ...record, intensity: 0.5 }));
    const known = collectDataset({ classes, samples: stored, split: null }, method);
    expect(await withStrengths(known, method, start, store, async () => {})).toBe(known);
    const indifferent = { needs: { ...method.needs, graded: 0 } };
    expect(await withStrengths(dataset, indifferent, start, store, async () => {})).toBe(dataset);
  });
});

describe('a step', () => {
  const { method } = optionsFor(calClasses);
  const sizes = { width: 6, classes: 2 };
  const stage = calClasses.stages[0]!;
  /** Of eight samples: five strengths and three that nobody knows. */
  const table = {
    ...tableOf(Int32Array.of(0, 1, 0, 1, 0, 1, 0, 1), 2, [0, 1, 2, 3, 4, 5, 6, 7]),
    intensity: Float32Array.of(0.1, 0.2, Number.NaN, 0.9, 0.1, Number.NaN, Number.NaN, 1),
  };

  const stepped = async (change: Partial<typeof method> = {}) => {
    const options = { ...method, ...change } as typeof method;
    const parameters = upload(calClasses.create(sizes, options, createRng(1)));
    const state = upload(calClasses.state?.(sizes, options) ?? new Map());
    const embeddings: Tensor2D = tensor2d(randomRows(5, 8, 6));
    const draw = { ...balancedSampler(table, 8, 1)(createRng(3)), samples: Int32Array.from([0, 1, 2, 3, 4, 5, 6, 7]) };
    const batch: Batch = { draw: { ...draw, labels: table.labels }, embed: () => embeddings };
    const context = { options, state, table };
    const mined = await stage.mine!(batch, parameters, context);
    const phases = stage.phases(batch, context, mined);
    return { parameters, state, mined, phases, embeddings };
  };

  it('tells strong from weak by intensity; of unknown strength it is neither, and is not remembered', async () => {
    const { mined } = await stepped();
    // The sum of 0.1, 0.1, 0.2, 0.9 and 1 reaches three quarters with the last one.
    expect([...mined.strong!]).toEqual([7]);
    expect([...mined.weak!]).toEqual([0]);
    expect([...mined.groups!]).toEqual([-1, -1, -1, -1, -1, -1, -1, 0]);
    const window = seenIn(mined.window as Float32Array);
    expect([...window].map((value) => value.toFixed(1))).toEqual(['0.1', '0.2', '0.9', '0.1', '1.0']);
  });

  it('learns the class in the place of valence and arousal; the other phases are those of CAL', async () => {
    const { parameters, phases, embeddings } = await stepped();
    const trained = ({ trains }: Phase) => [
      ...new Set(
        Object.keys(parameters)
          .filter(trains)
          .map((name) => name.split('.').slice(0, 2).join('.')),
      ),
    ];
    expect(phases.map(({ name }) => name)).toEqual(['recognise', 'metric', 'pull']);
    expect(phases.map(trained)).toEqual([
      ['adapter.down', 'adapter.up', 'heads.own'],
      ['cal.metric'],
      ['adapter.down', 'adapter.up'],
    ]);
    // A head that knows nothing yet: −log ½.
    const [loss] = await tidy(() => phases[0]!.loss(parameters).loss).data();
    expect(loss).toBeCloseTo(Math.log(2), 5);
    const answers = await tidy(() => calClasses.compared!(parameters, embeddings, method)).array();
    const [pull] = await tidy(() => phases[2]!.loss(parameters).loss).data();
    expect(pull).toBeCloseTo((-0.1 * answers[0]!.reduce((sum, value) => sum + value, 0)) / 16, 5);
  });

  it('without the adversary is classification alone', async () => {
    const { mined, phases, parameters, state } = await stepped({ adversary: false });
    expect(mined).toEqual({});
    expect(phases.map(({ name }) => name)).toEqual(['recognise']);
    release({ ...parameters, ...state });
  });

  it('is fine where no strength is known', async () => {
    const unknown = table.intensity.slice();
    table.intensity.fill(Number.NaN);
    const { mined, phases, parameters } = await stepped();
    table.intensity.set(unknown);
    expect([mined.strong!.length, mined.weak!.length]).toEqual([0, 0]);
    for (const phase of phases) {
      const [loss] = await tidy(() => phase.loss(parameters).loss).data();
      expect(Number.isFinite(loss)).toBe(true);
    }
  });
});

it('a run learns the classes, and moves the embedding otherwise than without the adversary', async () => {
  const after = async (adversary: boolean) => {
    const clouds = cloudsOf({ classes: 3, perClass: 24 });
    const common = optionsFor(calClasses, { learningRate: 0.01, batchSize: 32 });
    const options = { ...common, method: { ...common.method, adversary } };
    const state = stateOf(calClasses, clouds, options);
    const { accuracy } = await run(state, planOf(calClasses, clouds, options, [60, 20]));
    const up = Array.from((await state.parameters['adapter.up.kernel']?.data()) ?? []);
    const [multiplier] = (await state.method['cal.multiplier']?.data()) ?? [];
    releaseRun(state);
    return { accuracy, up, multiplier };
  };
  const contest = await after(true);
  const alone = await after(false);
  expect(contest.accuracy).toBeGreaterThan(0.9);
  expect(contest.multiplier).not.toBe(0);
  expect(alone.multiplier).toBe(0);
  expect(contest.up).not.toEqual(alone.up);
});
