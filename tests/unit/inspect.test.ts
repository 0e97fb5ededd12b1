import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { wideCrop } from '../../src/math/faceCrop.ts';
import { loadWeights, type Weights } from '../../src/model/weights.ts';
import { collectDataset, withLandmarks } from '../../src/train/dataset.ts';
import { inspectBatch } from '../../src/train/inspect.ts';
import { defaultOptions } from '../../src/train/options.ts';
import type { Prepared } from '../../src/train/plan.ts';
import { objectiveOf } from '../../src/train/registry.ts';
import { startOf } from '../../src/train/start.ts';
import { memoryStore } from '../../tools/training/memoryStore.ts';
import { drawnFace } from '../drawnFaces.ts';
import { classNamed, sampleOf } from '../records.ts';
import { startWasm } from './backends.ts';
import { readPublic } from './readPublic.ts';

let weights: Weights;
beforeAll(async () => {
  await startWasm();
  weights = await loadWeights(readPublic);
});

/** Ten samples of each of two classes, each a pattern of its own; two people watch two parts of a clip. */
function prepared(id: string): { plan: Prepared; store: ReturnType<typeof memoryStore> } {
  // Strong ones of one class, weak ones of the other.
  const samples = Array.from({ length: 20 }, (_, i) =>
    sampleOf(`s${i}`, i % 2 ? 'a' : 'b', {
      ...{ recordedAt: i, valence: i % 2 ? 0.8 : 0.1, arousal: 0 },
      ...{ person: `p${(i >> 1) % 2}`, clip: 'film', time: 200 * (i >> 3) + (i % 8 < 4 ? 0 : 9_000) },
    }),
  );
  const objective = objectiveOf(id);
  const method = { ...objective, needs: { ...objective.needs, rated: 0, samples: 0 } };
  const options = defaultOptions(objective);
  const collection = { classes: [classNamed('a'), classNamed('b', 1)], samples, split: null };
  const crop = (i: number) =>
    Uint8ClampedArray.from({ length: 160 * 160 * 4 }, (_, k) => 128 + 100 * Math.sin(((k >> 2) % 160) / (5 + i)));
  const store = memoryStore(new Map(samples.map(({ id }, i) => [id, wideCrop(crop(i), 48)])));
  const start = startOf(weights, options.common);
  return { plan: { objective, options, start, dataset: collectDataset(collection, method) }, store };
}

const ofOneClass = (sample: string, other: string) => Number(sample.slice(1)) % 2 === Number(other.slice(1)) % 2;

it.each([
  ['simclr', (sample: string, other: string) => sample === other],
  ['supcon', ofOneClass],
  ['cal', ofOneClass],
] as const)('of %s: positives are what the loss draws together, the most alike first', async (method, together) => {
  const { plan, store } = prepared(method);
  const before = memory().numTensors;
  const { anchors, attention } = await inspectBatch({ store }, plan, null, 3);
  expect(memory().numTensors).toBe(before);
  expect(anchors.length).toBeGreaterThan(4);
  for (const { anchor, positives, negatives } of anchors) {
    expect(positives.length).toBeGreaterThan(0);
    expect(negatives.length).toBeGreaterThan(3);
    for (const { sample } of positives) expect(together(anchor.sample, sample)).toBe(true);
    for (const { sample } of negatives) expect(together(anchor.sample, sample)).toBe(false);
    for (const rows of [positives, negatives]) {
      const similarities = rows.map(({ similarity }) => similarity);
      expect(similarities).toEqual([...similarities].sort((a, b) => b - a));
      for (const similarity of similarities) expect(Math.abs(similarity)).toBeLessThanOrEqual(1.0001);
    }
  }
  if (method === 'cal') for (const { anchor } of anchors) expect(ofOneClass(anchor.sample, 's1')).toBe(true);
  expect(attention).toBeNull();
  expect((await inspectBatch({ store }, plan, null, 3)).anchors).toEqual(anchors);
  expect((await inspectBatch({ store }, plan, null, 4)).anchors).not.toEqual(anchors);
});

it('of RMFER: others at about the time of the anchor, itself at another one, and who looks at whom', async () => {
  const { plan, store } = prepared('rmfer');
  const before = memory().numTensors;
  const { anchors, attention } = await inspectBatch({ store }, plan, null, 3);
  expect(memory().numTensors).toBe(before);
  const of = (id: string) => plan.dataset.samples.find((sample) => sample.id === id);
  const apart = (a: string, b: string) => Math.abs((of(a)?.time ?? 0) - (of(b)?.time ?? 0));
  expect(anchors.length).toBeGreaterThan(1);
  for (const { anchor, positives, negatives } of anchors) {
    expect(positives.length * negatives.length).toBeGreaterThan(0);
    for (const { sample } of positives) {
      expect(of(sample)?.person).not.toBe(of(anchor.sample)?.person);
      expect(apart(sample, anchor.sample)).toBeLessThanOrEqual(600);
    }
    for (const { sample } of negatives) {
      expect(of(sample)?.person).toBe(of(anchor.sample)?.person);
      expect(apart(sample, anchor.sample)).toBeGreaterThan(6_000);
    }
  }
  const { samples, weights } = attention ?? { samples: [], weights: new Float32Array() };
  const count = samples.length;
  expect(count).toBe(64);
  expect(samples.map((id) => of(id)?.classId)).toEqual(samples.map((id) => of(id)?.classId).sort());
  for (const row of samples.keys()) {
    const taken = weights.subarray(row * count, (row + 1) * count);
    expect(taken.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 4);
    for (const [column, weight] of taken.entries()) if (samples[column] === samples[row]) expect(weight).toBe(0);
  }
});

it('of sslfer: swapped pairs with whom they were laid over, and what was found alike is no negative', async () => {
  const { plan } = prepared('simclr');
  const samples = Array.from({ length: 36 }, (_, i) => {
    const [person, frame] = [i % 3, Math.floor(i / 3)];
    return sampleOf(`s${i}`, i % 2 ? 'a' : 'b', {
      ...{ person: `p${person}`, clip: `c${person}`, time: 400 * frame, recordedAt: i },
    });
  });
  const faces = samples.map((_, i) =>
    drawnFace({ person: i % 3, mouth: 0.01 * (1 + (i % 4)), skin: 90 + 50 * (i % 3) }),
  );
  const by = <T>(of: (face: (typeof faces)[number]) => T) =>
    new Map(samples.map(({ id }, i) => [id, of(faces[i] as (typeof faces)[number])]));
  const store = memoryStore(
    by(({ pixels }) => pixels),
    by(({ landmarks }) => landmarks),
  );
  const objective = objectiveOf('sslfer');
  const collection = { classes: [classNamed('a'), classNamed('b', 1)], samples, split: null };
  const defaults = defaultOptions(objective);
  const options = { ...defaults, common: { ...defaults.common, views: 2, batchSize: 24 } };
  const dataset = await withLandmarks(collectDataset(collection, objective), objective, store.landmarks);
  const { anchors } = await inspectBatch({ store }, { ...plan, objective, options, dataset }, null, 3);
  const personOf = (sample: string) => Number(sample.slice(1)) % 3;
  expect(anchors.some(({ alike }) => alike.length === 1)).toBe(true);
  expect(anchors.some(({ positives }) => positives[0]?.onto !== undefined)).toBe(true);
  for (const { anchor, positives, negatives, alike } of anchors) {
    expect(positives).toHaveLength(1);
    for (const { sample, view, onto } of [...positives, ...negatives, ...alike]) {
      expect(onto !== undefined).toBe(view === 1);
      if (onto) expect(personOf(onto)).not.toBe(personOf(sample));
    }
    expect(personOf(positives[0]?.sample ?? '')).toBe(personOf(anchor.sample));
    for (const { sample, view } of alike) {
      expect(personOf(sample)).not.toBe(personOf(anchor.sample));
      expect(negatives.filter((row) => row.sample === sample && row.view === view)).toEqual([]);
    }
  }
});

it('of a method that compares nothing is refused', async () => {
  const { plan, store } = prepared('supervised');
  await expect(inspectBatch({ store }, plan, null, 1)).rejects.toThrow('no pairs to show');
});
