/** A model trained on rendered faces goes through a link: it says the same of nearly every face, and what is foreign is refused. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { argMax, tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StoredCheckpoint } from '../../src/data/runs.ts';
import type { ModelCard, SharedModel } from '../../src/data/sharedModel.ts';
import { readShareLink, writeShareLink } from '../../src/data/shareLink.ts';
import { createRng } from '../../src/math/rng.ts';
import { AFFECT_HEAD, affectShapes } from '../../src/model/affectHead.ts';
import type { BaseModel } from '../../src/model/baseModel.ts';
import type { Weights } from '../../src/model/weights.ts';
import { adoptedLink, linkTensors } from '../../src/train/handOver.ts';
import { openOwnModel, ownOf } from '../../src/train/ownModel.ts';
import { readConfig } from '../../tools/training/config.ts';
import { trainHeadless } from '../../tools/training/headless.ts';
import { openData } from '../../tools/training/openData.ts';
import { innerCrop } from '../../tools/training/pictures.ts';
import { openRunFolder } from '../../tools/training/runFolder.ts';
import { startModel } from '../../tools/training/startModel.ts';
import { LONG } from '../long.ts';
import { classNamed } from '../records.ts';
import { relativeError } from '../relativeError.ts';
import { drawnModel, WIDTH } from '../sharedModels.ts';
import { answersOf, cardFor, storedModel } from '../storedModels.ts';

const DATA = resolve('public/samples/actors/affect.zip');
const BATCH = 32;

let folder: string;
let stored: StoredCheckpoint;
let weights: Weights;
let base: BaseModel;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mien-share-'));
  const file = join(folder, 'run.json');
  const common = { epochs: 8, batchSize: 32, views: 1 };
  await writeFile(
    file,
    JSON.stringify({ data: DATA, out: 'out', name: 'Shared', options: { objective: 'supcon', common } }),
  );
  await trainHeadless(await readConfig(file), { asked: () => null, breathe: async () => {}, say: () => {} });
  stored = await (await openRunFolder(join(folder, 'out'), false)).load('last');
  ({ weights, model: base } = await startModel('wasm'));
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

const made = { newId: () => crypto.randomUUID(), now: () => 7 };

function shared(): SharedModel {
  const { run } = stored;
  const card: ModelCard = {
    name: run.name,
    author: null,
    chain: [],
    madeAt: 0,
    encoder: run.encoder,
    method: 'SupCon',
    classes: run.classes.map(({ name }) => ({ name, colour: classNamed('c', 1).colour })),
    learnedFrom: { faces: 1, people: 1 },
    judged: { accuracy: 0.5, on: 'validation', samples: 1 },
  };
  return { card, tensors: linkTensors(stored, weights) ?? [] };
}

/** The top class of every face of the set. */
function answers(run: Pick<StoredCheckpoint, 'run' | 'tensors'>, crops: readonly Uint8Array[]): number[] {
  const own = openOwnModel('c', run, weights);
  const top: number[] = [];
  for (let from = 0; from < crops.length; from += BATCH) {
    const some = crops.slice(from, from + BATCH);
    const pixels = new Uint8Array(some.flatMap((crop) => [...crop]));
    top.push(...tidy(() => argMax(own.answer(base.see(pixels, some.length)).logits, 1).dataSync()));
  }
  own.dispose();
  return top;
}

it('says the same of 99 % of the faces after the link, eight bits a number', async () => {
  const { inputSize } = weights.base.topology;
  const { crops } = await openData(DATA, inputSize, () => {});
  const faces = [...crops.values()].filter((_, i) => LONG || i % 3 === 0).map((crop) => innerCrop(crop, inputSize));
  const link = await writeShareLink(shared());
  const { run, checkpoint } = adoptedLink(await readShareLink(link), weights, made);
  const [before, after] = [answers(stored, faces), answers({ run, tensors: checkpoint.tensors }, faces)];
  const same = before.filter((answer, i) => answer === after[i]).length / faces.length;
  console.log(
    `${stored.run.classes.length} classes, ${link.length} characters: ${(100 * same).toFixed(2)} % of ${faces.length} alike`,
  );
  expect(new Set(before).size).toBe(stored.run.classes.length);
  expect(same).toBeGreaterThanOrEqual(0.99);
  expect(same).toBeLessThanOrEqual(1);
});

it('becomes a run that answers under names of its own and cannot go on', () => {
  const { run, checkpoint } = adoptedLink(shared(), weights, made);
  expect(run).toMatchObject({ name: 'Shared', state: 'done', samples: { ids: [] }, createdAt: 7 });
  expect(run.classes.map(({ name }) => name)).toEqual(stored.run.classes.map(({ name }) => name));
  expect(run.classes.filter(({ id }) => stored.run.classes.some((known) => known.id === id))).toEqual([]);
  expect(checkpoint).toMatchObject({ run: run.id, kind: 'last' });
});

it('is refused where tensors are missing, doubled or of another shape', () => {
  const { card, tensors } = shared();
  const [first, ...rest] = tensors;
  const wrong = { ...first!, shape: [...first!.shape].reverse() };
  for (const given of [rest, [...tensors.slice(1), tensors[1]!], [wrong, ...rest]]) {
    expect(() => adoptedLink({ card, tensors: given }, weights, made)).toThrow('does not fit the base weights');
  }
});

it('carries valence and arousal, live for whoever opens it, and again when it is handed on', async () => {
  const crops = new Uint8Array(await readFile('tests/fixtures/crops.bin')).subarray(
    0,
    4 * base.description.topology.inputSize ** 2,
  );
  const own = storedModel(weights, { by: 'cal', scope: 'heads', from: 'base' });
  const sent = { card: cardFor(own), tensors: linkTensors(own, weights) ?? [] };
  expect(sent.tensors.map(({ name }) => name).slice(5)).toEqual([...affectShapes(AFFECT_HEAD, WIDTH).keys()]);
  const received = adoptedLink(await readShareLink(await writeShareLink(sent)), weights, made);
  const stored = { run: received.run, tensors: received.checkpoint.tensors };
  expect(ownOf('c', received.run).affect).toBe(true);
  expect(ownOf('c', adoptedLink(shared(), weights, made).run).affect).toBe(false);
  const [expected, found] = [await answersOf(own, base, weights, crops), await answersOf(stored, base, weights, crops)];
  expect(expected.affect?.length).toBe(8);
  expect(relativeError(found.affect ?? [], expected.affect ?? [])).toBeLessThan(0.03);
  // Or a head of zeros would do.
  const pleasant = [...(expected.affect ?? [])].filter((_, i) => i % 2 === 0);
  expect(Math.max(...pleasant) - Math.min(...pleasant)).toBeGreaterThan(0.05);

  const again = await readShareLink(
    await writeShareLink({ card: sent.card, tensors: linkTensors(stored, weights) ?? [] }),
  );
  const twice = adoptedLink(again, weights, made);
  const last = await answersOf({ run: twice.run, tensors: twice.checkpoint.tensors }, base, weights, crops);
  expect(relativeError(last.affect ?? [], found.affect ?? [])).toBeLessThan(1e-4);
});

it('is refused where it has not what its card says of valence and arousal, or more, or in another shape', () => {
  const { card, tensors } = drawnModel(createRng(1), 3, true);
  const { affect: _, ...silent } = card;
  const last = tensors.at(-1)!;
  const wrong = { ...last, shape: [3], values: new Float32Array(3) };
  for (const given of [
    { card, tensors: tensors.slice(0, 5) },
    { card, tensors: tensors.slice(0, -1) },
    { card, tensors: [...tensors.slice(0, -1), wrong] },
    { card, tensors: [...tensors.slice(0, -1), { ...last, name: 'cal.regressor.out.bias' }] },
    { card: silent, tensors },
  ]) {
    expect(() => adoptedLink(given, weights, made)).toThrow('does not fit the base weights');
  }
  expect(() => adoptedLink({ card, tensors }, weights, made)).not.toThrow();
});

it('is not made of a run that changed the encoder', () => {
  const { run, tensors } = stored;
  const common = { ...run.settings.common, scope: 'last' };
  const changed = { ...run, settings: { ...run.settings, common } };
  expect(linkTensors({ run: changed, tensors }, weights)).toBeNull();
});
