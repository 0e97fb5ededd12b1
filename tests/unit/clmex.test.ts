/** CL-MEx and ViewFX: which views are drawn, what the losses are, and that the additions do what they say. */

import { type Scalar, scalar, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng, resumeRng } from '../../src/math/rng.ts';
import { type Parameters, release, upload } from '../../src/model/parameters.ts';
import { barlowTwins } from '../../src/train/losses/barlowTwins.ts';
import { supCon } from '../../src/train/losses/supCon.ts';
import { momentSampler } from '../../src/train/momentSampler.ts';
import type { Draw, Phase, SampleTable } from '../../src/train/objective.ts';
import { defaultOptions } from '../../src/train/options.ts';
import { objectiveOf } from '../../src/train/registry.ts';
import { run } from '../../src/train/run.ts';
import { releaseRun } from '../../src/train/step.ts';
import { cloudsOf, optionsFor, planOf, stateOf, tableOf } from '../clouds.ts';
import { type Rows, randomRows } from '../randomRows.ts';
import { startWasm } from './backends.ts';
import { expectDefinition, expectNoLeak, lossOf } from './lossChecks.ts';

beforeAll(startWasm);

const clmex = objectiveOf('clmex');
const VIEWFX = { labelWeight: 1, redundancyShare: 0.1 };

/** 5 people with 6 moments each, of 3 expressions, every moment seen from 2 to 5 sides; and 20 samples without one. */
function table(): SampleTable {
  const rows = Array.from({ length: 30 }, (_, moment) =>
    Array.from({ length: 2 + (moment % 4) }, () => ({ moment, person: moment % 5, label: Math.floor(moment / 5) % 3 })),
  ).flat();
  const loose = Array.from({ length: 20 }, (_, i) => ({ moment: -1, person: i % 5, label: i % 3 }));
  // In an order that says nothing.
  const all = [...rows, ...loose].sort((a, b) => (((a.moment + 2) * 7919) % 101) - (((b.moment + 2) * 7919) % 101));
  return {
    ...tableOf(
      Int32Array.from(all, ({ label }) => label),
      3,
      [...all.keys()].filter((i) => i % 9 !== 0),
    ),
    people: Int32Array.from(all, ({ person }) => person),
    moments: Int32Array.from(all, ({ moment }) => moment),
  };
}

const drawsOf = (some: SampleTable, size: number, together = 4, times = 60): Draw[] => {
  const sampler = momentSampler(some, size, 3, together);
  const rng = createRng(2);
  return Array.from({ length: times }, () => sampler(rng));
};

describe('moments are drawn', () => {
  it('as pairs of two samples of one moment, of one person, to learn from, with their labels', () => {
    const some = table();
    for (const { samples, views, labels, groups } of drawsOf(some, 16)) {
      expect(samples).toHaveLength(16);
      for (let i = 0; i < 8; i++) {
        const [a, b] = [samples[i] ?? 0, samples[i + 8] ?? 0];
        expect(some.moments[a]).toBeGreaterThanOrEqual(0);
        expect([some.moments[b], some.people[b], groups[i + 8]]).toEqual([some.moments[a], some.people[a], groups[i]]);
      }
      expect(new Set(samples).size).toBe(16);
      for (const [row, sample] of samples.entries()) {
        expect(some.train).toContain(sample);
        expect(labels[row]).toBe(some.labels[sample]);
        expect(views[row]).toBeLessThan(3);
      }
    }
  });

  it('each once before any comes again, and rows are of one group only if they are of one moment', () => {
    const some = table();
    for (const { samples, groups } of drawsOf(some, 16)) {
      expect(new Set(groups).size).toBe(8);
      expect(new Set(Array.from(samples, (sample) => some.moments[sample])).size).toBe(8);
    }
    // A batch that is too large takes every pair that there is.
    const all = drawsOf(some, 512, 4, 1)[0] as Draw;
    const sizes = new Map<number, number>();
    for (const i of some.train) sizes.set(some.moments[i] ?? -1, (sizes.get(some.moments[i] ?? -1) ?? 0) + 1);
    sizes.delete(-1);
    expect(all.samples.length / 2).toBe([...sizes.values()].reduce((sum, n) => sum + Math.floor(n / 2), 0));
    const momentOf = new Map<number, Set<number>>();
    for (const [row, group] of all.groups.entries()) {
      const moments = momentOf.get(group) ?? momentOf.set(group, new Set()).get(group);
      moments?.add(some.moments[all.samples[row] ?? 0] ?? -1);
    }
    expect([...momentOf.values()].every(({ size }) => size === 1)).toBe(true);
  });

  it('with other expressions of the same person among the negatives', () => {
    const some = table();
    for (const { samples, labels } of drawsOf(some, 18, 3)) {
      const seen = new Map<number, Set<number>>();
      for (const [row, sample] of samples.entries()) {
        const person = some.people[sample] ?? -1;
        seen.set(person, (seen.get(person) ?? new Set()).add(labels[row] ?? -1));
      }
      expect([...seen.values()].map(({ size }) => size)).toEqual([3, 3, 3]);
    }
    const alone = drawsOf(some, 10, 1).map(({ samples }) => new Set(Array.from(samples, (i) => some.people[i])).size);
    expect(alone.every((people) => people === 5)).toBe(true);
  });

  it('all of them, and every pair of sides, sooner or later; from the state of the generator the same again', () => {
    const some = table();
    const pairs = new Set(
      drawsOf(some, 16, 4, 1500).flatMap(({ samples }) =>
        Array.from({ length: 8 }, (_, i) => `${samples[i]} ${samples[i + 8]}`),
      ),
    );
    const own = some.train.filter((i) => (some.moments[i] ?? -1) >= 0);
    const possible = own.flatMap((a) => own.filter((b) => a !== b && some.moments[a] === some.moments[b]));
    expect(pairs.size).toBe(possible.length);
    const sampler = momentSampler(some, 16, 3, 4);
    const rng = createRng(8);
    sampler(rng);
    const again = resumeRng(rng.state());
    expect(sampler(again)).toEqual(sampler(rng));
  });

  it('not of two people, whatever they are called, and not where there are too few', () => {
    const one = { ...table(), moments: table().moments.fill(0) };
    for (const { samples, groups } of drawsOf(one, 8, 4, 20)) {
      for (const [row, group] of groups.entries()) {
        const mates = [...groups.keys()].filter((other) => groups[other] === group);
        for (const mate of mates) expect(one.people[samples[mate] ?? 0]).toBe(one.people[samples[row] ?? 0]);
      }
    }
    expect(() => momentSampler({ ...one, people: one.people.fill(1) }, 8, 3, 4)).toThrow('two of them');
    expect(() => momentSampler({ ...one, moments: one.moments.fill(-1) }, 8, 3, 4)).toThrow('Record a turning head');
  });
});

/** Of 3 moments, the third unlabelled, two views each; the first and the second are of one label. */
const DRAW: Draw = {
  samples: Int32Array.of(0, 1, 2, 3, 4, 5),
  views: new Int32Array(6),
  labels: Int32Array.of(1, 1, -1, 1, 1, -1),
  groups: Int32Array.of(0, 1, 2, 0, 1, 2),
};
const TAU = 0.5;

/** SupCon number by number; `negative` says which rows are in the denominator of an anchor besides itself. */
function slowSupCon(z: Rows, groups: ArrayLike<number>, negative: (row: number) => boolean): number {
  const unit = z.map((row) => row.map((v) => v / Math.sqrt(row.reduce((s, x) => s + x * x, 1e-8))));
  const similar = (i: number, j: number) => unit[i]!.reduce((s, v, k) => s + v * unit[j]![k]!, 0) / TAU;
  const anchors: number[] = [];
  z.forEach((_, i) => {
    const mates = [...z.keys()].filter((j) => j !== i && groups[i]! >= 0 && groups[j] === groups[i]);
    if (mates.length === 0) return;
    let below = 0;
    for (const j of z.keys()) if (j !== i && negative(j)) below += Math.exp(similar(i, j));
    anchors.push(-mates.reduce((s, p) => s + similar(i, p) - Math.log(below), 0) / mates.length);
  });
  return anchors.reduce((a, b) => a + b, 0) / anchors.length;
}

describe('the loss over labels', () => {
  const loss = (z: Tensor2D) => supCon(z, DRAW.labels, TAU, 'ignore');
  const z = randomRows(4, 6, 5);

  it('equals its definition without the unlabelled rows, and so do its gradients; no tensor is left', async () => {
    const slow = (rows: Rows) => slowSupCon(rows, DRAW.labels, (row) => (DRAW.labels[row] ?? -1) >= 0);
    await expectDefinition(
      'wasm',
      (rows) => loss(rows!),
      (rows) => slow(rows!),
      [z],
    );
    expectNoLeak((rows) => loss(rows!), z);
  });

  it('is that of the labelled rows alone, and log 3 for four that are all the same', async () => {
    const labelled = z.filter((_, row) => (DRAW.labels[row] ?? -1) >= 0);
    const alone = await lossOf('wasm', (rows) => supCon(rows!, new Int32Array(4), TAU), labelled);
    expect(await lossOf('wasm', (rows) => loss(rows!), z)).toBeCloseTo(alone, 5);
    const same = z.map((row, i) => ((DRAW.labels[i] ?? -1) >= 0 ? [1, 0, 0, 0, 0] : row));
    expect(await lossOf('wasm', (rows) => loss(rows!), same)).toBeCloseTo(Math.log(3), 5);
    expect(await lossOf('wasm', (rows) => supCon(rows!, DRAW.labels, TAU), same)).toBeGreaterThan(Math.log(3));
  });
});

/** What the first step's phase says for these settings, with Barlow Twins' loss weighted as the state says. */
async function firstLoss(method: { [name: string]: number }, draw: Draw, balance: number) {
  const options = { ...defaultOptions(clmex).method, temperature: TAU, ...method };
  const parameters = upload(clmex.create({ width: 8, classes: 2 }, options, createRng(3)));
  const embeddings = tensor2d(randomRows(6, 6, 8));
  const state: Parameters = { 'clmex.balance': scalar(balance) };
  const [phase] = (clmex.stages[0] as (typeof clmex.stages)[number]).phases(
    { draw, embed: () => embeddings },
    { options, state, table: table() },
    {},
  );
  const { loss, parts = {} } = (phase as Phase).loss(parameters);
  const read = async (value: Scalar) => (await value.data())[0] ?? Number.NaN;
  const projected = clmex.compared?.(parameters, embeddings, options) as Tensor2D;
  const z = (await projected.array()) as Rows;
  const values = {
    loss: await read(loss),
    parts: Object.fromEntries(await Promise.all(Object.entries(parts).map(async ([k, v]) => [k, await read(v)]))),
  };
  release({ ...parameters, ...state });
  embeddings.dispose();
  return { ...values, z };
}

describe('the first step', () => {
  it('is SupCon over the views of a moment, and nothing else unless asked for', async () => {
    const { loss, parts, z } = await firstLoss({}, DRAW, 0);
    expect(loss).toBeCloseTo(
      slowSupCon(z, DRAW.groups, () => true),
      4,
    );
    expect(Object.keys(parts)).toEqual(['views']);
  });

  it('of ViewFX adds the labels, and Barlow Twins between the two sides as a part of the first loss', async () => {
    const { loss, parts, z } = await firstLoss(VIEWFX, DRAW, 0.02);
    const twins = await lossOf('wasm', (a, b) => barlowTwins(a!, b!), z.slice(0, 3), z.slice(3));
    expect(parts.redundancy).toBeCloseTo(twins, 2);
    expect(parts.labels).toBeCloseTo(
      slowSupCon(z, DRAW.labels, (row) => (DRAW.labels[row] ?? -1) >= 0),
      4,
    );
    expect(loss).toBeCloseTo((parts.views ?? 0) + (parts.labels ?? 0) + 0.1 * 0.02 * twins, 3);
  });

  it('compares no labels where a batch has none', async () => {
    const { parts, loss } = await firstLoss({ labelWeight: 1 }, { ...DRAW, labels: new Int32Array(6).fill(-1) }, 0);
    expect(parts.labels).toBe(0);
    expect(loss).toBeCloseTo(parts.views ?? 0, 5);
  });
});

describe('a run with ViewFX’s additions', () => {
  const clouds = cloudsOf({ classes: 3, perClass: 24 });
  const options = optionsFor(clmex, { schedule: 'constant' });
  const asViewFx = { ...options, method: { ...options.method, ...VIEWFX } };

  it('measures Barlow Twins’ loss in its first step, and weighs it by that from then on', async () => {
    const state = stateOf(clmex, clouds, asViewFx);
    const points: { [part: string]: number }[] = [];
    const balances: number[] = [];
    let time = 0;
    const plan = planOf(clmex, clouds, asViewFx, [40, 20], {
      clock: () => (time += 1_000),
      report: ({ loss, parts }) => void points.push({ ...parts, loss }),
      breathe: async () => void balances.push((await state.method['clmex.balance']?.data())?.[0] ?? Number.NaN),
    });
    const { accuracy } = await run(state, plan);
    const [first, second] = points;
    const balance = (first?.views ?? 0) / (first?.redundancy ?? 0);
    expect(balances.every((value) => Math.abs(value - balance) < 1e-5 * balance)).toBe(true);
    expect(first?.loss).toBeCloseTo((first?.views ?? 0) + (first?.labels ?? 0), 4);
    const whole = (second?.views ?? 0) + (second?.labels ?? 0) + 0.1 * balance * (second?.redundancy ?? 0);
    expect(second?.loss).toBeCloseTo(whole, 4);
    for (const part of ['views', 'labels', 'redundancy']) {
      expect(points[39]?.[part]).toBeLessThan(first?.[part] ?? 0);
    }
    expect(accuracy).toBeGreaterThan(0.7);
    releaseRun(state);
  });

  it('trains the projection in the first step only, and all else in the second', async () => {
    const state = stateOf(clmex, clouds, options);
    const values = async () =>
      Object.fromEntries(
        await Promise.all(Object.entries(state.parameters).map(async ([k, v]) => [k, String(await v.data())])),
      );
    await run(state, planOf(clmex, clouds, options, [4, 4], { stopped: () => state.step >= 4 }));
    const between = await values();
    await run(state, planOf(clmex, clouds, options, [4, 4]));
    const after = await values();
    for (const name of Object.keys(after)) expect(after[name] === between[name]).toBe(name.startsWith('projection'));
    releaseRun(state);
  });
});
