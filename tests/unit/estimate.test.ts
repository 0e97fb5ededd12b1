/** The price of a run is measured on a batch that its method draws, whatever that takes. */

import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { wideSide } from '../../src/math/faceCrop.ts';
import { loadWeights, type Weights } from '../../src/model/weights.ts';
import { createEstimator } from '../../src/train/estimate.ts';
import { defaultOptions } from '../../src/train/options.ts';
import { objectiveOf } from '../../src/train/registry.ts';
import { memoryStore } from '../../tools/training/memoryStore.ts';
import { classNamed, sampleOf } from '../records.ts';
import { startWasm } from './backends.ts';
import { readPublic } from './readPublic.ts';

let weights: Weights;
beforeAll(async () => {
  await startWasm();
  weights = await loadWeights(readPublic);
});

/** All first views of 20 moments, then all second ones: the first samples of each class make no pair. */
const views = Array.from({ length: 40 }, (_, i) =>
  sampleOf(`s${i}`, i % 2 ? 'a' : 'b', { moment: `m${i % 20}`, recordedAt: i }),
);

const estimatorOf = (samples: typeof views) =>
  createEstimator({
    weights,
    store: memoryStore(new Map(samples.map(({ id }, i) => [id, new Uint8Array(wideSide(48) ** 2).fill(i)]))),
    collection: async () => ({ classes: [classNamed('a'), classNamed('b', 1)], samples, split: null }),
    save: async () => {},
    now: () => 0,
    newId: () => 'run',
  });

it.each(['supervised', 'simclr', 'clmex'])('of %s', async (method) => {
  const { common, ...options } = defaultOptions(objectiveOf(method));
  const before = memory().numTensors;
  const { msPerStep, seconds } = await estimatorOf(views)(
    { ...options, common: { ...common, batchSize: 8 } },
    async () => {},
  );
  expect(msPerStep).toBeGreaterThan(0);
  expect(seconds).toBeGreaterThan(0);
  expect(memory().numTensors).toBe(before);
});

it('of every stage that has a share', async () => {
  const { common, ...options } = defaultOptions(objectiveOf('rmfer'));
  const watching = (clipOf: (person: number) => string) =>
    Array.from({ length: 80 }, (_, i) => {
      return sampleOf(`s${i}`, i % 4 < 2 ? 'a' : 'b', {
        person: `p${i % 2}`,
        clip: clipOf(i % 2),
        time: 200 * (i >> 1),
      });
    });
  const secondsOf = async (samples: typeof views, attentionShare: number) => {
    const method = { ...options.method, attentionShare };
    const run = { ...options, common: { ...common, batchSize: 12 }, method };
    return (await estimatorOf(samples)(run, async () => {})).seconds;
  };
  expect(
    await secondsOf(
      watching(() => 'film'),
      0.5,
    ),
  ).toBeGreaterThan(0);
  // Who watches alone will do for the first stage.
  const alone = watching((person) => `film ${person}`);
  expect(await secondsOf(alone, 1)).toBeGreaterThan(0);
  await expect(secondsOf(alone, 0.5)).rejects.toThrow('watch the same clip');
});

it('of a method that finds nothing to compare says so', async () => {
  const loose = views.map((view) => ({ ...view, moment: null }));
  const estimate = estimatorOf(loose)(defaultOptions(objectiveOf('clmex')), async () => {});
  await expect(estimate).rejects.toThrow('seen from two sides');
});
