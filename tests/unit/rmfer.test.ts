/** RMFER: which frames may be compared, what is drawn, mined and lost, and that the released code's traps are not here. */

import { clone, matMul, memory, type Scalar, slice2d, sum, type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng, resumeRng } from '../../src/math/rng.ts';
import { type Parameters, release, upload } from '../../src/model/parameters.ts';
import { interSampleAttention } from '../../src/train/attention.ts';
import { pooledContrast } from '../../src/train/losses/pooledContrast.ts';
import { reliablePairs } from '../../src/train/mining/reliable.ts';
import type { Draw, Phase, SampleTable } from '../../src/train/objective.ts';
import { checkValues, defaultOptions, type OptionValues } from '../../src/train/options.ts';
import { stageSteps } from '../../src/train/plan.ts';
import { objectiveOf } from '../../src/train/registry.ts';
import { run } from '../../src/train/run.ts';
import { releaseRun } from '../../src/train/step.ts';
import { anchorsOf, frameStep, halfWindow } from '../../src/train/synchrony.ts';
import { synchronySampler } from '../../src/train/synchronySampler.ts';
import { attentionWords, ownShare } from '../../src/ui/explain/attentionWords.ts';
import { cloudsOf, optionsFor, planOf, stateOf, tableOf } from '../clouds.ts';
import { type Rows, randomRows } from '../randomRows.ts';
import { startWasm } from './backends.ts';
import { expectDefinition, expectNoLeak, lossOf } from './lossChecks.ts';

beforeAll(startWasm);

const rmfer = objectiveOf('rmfer');
const own = defaultOptions(rmfer).method;
const STEP = 200;

type Seen = { person: number; clip: number; tick: number; label?: number };

/** These frames, in an order that says nothing, beside ten labelled pictures of each of two classes. */
function tableWith(seen: readonly Seen[], train = (i: number) => i >= 0): SampleTable {
  const pictures = Array.from({ length: 20 }, (_, i) => ({ person: i % 5, clip: 90, tick: Number.NaN, label: i % 2 }));
  const all = [...seen, ...pictures];
  for (let i = all.length - 1; i > 0; i--) {
    const j = (i * 7919) % (i + 1);
    [all[i], all[j]] = [all[j] as Seen & { label: number }, all[i] as Seen & { label: number }];
  }
  return {
    ...tableOf(
      Int32Array.from(all, ({ label = -1 }) => label),
      2,
      [...all.keys()].filter(train),
    ),
    people: Int32Array.from(all, ({ person }) => person),
    clips: Int32Array.from(all, ({ clip }) => clip),
    times: Float64Array.from(all, ({ tick }) => tick * STEP),
  };
}

const watching = (person: number, ticks: number, { clip = 0, from = 0 } = {}): Seen[] =>
  Array.from({ length: ticks }, (_, i) => ({ person, clip, tick: from + i }));

/**
 * Two clips of four and three people, of whom a part of the frames is missing, and a few labelled; one person is alone on
 * a third clip.
 */
function gappy(): SampleTable {
  const rng = createRng(5);
  const some = [0, 1, 2, 3].flatMap((person) => watching(person, 70));
  const others = [2, 4, 5].flatMap((person) => watching(person, 50, { clip: 1, from: 1000 }));
  const kept = [...some, ...others, ...watching(6, 60, { clip: 2 })].filter(() => rng.uniform() < 0.8);
  const labelled = kept.map((frame, i) => (i % 8 ? frame : { ...frame, label: i % 3 ? 1 : 0 }));
  return tableWith(labelled, (i) => i % 11 !== 0);
}

/** The rules of the paper, frame by frame. */
function slowPools(table: SampleTable, sample: number, most: number, faces: number) {
  const reach = Math.ceil((most / faces - 1) / 2) + 1;
  const tick = (i: number) => Math.round((table.times[i] ?? Number.NaN) / STEP);
  const mates = table.train.filter((i) => table.clips[i] === table.clips[sample] && Number.isFinite(table.times[i]));
  const apart = (i: number) => Math.abs(tick(i) - tick(sample));
  const same = (i: number) => table.people[i] === table.people[sample];
  return {
    positives: mates.filter((i) => !same(i) && apart(i) <= reach),
    negatives: mates.filter((i) => same(i) && apart(i) >= 30),
  };
}

const sorted = (values: Iterable<number>) => [...values].sort((a, b) => a - b);
const samplesOf = (frames: readonly { sample: number }[]) => sorted(frames.map(({ sample }) => sample));

describe('frames', () => {
  it('are counted in the median step of their clip, whatever is missing', () => {
    expect(
      frameStep([
        [0, 200, 400, 1000],
        [5000, 5200],
      ]),
    ).toBe(200);
    // Two steps are as frequent: the lower one. Times that two cameras share are one.
    expect(frameStep([[300, 0, 100, 100]])).toBe(100);
    expect(frameStep([[33, 66, 100, 133], [33]])).toBe(33);
    expect(frameStep([[7], []])).toBeNaN();
  });

  it('are synchronous within ⌈(n/K − 1)/2⌉ + 1 of them', () => {
    expect([halfWindow(50, 6), halfWindow(50, 5), halfWindow(50, 2), halfWindow(10, 2), halfWindow(10, 3)]).toEqual([
      5, 6, 13, 3, 3,
    ]);
    // A crowd leaves the nearest ones.
    expect(halfWindow(8, 20)).toBe(1);
  });

  it('have the pools that the rules say, and are anchors only if both hold somebody', () => {
    const table = gappy();
    const faces = [4, 3, 1];
    for (const most of [4, 10, 50]) {
      const anchors = new Map(anchorsOf(table, most, true).map((anchor) => [anchor.frame.sample, anchor]));
      expect(anchors.size).toBeGreaterThan(150);
      for (const i of table.ids.keys()) {
        const anchor = anchors.get(i);
        const { positives, negatives } = slowPools(table, i, most, faces[table.clips[i] ?? 0] ?? 1);
        const possible = table.train.includes(i) && positives.length > 0 && negatives.length > 0;
        expect(anchor !== undefined).toBe(possible);
        if (!anchor) continue;
        expect(samplesOf(anchor.positives())).toEqual(sorted(positives));
        expect(samplesOf(anchor.negatives())).toEqual(sorted(negatives));
      }
    }
  });

  it('of no time, of one instant, of one person or of a short clip are none', () => {
    const none = [
      [],
      watching(0, 60),
      [...watching(0, 60), ...watching(1, 60, { clip: 1 })],
      [...watching(0, 60), ...watching(1, 60, { from: 500 })],
      [...watching(0, 30), ...watching(1, 30)],
      [...watching(0, 1), ...watching(1, 1)],
    ];
    for (const seen of none) expect(anchorsOf(tableWith(seen), 10, true)).toEqual([]);
    // At 31 frames of each the first and the last have what they need.
    expect(anchorsOf(tableWith([...watching(0, 31), ...watching(1, 31)]), 10, true)).toHaveLength(4);
  });

  it('in the control meet those of other instants: as often, at other times, with the same negatives', () => {
    const table = tableWith([0, 1, 2].flatMap((person) => watching(person, 90)));
    const [real, control] = [anchorsOf(table, 10, true), anchorsOf(table, 10, false)];
    expect(samplesOf(control.map(({ frame }) => frame))).toEqual(samplesOf(real.map(({ frame }) => frame)));
    const gaps = (anchors: typeof real) =>
      anchors.flatMap(({ frame, positives }) => positives().map(({ at }) => Math.abs(at - frame.at)));
    expect(gaps(control)).toHaveLength(gaps(real).length);
    expect(Math.max(...gaps(real))).toBe(3);
    const mean = gaps(control).reduce((sum, gap) => sum + gap, 0) / gaps(control).length;
    // Of two random numbers of 90 the mean difference is a third.
    expect(mean).toBeGreaterThan(25);
    const negatives = (anchors: typeof real) =>
      new Map(anchors.map((anchor) => [anchor.frame.sample, samplesOf(anchor.negatives())]));
    expect(negatives(control)).toEqual(negatives(real));
    // It stays the same whenever it is asked for.
    expect(gaps(anchorsOf(table, 10, false))).toEqual(gaps(control));
  });
});

const drawsOf = (table: SampleTable, size: number, most = 10, times = 40): Draw[] => {
  const sampler = synchronySampler(table, size, 3, { most, synchronous: true });
  const rng = createRng(2);
  return Array.from({ length: times }, () => sampler(rng));
};

const rowsOf = ({ groups }: Draw, group: number) => [...groups.keys()].filter((row) => groups[row] === group);

describe('a batch', () => {
  it('holds labelled faces of all classes, then anchors with n of each pool, of nobody who is held out', () => {
    const table = gappy();
    for (const draw of drawsOf(table, 64, 5)) {
      const { samples, views, labels, groups } = draw;
      const labelled = rowsOf(draw, -1);
      expect(labelled).toEqual([...labelled.keys()]);
      expect(labelled.length).toBeGreaterThanOrEqual(32);
      const counts = [0, 1].map((label) => labelled.filter((row) => labels[row] === label).length);
      expect(Math.abs((counts[0] ?? 0) - (counts[1] ?? 0))).toBeLessThanOrEqual(1);
      for (const row of labelled) expect(labels[row]).toBe(table.labels[samples[row] ?? 0]);
      expect(Math.max(...groups)).toBe(1);
      for (const group of [0, 1]) {
        const rows = rowsOf(draw, group);
        const [anchor = 0, ...others] = rows.map((row) => samples[row] ?? 0);
        const { positives, negatives } = slowPools(table, anchor, 5, table.clips[anchor] === 0 ? 4 : 3);
        const [near, far] = [others.filter((i) => positives.includes(i)), others.filter((i) => negatives.includes(i))];
        expect(near).toHaveLength(Math.min(5, positives.length));
        expect(far).toHaveLength(Math.min(5, negatives.length));
        expect(near.length + far.length).toBe(others.length);
        expect(new Set(others).size).toBe(others.length);
        for (const row of rows) expect(labels[row]).toBe(-1);
      }
      for (const sample of samples) expect(table.train).toContain(sample);
      expect(Math.max(...views)).toBeLessThan(3);
    }
  });

  it('takes all of a pool that is smaller than n, and of two people too: nothing is searched for', () => {
    const table = tableWith([...watching(0, 33), ...watching(1, 33)]);
    for (const draw of drawsOf(table, 256, 50)) {
      const [anchor = 0, ...others] = rowsOf(draw, 0).map((row) => draw.samples[row] ?? 0);
      const { positives, negatives } = slowPools(table, anchor, 50, 2);
      expect(sorted(others)).toEqual(sorted([...positives, ...negatives]));
      expect(negatives.length).toBeLessThan(4);
    }
  });

  it('has a smaller n where it is small, and says what is missing where nothing can be compared', () => {
    const table = gappy();
    for (const draw of drawsOf(table, 12)) {
      expect(rowsOf(draw, -1)).toHaveLength(7);
      expect(rowsOf(draw, 0).length).toBeGreaterThan(2);
    }
    expect(() => drawsOf(table, 4)).toThrow('larger batch');
    expect(() => drawsOf(tableWith(watching(0, 90)), 64)).toThrow('on the same clip');
    expect(() => drawsOf({ ...table, labels: table.labels.map(() => -1) }, 64)).toThrow('no sample to learn from');
  });

  it('comes sooner or later to every anchor, and from the state of the generator the same again', () => {
    const table = gappy();
    const seen = new Set(drawsOf(table, 128, 5, 400).flatMap((draw) => draw.samples[rowsOf(draw, 0)[0] ?? 0] ?? []));
    expect(seen.size).toBeGreaterThan(0.6 * anchorsOf(table, 5, true).length);
    const sampler = synchronySampler(table, 64, 3, { most: 5, synchronous: true });
    const rng = createRng(8);
    sampler(rng);
    const again = resumeRng(rng.state());
    expect(sampler(again)).toEqual(sampler(rng));
  });
});

const TAU = 0.25;
const unit = (row: number[]) => row.map((v) => v / Math.sqrt(row.reduce((sum, x) => sum + x * x, 1e-8)));
const cosine = (a: number[], b: number[]) => unit(a).reduce((sum, v, k) => sum + v * (unit(b)[k] ?? 0), 0);

/** Two anchors, rows 0 and 4; row 3 takes no part, row 6 is one's positive and the other's negative. */
const RELATIONS = (() => {
  const relations = new Int32Array(64);
  for (const [row, column, relation] of [
    [0, 1, 1],
    [0, 6, 1],
    [0, 2, -1],
    [4, 5, 1],
    [4, 6, -1],
    [4, 7, -1],
    [4, 0, -1],
  ] as const) {
    relations[row * 8 + column] = relation;
  }
  return relations;
})();

function slowContrast(z: Rows): number {
  const losses = [0, 4].map((anchor) => {
    const sum = (wanted: (relation: number) => boolean) =>
      z.reduce((total, row, i) => {
        return wanted(RELATIONS[anchor * 8 + i] ?? 0) ? total + Math.exp(cosine(z[anchor]!, row) / TAU) : total;
      }, 0);
    return -Math.log(sum((relation) => relation === 1) / (sum((relation) => relation === 1) + sum((r) => r === -1)));
  });
  return (losses[0]! + losses[1]!) / 2;
}

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  it('the contrast equals its definition, and so does its gradient', async () => {
    await expectDefinition(
      backend,
      (z) => pooledContrast(z!, RELATIONS, TAU),
      (z) => slowContrast(z!),
      [randomRows(3, 8, 5)],
    );
  });

  it('the attention equals its definition, and so does its gradient', async () => {
    const samples = Int32Array.of(4, 7, 4, 9, 2);
    const values = randomRows(6, 5, 3);
    const slow = (z: Rows) =>
      z.reduce((sum, row, i) => {
        const others = [...z.keys()].filter((j) => samples[j] !== samples[i]);
        const weights = others.map((j) => Math.exp(cosine(row, z[j]!) / TAU));
        const total = weights.reduce((a, b) => a + b, 0);
        return sum + others.reduce((s, j, k) => s + (weights[k]! / total) * values[i]![0]! * values[j]![1]!, 0);
      }, 0);
    // Some number that depends on every weight.
    const loss = (z: Tensor2D): Scalar =>
      tidy(() => {
        const weights = interSampleAttention(z, samples, TAU);
        const left = tensor2d(values.map((row) => [row[0]!]));
        const right = tensor2d(values.map((row) => [row[1]!]));
        return sum(matMul(left, matMul(weights, right), true));
      });
    await expectDefinition(
      backend,
      (z) => loss(z!),
      (z) => slow(z!),
      [randomRows(7, 5, 4)],
    );
  });
});

describe('the contrast', () => {
  it('of rows that are all alike is log((p + n)/p), and 0 at its best: one good positive is enough', async () => {
    const same = Array.from({ length: 8 }, () => [1, 2, 3]);
    const loss = (z: Rows) => lossOf('wasm', (rows) => pooledContrast(rows!, RELATIONS, TAU), z);
    expect(await loss(same)).toBeCloseTo((Math.log(3 / 2) + Math.log(4)) / 2, 5);
    const apart = Array.from({ length: 8 }, (_, i) => ([0, 1, 4, 5].includes(i) ? [1, 0] : [-1, 0]));
    // Row 6 is the first anchor's other positive, as far away as the negatives are.
    expect(await lossOf('wasm', (z) => pooledContrast(z!, RELATIONS, 0.05), apart)).toBeGreaterThan(0.1);
    const first = RELATIONS.map((relation, i) => (i < 8 ? relation : 0));
    expect(await lossOf('wasm', (z) => pooledContrast(z!, first, 0.05), apart)).toBeCloseTo(0, 5);
  });

  it('leaves only its result behind, and refuses what it cannot compare', () => {
    expectNoLeak((z) => pooledContrast(z!, RELATIONS, TAU), randomRows(1, 8, 3));
    const z = tensor2d(randomRows(1, 8, 3));
    expect(() => pooledContrast(z, RELATIONS, 0)).toThrow('above 0');
    expect(() => pooledContrast(z, new Int32Array(64).fill(-1), TAU)).toThrow('no');
    expect(() => pooledContrast(z, new Int32Array(8), TAU)).toThrow('64 relations');
    z.dispose();
  });
});

describe('the attention', () => {
  it('of faces that are all alike is shared by all others; nobody looks at themselves, drawn once or twice', async () => {
    const z = tensor2d(Array.from({ length: 4 }, () => [1, 2]));
    const weights = interSampleAttention(z, Int32Array.of(0, 1, 2, 0), TAU);
    const third = 1 / 3;
    expect(await weights.array()).toEqual([
      [0, 0.5, 0.5, 0],
      [third, 0, third, third].map((value) => expect.closeTo(value, 6)),
      [third, third, 0, third].map((value) => expect.closeTo(value, 6)),
      [0, 0.5, 0.5, 0],
    ]);
    z.dispose();
    weights.dispose();
  });

  it('is told in words: what stays within a class, and what would by chance', () => {
    const attention = { samples: ['p', 'q', 'r'], weights: Float32Array.of(0, 0.9, 0.1, 0.8, 0, 0.2, 0.5, 0.5, 0) };
    const { own: within, even } = ownShare(['a', 'a', 'b'], attention);
    expect([within, even]).toEqual([expect.closeTo(1.7 / 3, 6), expect.closeTo(1 / 3, 6)]);
    expect(attentionWords(['a', 'a', 'b'], attention)).toMatch(/^57 % of .*; 33 % would/);
  });
});

/** Of 4 labelled faces and two anchors with 4 positives and 3 negatives each; who is who is the sample’s remainder. */
const DRAW: Draw = (() => {
  const groups = Int32Array.of(-1, -1, -1, -1, ...Array(8).fill(0), ...Array(8).fill(1));
  const people = [0, 1, 0, 1, ...[0, 1, 1, 1, 1, 0, 0, 0], ...[1, 0, 0, 0, 0, 1, 1, 1]];
  return {
    samples: Int32Array.from(people, (person, row) => 2 * row + person),
    views: new Int32Array(20),
    labels: Int32Array.of(0, 1, 1, 0, ...Array(16).fill(-1)),
    groups,
  };
})();
const PEOPLE = Int32Array.from({ length: 40 }, (_, i) => i % 2);

/** By sorting all cosines. */
function slowPairs(z: Rows, kept: number): number[] {
  const relations = new Array(400).fill(0);
  for (const anchor of [4, 12]) {
    const rows = Array.from({ length: 7 }, (_, i) => anchor + 1 + i);
    const ranked = (of: number[]) => [...of].sort((a, b) => cosine(z[anchor]!, z[b]!) - cosine(z[anchor]!, z[a]!));
    const [positives, negatives] = [ranked(rows.slice(0, 4)), ranked(rows.slice(4)).reverse()];
    for (const row of positives.slice(0, Math.max(1, Math.round(4 * kept)))) relations[anchor * 20 + row] = 1;
    for (const row of negatives.slice(0, Math.max(1, Math.round(3 * kept)))) relations[anchor * 20 + row] = -1;
  }
  return relations;
}

describe('of each pool', () => {
  it.each([0.05, 0.3, 0.5, 1])('the %d part is kept that the model is surest of, at least one', (kept) => {
    const z = randomRows(9, 20, 6);
    const found = reliablePairs(Float32Array.from(z.flat()), DRAW, PEOPLE, kept);
    expect([...found]).toEqual(slowPairs(z, kept));
    const most = (wanted: number) => found.filter((relation) => relation === wanted).length;
    expect([most(1), most(-1)]).toEqual([2 * Math.max(1, Math.round(4 * kept)), 2 * Math.max(1, Math.round(3 * kept))]);
  });
});

/** What a stage's phase says for these settings, and the numbers that it was made of. */
async function phaseOf(stage: number, change: OptionValues) {
  const options = { ...own, ...change };
  const sizes = { width: 8, classes: 2 };
  const arrays = rmfer.create(sizes, options, createRng(3));
  // Heads that know something already.
  for (const [name, array] of arrays) {
    if (name.startsWith('heads.') || name.startsWith('rmfer.attention'))
      array.data = randomRows(8, 1, array.data.length)[0] as never;
  }
  const parameters = upload(
    new Map([...arrays].map(([name, { shape, data }]) => [name, { shape, data: Float32Array.from(data) }])),
  );
  const embeddings = tensor2d(randomRows(6, 20, 8));
  const batch = {
    draw: stage === 0 ? { ...DRAW, samples: DRAW.samples.subarray(0, 4), labels: DRAW.labels.subarray(0, 4) } : DRAW,
    embed: () => (stage === 0 ? slice2d(embeddings, [0, 0], [4, 8]) : clone(embeddings)),
  };
  const context = { options, state: {}, table: { ...gappy(), people: PEOPLE } };
  const before = memory().numTensors;
  const mined = (await rmfer.stages[stage]?.mine?.(batch, parameters, context)) ?? {};
  expect(memory().numTensors).toBe(before);
  const [phase] = rmfer.stages[stage]?.phases(batch, context, mined) ?? [];
  const { loss, parts = {} } = (phase as Phase).loss(parameters);
  const rows = async (of: Tensor2D) => (await of.array()) as Rows;
  const f = await rows(embeddings);
  const z = await rows(rmfer.compared?.(parameters, embeddings, options) as Tensor2D);
  const read = async (value: Scalar) => (await value.data())[0] ?? Number.NaN;
  const numbers: { [name: string]: number } = { loss: await read(loss) };
  for (const [name, part] of Object.entries(parts)) numbers[name] = await read(part);
  const head = async (name: string) => {
    const [kernel, bias] = [parameters[`${name}.kernel`] as Tensor2D, parameters[`${name}.bias`] as Tensor2D];
    return { kernel: await rows(kernel), bias: [...(await bias.data())] };
  };
  const heads = { main: await head('heads.own'), attending: await head('rmfer.attention') };
  release(parameters);
  embeddings.dispose();
  return { numbers, f, z, heads, mined, phase: phase as Phase };
}

type Head = { kernel: Rows; bias: number[] };

function slowEntropy(rows: Rows, { kernel, bias }: Head): number {
  const losses = rows.map((row, i) => {
    const logits = bias.map((b, k) => row.reduce((sum, v, d) => sum + v * kernel[d]![k]!, b));
    return Math.log(logits.reduce((sum, v) => sum + Math.exp(v), 0)) - logits[DRAW.labels[i]!]!;
  });
  return losses.reduce((a, b) => a + b, 0) / losses.length;
}

/** A·f of the labelled rows. */
function slowAttended(f: Rows, z: Rows): Rows {
  return [0, 1, 2, 3].map((i) => {
    const others = [0, 1, 2, 3].filter((j) => j !== i);
    const weights = others.map((j) => Math.exp(cosine(z[i]!, z[j]!) / TAU));
    const total = weights.reduce((a, b) => a + b, 0);
    return f[0]!.map((_, d) => others.reduce((sum, j, k) => sum + (weights[k]! / total) * f[j]![d]!, 0));
  });
}

describe('the stages', () => {
  it('first classify each face, and what it takes from the others: f, not z', async () => {
    const { numbers, f, z, heads, phase } = await phaseOf(0, { attentionWeight: 2 });
    const main = slowEntropy(f.slice(0, 4), heads.main);
    const attended = slowEntropy(slowAttended(f, z), heads.attending);
    expect(numbers).toEqual({
      main: expect.closeTo(main, 4),
      attended: expect.closeTo(attended, 4),
      loss: expect.closeTo(main + 2 * attended, 4),
    });
    expect(slowEntropy(slowAttended(z, z), heads.attending)).not.toBeCloseTo(attended, 2);
    for (const name of ['encoder.x', 'adapter.x', 'heads.own.kernel', 'rmfer.projection.out.bias']) {
      expect(phase.trains(name)).toBe(true);
    }
  });

  it('then add the contrast of the pairs that were mined without the tape; only labelled faces look at each other', async () => {
    const { numbers, f, z, heads, mined } = await phaseOf(1, { contrastWeight: 0.7, kept: 0.5 });
    expect([...(mined.relations ?? [])]).toEqual(slowPairs(z, 0.5));
    const main = slowEntropy(f.slice(0, 4), heads.main);
    const attended = slowEntropy(slowAttended(f, z), heads.attending);
    const contrasts = [4, 12].map((anchor) => {
      const sum = (relation: number) =>
        z.reduce((total, row, i) => {
          return mined.relations?.[anchor * 20 + i] === relation
            ? total + Math.exp(cosine(z[anchor]!, row) / TAU)
            : total;
        }, 0);
      return -Math.log(sum(1) / (sum(1) + sum(-1)));
    });
    const instants = (contrasts[0]! + contrasts[1]!) / 2;
    expect(numbers).toEqual({
      main: expect.closeTo(main, 4),
      attended: expect.closeTo(attended, 4),
      instants: expect.closeTo(instants, 4),
      loss: expect.closeTo(main + attended + 0.7 * instants, 4),
    });
  });

  it('come in this order, as long as asked for; the second can be left out and the first cannot', () => {
    expect(rmfer.stages.map(({ id }) => id)).toEqual(['attention', 'contrast']);
    expect(stageSteps(rmfer, { ...own, attentionShare: 0.25 }, 100)).toEqual([25, 75]);
    expect(stageSteps(rmfer, { ...own, attentionShare: 1 }, 100)).toEqual([100, 0]);
    expect(() => checkValues({ ...own, attentionShare: 0 }, rmfer.options)).toThrow('Labels first');
  });

  it('count the attention: its weight is 1 and never 0, as the released settings have it', () => {
    expect(own.attentionWeight).toBe(1);
    expect(() => checkValues({ ...own, attentionWeight: 0 }, rmfer.options)).toThrow('Weight of the attention');
  });

  it('are trained with SAM around Adam, from weights that were tuned on nothing', () => {
    const { common } = defaultOptions(rmfer);
    expect([common.sam, common.optimiser]).toEqual([0.05, 'adamw']);
    const made = (seed: number) => rmfer.create({ width: 6, classes: 3 }, own, createRng(seed));
    for (const [name, { data }] of made(1)) {
      const drawn = String(made(2).get(name)?.data) !== String(data);
      expect(drawn || data.every((value) => value === 0)).toBe(true);
    }
  });
});

describe('a run', () => {
  const clouds = cloudsOf({ classes: 3, perClass: 24 });
  const options = optionsFor(rmfer);

  it('teaches the projection to tell classes apart before instants are contrasted', async () => {
    const state = stateOf(rmfer, clouds, options);
    const { labels, train } = clouds.dataset.table;
    const spread = async (parameters: Parameters) => {
      const inputs = clouds.features.unchanged(train) as Tensor2D;
      const weights = tidy(
        () => rmfer.attention?.(parameters, inputs, Int32Array.from(train), options.method) as Tensor2D,
      );
      const values = await weights.data<'float32'>();
      inputs.dispose();
      weights.dispose();
      const samples = train.map(String);
      return ownShare(
        Array.from(train, (i) => String(labels[i])),
        { samples, weights: values },
      );
    };
    const before = await spread(state.parameters);
    await run(state, planOf(rmfer, clouds, options, [60, 40], { stopped: () => state.step >= 60 }));
    const after = await spread(state.parameters);
    expect(after.own).toBeGreaterThan(before.own + 0.2);
    releaseRun(state);
  });

  it('answers with the classifier alone: no face of the batch changes what is read in another', async () => {
    const state = stateOf(rmfer, clouds, options);
    await run(state, planOf(rmfer, clouds, options, [10, 10]));
    const rows = randomRows(4, 6, 24);
    const logits = async (parameters: Parameters, of: Rows) => {
      const value = tidy(() => rmfer.logits(parameters, tensor2d(of)));
      const read = (await value.array()) as Rows;
      value.dispose();
      return read;
    };
    const together = await logits(state.parameters, rows);
    for (const [i, row] of rows.entries()) {
      const [alone] = await logits(state.parameters, [row]);
      expect(alone?.every((value, k) => Math.abs(value - (together[i]?.[k] ?? 0)) < 1e-5)).toBe(true);
    }
    const without = Object.fromEntries(Object.entries(state.parameters).filter(([name]) => !name.startsWith('rmfer.')));
    expect(await logits(without, rows)).toEqual(together);
    releaseRun(state);
  });
});
