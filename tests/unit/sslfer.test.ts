/** SSLFER: which moments are drawn, what they are compared with, and what its losses are; each trap of the released code. */

import { type Scalar, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasFace } from '../../src/math/faceRegions.ts';
import { createRng, resumeRng } from '../../src/math/rng.ts';
import type { Parameters } from '../../src/model/parameters.ts';
import { clipSampler } from '../../src/train/clipSampler.ts';
import { infoNce } from '../../src/train/losses/infoNce.ts';
import { ntXent } from '../../src/train/losses/supCon.ts';
import { eyesAndMouth } from '../../src/train/mining/eyesAndMouth.ts';
import { falseNegatives, relationsOf } from '../../src/train/mining/falseNegatives.ts';
import { newIdentities } from '../../src/train/mining/newIdentities.ts';
import type { Batch, Draw, Mined, SampleTable } from '../../src/train/objective.ts';
import { defaultOptions, type OptionValues } from '../../src/train/options.ts';
import { picturesOf, viewsName } from '../../src/train/prepare.ts';
import { objectiveOf } from '../../src/train/registry.ts';
import { run } from '../../src/train/run.ts';
import type { Start } from '../../src/train/start.ts';
import { releaseRun } from '../../src/train/step.ts';
import { swapsOf } from '../../src/train/swaps.ts';
import { cloudsOf, optionsFor, planOf, stateOf, tableOf } from '../clouds.ts';
import { drawnFace, meshOf } from '../drawnFaces.ts';
import { type Rows, randomRows } from '../randomRows.ts';
import { startWasm } from './backends.ts';
import { expectDefinition, expectNoLeak, lossOf } from './lossChecks.ts';

beforeAll(startWasm);

const sslfer = objectiveOf('sslfer');
const STAGE = sslfer.stages[0]!;
const OFFSETS = [480, 720, 960, 1200, 1440];
const WEIGHTS = [5, 4, 3, 2, 1];

type Frame = { person: number; clip: number; time: number; moment?: number };

/** Samples in an order that says nothing, every one with a mesh. */
function tableFrom(frames: readonly Frame[], train?: (i: number) => boolean): SampleTable {
  const all = frames.map((frame, i) => ({ frame, at: (i * 7919) % 1009 })).sort((a, b) => a.at - b.at);
  const numbers = (of: (frame: Frame) => number) => Int32Array.from(all, ({ frame }) => of(frame));
  return {
    ...tableOf(
      numbers(({ clip }) => clip % 3),
      3,
      [...all.keys()].filter((i) => train?.(i) ?? true),
    ),
    people: numbers(({ person }) => person),
    clips: numbers(({ clip }) => clip),
    moments: numbers(({ moment = -1 }) => moment),
    times: Float64Array.from(all, ({ frame }) => frame.time),
    landmarks: all.map(({ frame: { person, time } }) => meshOf({ person, mouth: 0.03 + 0.02 * Math.sin(time / 900) })),
  };
}

/** So many frames of a clip, `gap` ms apart. */
const clip = (person: number, number: number, count: number, gap: number): Frame[] =>
  Array.from({ length: count }, (_, i) => ({ person, clip: number, time: 100 + i * gap }));

/** Three people; clip 1 shows two of them, clip 4 is short; pictures without a time, and a head that turns. */
const table = (): SampleTable =>
  tableFrom(
    [
      ...[...clip(0, 0, 40, 120), ...clip(0, 1, 25, 240), ...clip(1, 1, 25, 240)],
      ...[...clip(1, 2, 9, 500), ...clip(2, 3, 30, 200), ...clip(2, 4, 6, 400)],
      ...Array.from({ length: 6 }, () => ({ person: 1, clip: 5, time: Number.NaN })),
      ...clip(2, 6, 40, 100).map((frame) => ({ ...frame, moment: 3 })),
    ],
    (i) => i % 11 !== 0,
  );

const ALL = { time: true, hard: true, plain: 4, swapped: 4 };

const isOfOneRecording = ({ clips, people }: SampleTable, a: number, b: number): boolean =>
  clips[a] === clips[b] && people[a] === people[b];

const drawsOf = (some: SampleTable, size: number, pairs = ALL, times = 80): Draw[] => {
  const sampler = clipSampler(some, size, pairs);
  const rng = createRng(2);
  return Array.from({ length: times }, () => sampler(rng));
};

/** Positives of a frame with their weights, by looking at every frame for every offset. */
function slowPositives(some: SampleTable, anchor: number): Map<number, number> {
  const mates = some.train.filter(
    (i) => some.clips[i] === some.clips[anchor] && some.people[i] === some.people[anchor] && some.moments[i]! < 0,
  );
  const found = new Map<number, number>();
  for (const sign of [-1, 1]) {
    OFFSETS.forEach((offset, k) => {
      const wanted = some.times[anchor]! + sign * offset;
      const away = (i: number) => Math.abs(some.times[i]! - wanted);
      // The earlier of two that are as near.
      const [best] = [...mates].sort((a, b) => away(a) - away(b) || some.times[a]! - some.times[b]!);
      if (best === undefined || best === anchor || away(best) > 250) return;
      found.set(best, (found.get(best) ?? 0) + WEIGHTS[k]!);
    });
  }
  return found;
}

describe('pairs of recordings', () => {
  it('are frames of one clip and person, in the order A, N, A⁺, N⁺, with their labels', () => {
    const some = table();
    for (const { samples, labels, groups, views } of drawsOf(some, 24)) {
      expect([...groups]).toEqual([...Array(12).keys(), ...Array(12).keys()]);
      for (const [row, sample] of samples.entries()) {
        expect(some.train).toContain(sample);
        expect([some.moments[sample], Number.isFinite(some.times[sample])]).toEqual([-1, true]);
        expect(labels[row]).toBe(some.labels[sample]);
        if (row < 12) expect(views[row]).toBeLessThan(4);
        else expect(slowPositives(some, samples[row - 12]!).has(sample)).toBe(true);
      }
    }
  });

  it('trap: are drawn anew every time, and from the state of the generator the same again', () => {
    const some = table();
    const seen = new Set(drawsOf(some, 24).map(({ samples }) => samples.join()));
    expect(seen.size).toBe(80);
    const sampler = clipSampler(some, 24, ALL);
    const rng = createRng(8);
    sampler(rng);
    const again = resumeRng(rng.state());
    expect(sampler(again)).toEqual(sampler(rng));
  });

  it('TimeAug: trap: of unsorted frames, each positive as often as its weight says, 5:4:3:2:1, and never the frame itself', () => {
    // Frames every 40 ms: all offsets are there, before and after.
    const some = tableFrom([...clip(0, 0, 121, 40), ...clip(1, 1, 121, 40)]);
    const counts = new Map<number, number>();
    let inner = 0;
    for (const { samples } of drawsOf(some, 64, { ...ALL, hard: false }, 300)) {
      for (let row = 0; row < 32; row++) {
        const [anchor, positive] = [samples[row]!, samples[row + 32]!];
        const [time, apart] = [some.times[anchor]!, Math.abs(some.times[positive]! - some.times[anchor]!)];
        // Nearer to an end the last frame stands for what lies a little beyond it.
        if (time < 1600 || time > 3300) continue;
        expect(OFFSETS).toContain(apart);
        inner += 1;
        counts.set(apart, (counts.get(apart) ?? 0) + 1);
      }
    }
    for (const [k, offset] of OFFSETS.entries()) expect(counts.get(offset)! / inner).toBeCloseTo(WEIGHTS[k]! / 15, 1);
    const sides = drawsOf(some, 64, ALL, 50).flatMap(({ samples }) =>
      Array.from({ length: 32 }, (_, row) => Math.sign(some.times[samples[row + 32]!]! - some.times[samples[row]!]!)),
    );
    expect(Math.abs(sides.reduce((sum: number, sign) => sum + sign, 0)) / sides.length).toBeLessThan(0.1);
  });

  it('TimeAug: all positives of a sparse clip, and none of its other frames, sooner or later', () => {
    const some = tableFrom([...clip(0, 0, 9, 500), ...clip(1, 1, 9, 430)]);
    const drawn = new Map<number, Set<number>>();
    for (const { samples } of drawsOf(some, 64, { ...ALL, hard: false }, 100)) {
      for (let row = 0; row < 32; row++) {
        const set = drawn.get(samples[row]!) ?? new Set();
        drawn.set(samples[row]!, set.add(samples[row + 32]!));
      }
    }
    expect(drawn.size).toBe(18);
    for (const [anchor, set] of drawn) expect([...set].sort()).toEqual([...slowPositives(some, anchor).keys()].sort());
  });

  it('HardNeg: trap: N lies 2.88 s away or more in the clip of A, at any such frame; where there is none, in another', () => {
    const some = table();
    const far = new Set<string>();
    for (const { samples } of drawsOf(some, 24, ALL, 300)) {
      for (let i = 0; i < 6; i++) {
        const [a, n] = [samples[i]!, samples[i + 6]!];
        const same = some.clips[a] === some.clips[n] && some.people[a] === some.people[n];
        const apart = Math.abs(some.times[a]! - some.times[n]!);
        if (same) expect(apart).toBeGreaterThanOrEqual(2880);
        else expect(some.train.some((j) => isFar(some, a, j) && slowPositives(some, j).size > 0)).toBe(false);
        if (same && some.clips[a] === 0) far.add(`${some.times[n]}`);
      }
    }
    expect(far.size).toBeGreaterThan(20);
    for (const { groups } of drawsOf(some, 24, { ...ALL, hard: false }, 3)) expect(groups).toHaveLength(24);
  });

  it('TimeAug off: two different views of one frame', () => {
    for (const { samples, views } of drawsOf(table(), 24, { time: false, hard: true, plain: 3, swapped: 0 })) {
      for (let row = 0; row < 12; row++) {
        expect(samples[row + 12]).toBe(samples[row]);
        expect(views[row + 12]).not.toBe(views[row]);
      }
    }
  });

  it('FaceSwap: four positives of five are swapped views, of one number for A⁺ and N⁺, and no anchor is', () => {
    let swapped = 0;
    const numbers = new Set<number>();
    for (const { views } of drawsOf(table(), 24, ALL, 200)) {
      for (let i = 0; i < 6; i++) {
        const [a, n] = [views[i + 12]!, views[i + 18]!];
        expect(Math.max(views[i]!, views[i + 6]!)).toBeLessThan(4);
        expect(a >= 4).toBe(n >= 4);
        if (a < 4) continue;
        expect(n).toBe(a);
        swapped += 1 / 1200;
        numbers.add(a);
      }
    }
    expect(swapped).toBeCloseTo(0.8, 1);
    expect([...numbers].sort()).toEqual([4, 5, 6, 7]);
  });

  it('show every clip before any comes again, and every row has something to repel, however small the batch', () => {
    const some = table();
    for (const { samples } of drawsOf(some, 12, { ...ALL, hard: false })) {
      const tracks = Array.from(samples.subarray(0, 6), (i) => `${some.clips[i]} ${some.people[i]}`);
      expect(new Set(tracks).size).toBe(6);
    }
    for (const hard of [true, false]) {
      for (const draw of drawsOf(some, 4, { ...ALL, hard })) {
        const relations = relationsOf(draw, some, hard, new Int32Array(4).fill(-1));
        for (let row = 0; row < 4; row++) expect(relations.subarray(4 * row, 4 * row + 4)).toContain(-1);
      }
    }
  });

  it('are of pictures too where no time is asked for: each with another view of itself, by person and sitting in turns', () => {
    const pictures = Array.from({ length: 12 }, (_, i) => ({ person: i % 4, clip: i % 4, time: Number.NaN }));
    const some = tableFrom(pictures);
    const plain = { time: false, hard: false, plain: 3, swapped: 0 };
    for (const { samples, views } of drawsOf(some, 8, plain)) {
      expect(samples.slice(4)).toEqual(samples.slice(0, 4));
      expect(views.slice(0, 4).every((view, i) => view !== views[i + 4])).toBe(true);
      expect(new Set(Array.from(samples.subarray(0, 4), (i) => some.people[i])).size).toBe(4);
    }
    expect(() => clipSampler(some, 8, { ...plain, time: true })).toThrow('two of them');
  });

  it('are refused where there are too few recordings, or a pair would be one view twice', () => {
    const one = tableFrom(clip(0, 0, 30, 200));
    expect(() => clipSampler(one, 16, ALL)).toThrow('two of them');
    expect(() => clipSampler(tableFrom([...clip(0, 0, 5, 3000), ...clip(1, 1, 30, 9000)]), 16, ALL)).toThrow('two of');
    const single = { time: false, hard: false, plain: 1, swapped: 0 };
    expect(() => clipSampler(table(), 16, single)).toThrow('2 views');
  });
});

const isFar = (some: SampleTable, a: number, b: number): boolean =>
  some.clips[a] === some.clips[b] &&
  some.people[a] === some.people[b] &&
  some.moments[b]! < 0 &&
  Math.abs(some.times[a]! - some.times[b]!) >= 2880;

const TAU = 0.07;

/** methods.md, section 4, term by term. */
function slowLoss(z: Rows, targets: ArrayLike<number>, repels: (i: number, a: number) => boolean, tau: number): number {
  const unit = z.map((row) => row.map((v) => v / Math.sqrt(row.reduce((s, x) => s + x * x, 1e-8))));
  const similar = (i: number, j: number) => unit[i]!.reduce((s, v, k) => s + v * unit[j]![k]!, 0) / tau;
  let total = 0;
  z.forEach((_, i) => {
    const target = targets[i]!;
    if (target < 0) return;
    const others = [...z.keys()].filter((a) => repels(i, a));
    const sum = [target, ...others].reduce((s, a) => s + Math.exp(similar(i, a)), 0);
    total -= Math.log(Math.exp(similar(i, target)) / sum);
  });
  return total / z.length;
}

describe('the loss', () => {
  const targets = Int32Array.of(3, -1, 5, 0, 1, 2);
  const repels = (i: number, a: number) => i !== a && targets[i] !== a && (i + 2 * a) % 3 !== 0;
  const relations = Int32Array.from({ length: 36 }, (_, k) => -Number(repels(Math.floor(k / 6), k % 6)));
  const loss = (z: Tensor2D) => infoNce(z, targets, relations, 0.5);

  it.each(['cpu', 'wasm'] as const)(
    'is its definition, and its gradient that of the definition, on %s',
    async (backend) => {
      await expectDefinition(backend, loss, (z) => slowLoss(z as Rows, targets, repels, 0.5), [randomRows(3, 6, 5)]);
    },
  );

  it('in closed form: log(1 + n) where all are alike, 0 without a target, and at the paper’s temperature finite', async () => {
    const same = Array.from({ length: 6 }, () => [1, 2]);
    const all = Int32Array.from({ length: 36 }, (_, k) => -Number(k % 6 !== Math.floor(k / 6)));
    const positives = Int32Array.from({ length: 6 }, (_, i) => (i + 3) % 6);
    for (const [i, j] of positives.entries()) all[6 * i + j] = 0;
    expect(await lossOf('wasm', (z) => infoNce(z, positives, all, TAU), same)).toBeCloseTo(Math.log(5), 5);
    const none = new Int32Array(6).fill(-1);
    expect(await lossOf('wasm', (z) => infoNce(z, none, all, TAU), same)).toBe(0);
    expect(Number.isFinite(await lossOf('wasm', (z) => infoNce(z, positives, all, TAU), randomRows(4, 6, 3)))).toBe(
      true,
    );
  });

  it('leaves nothing behind, and refuses what does not fit', () => {
    expectNoLeak(loss, randomRows(5, 6, 4));
    const z = tensor2d(randomRows(5, 6, 4));
    expect(() => infoNce(z, targets, relations, 0)).toThrow('temperature');
    expect(() => infoNce(z, targets, relations.slice(1), 1)).toThrow('as many targets');
    z.dispose();
  });
});

/** The first stage's mined rows and its loss on rows z, one a row of the batch. */
async function stageLoss(some: SampleTable, draw: Draw, z: Rows, change: OptionValues) {
  const options = { ...defaultOptions(sslfer).method, ...change };
  const context = { options, state: {}, table: some };
  const batch = { draw, embed: () => tensor2d(z) } as unknown as Batch;
  const mined = (await STAGE.mine?.(batch, {}, context)) as Mined;
  const [phase] = STAGE.phases(batch, context, mined);
  return { mined, phase: phase! };
}

describe('the stage', () => {
  it('adds 0.8 times what is drawn to false negatives; both parts are without them among the negatives', async () => {
    const some = cloudsOf({ classes: 3, perClass: 24 });
    const { table: known } = some.dataset;
    const meshes = known.ids.map((_, i) => meshOf({ person: i, mouth: 0.01 + 0.02 * (known.labels[i] ?? 0) }));
    const withMeshes = { ...known, landmarks: meshes };
    const options = optionsFor(sslfer);
    const state = stateOf(sslfer, some, options);
    const draw = clipSampler(withMeshes, 16, { ...ALL, plain: 2, swapped: 1 })(createRng(3));
    const rows = randomRows(7, 16, 24);
    const { mined, phase } = await stageLoss(withMeshes, draw, rows, { likeness: -1 });
    const { loss, parts } = phase.loss(state.parameters as Parameters);
    const z = sslfer.compared!(state.parameters, tensor2d(rows), options.method);
    const flat = await z.data<'float32'>();
    const projected = Array.from({ length: 16 }, (_, i) => [
      ...flat.subarray((i * flat.length) / 16, ((i + 1) * flat.length) / 16),
    ]);
    const repels = (i: number, a: number) => mined.relations![16 * i + a] === -1;
    const positives = Int32Array.from({ length: 16 }, (_, i) => (i + 8) % 16);
    const [near, masked] = [
      slowLoss(projected, positives, repels, TAU),
      slowLoss(projected, mined.alike!, repels, TAU),
    ];
    const value = async (scalar: Scalar | undefined) => ((await scalar?.data()) ?? [Number.NaN])[0]!;
    expect(mined.alike!.every((row) => row >= 0)).toBe(true);
    for (const [i, l] of mined.alike!.entries()) expect(repels(i, l)).toBe(false);
    expect(await value(parts?.near)).toBeCloseTo(near, 3);
    expect(await value(parts?.masked)).toBeCloseTo(masked, 3);
    expect(await value(loss)).toBeCloseTo(near + 0.8 * masked, 3);
    releaseRun(state);
  });

  it('with everything off is SimCLR’s loss on a batch of as many clips as pairs', async () => {
    const some = tableFrom(Array.from({ length: 8 }, (_, person) => clip(person, person, 12, 300)).flat());
    const off = { timeAug: false, hardNeg: false, faceSwap: false, maskFn: false };
    const draw = STAGE.sampler(some, 16, 4, { ...defaultOptions(sslfer).method, ...off })(createRng(5));
    const { mined } = await stageLoss(some, draw, randomRows(1, 16, 4), off);
    const rows = randomRows(9, 16, 6);
    const positives = Int32Array.from({ length: 16 }, (_, i) => (i + 8) % 16);
    const own = await lossOf('wasm', (z) => infoNce(z, positives, mined.relations as Int32Array, TAU), rows);
    const simclr = await lossOf('wasm', (a, b) => ntXent(a!, b!, TAU), rows.slice(0, 8), rows.slice(8));
    expect(own).toBeCloseTo(simclr, 4);
  });

  it('trap: fine-tunes on faces as they are, and is judged on the unaltered view', () => {
    const some = table();
    const sampler = sslfer.stages[1]!.sampler(some, 32, 8, defaultOptions(sslfer).method);
    const rng = createRng(1);
    for (let i = 0; i < 30; i++) expect(Math.max(...sampler(rng).views)).toBeLessThan(4);
    const swaps = sslfer.swaps!(some, defaultOptions(sslfer).method, { views: 8, seed: 1 })!;
    for (const i of some.ids.keys()) for (let view = 0; view < 4; view++) expect(swaps(i, view)).toBe(-1);
  });

  it('trains in all 16 combinations of its strategies', async () => {
    const clouds = cloudsOf({ classes: 3, perClass: 24 });
    const meshes = clouds.dataset.table.ids.map((_, i) => meshOf({ person: i, mouth: 0.01 * (1 + (i % 3)) }));
    const some = { ...clouds, dataset: { ...clouds.dataset, table: { ...clouds.dataset.table, landmarks: meshes } } };
    for (let bits = 0; bits < 16; bits++) {
      const defaults = optionsFor(sslfer);
      const on = (bit: number) => ((bits >> bit) & 1) === 1;
      const method = { ...defaults.method, timeAug: on(0), hardNeg: on(1), faceSwap: on(2), maskFn: on(3) };
      const options = { ...defaults, method };
      const state = stateOf(sslfer, some, options);
      const { loss, parts } = await run(state, planOf(sslfer, some, options, [3, 1]));
      expect(Number.isFinite(loss)).toBe(true);
      expect('masked' in parts).toBe(on(3));
      releaseRun(state);
    }
  });
});

describe('MaskFN', () => {
  it('finds the most similar other row: trap: not of the same recording, not itself nor its positive, not without a face', () => {
    const some = { ...table() };
    const rng = createRng(4);
    const described = some.ids.map((_, i) => {
      if (i % 5 === 0) return null;
      const row = Array.from({ length: 6 }, () => rng.uniform() - 0.5);
      const length = Math.hypot(...row);
      return Float32Array.from(row, (value) => value / length);
    });
    let none = 0;
    for (const draw of drawsOf(some, 24, ALL, 20)) {
      const alike = falseNegatives(draw, some, described, 0.6);
      for (const [row, sample] of draw.samples.entries()) {
        const scores = Array.from(draw.samples, (other, j) => {
          const [a, b] = [described[sample], described[other]];
          const barred = !a || !b || j === row || j === (row + 12) % 24 || isOfOneRecording(some, other, sample);
          return barred ? Number.NEGATIVE_INFINITY : a.reduce((sum, v, k) => sum + v * b[k]!, 0);
        });
        const best = Math.max(...scores);
        expect(alike[row]).toBe(best >= 0.6 ? scores.indexOf(best) : -1);
        if (best < 0.6) none += 1;
      }
    }
    expect(none).toBeGreaterThan(10);
  });

  it('trap: two faces that were not found are not alike, nor is one astray or shrunk to a point', () => {
    const some = table();
    const point = new Float32Array(936).fill(0.5);
    const astray = meshOf({}).map((value) => value + 0.6);
    expect([hasFace(point), hasFace(astray), hasFace(meshOf({}))]).toEqual([false, false, true]);
    const found = eyesAndMouth({
      ...some,
      landmarks: some.ids.map((_, i) => [null, point, astray, meshOf({ person: i })][i % 4]!),
    });
    for (const [i, row] of found.entries()) expect(row !== null).toBe(i % 4 === 3);
  });

  it('describes the expression rather than the person', () => {
    const looks = [{}, { mouth: 0.08 }, { smile: 0.16 }, { eyes: 0.045 }];
    const samples = Array.from({ length: 40 }, (_, i) => ({ ...looks[i % 4], person: i }));
    const some = { ...tableOf(new Int32Array(40), 1, [...Array(40).keys()]), landmarks: samples.map(meshOf) };
    const rows = eyesAndMouth(some) as Float32Array[];
    for (const row of rows) expect(Math.hypot(...row)).toBeCloseTo(1, 5);
    const cosine = (i: number, j: number) => rows[i]!.reduce((sum, v, k) => sum + v * rows[j]![k]!, 0);
    for (let i = 0; i < 40; i++) {
      const [best] = [...rows.keys()].filter((j) => j !== i).sort((a, b) => cosine(i, b) - cosine(i, a));
      expect(best! % 4).toBe(i % 4);
      expect(cosine(i, best!)).toBeGreaterThan(0.5);
    }
  });

  it('negatives: everything of other recordings; of the own one what is far enough, where hard ones are wanted', () => {
    const some = table();
    for (const hard of [true, false]) {
      for (const draw of drawsOf(some, 32, { ...ALL, hard }, 10)) {
        const alike = falseNegatives(draw, some, eyesAndMouth(some), 0.5);
        const relations = relationsOf(draw, some, hard, alike);
        const anchor = (row: number) => draw.samples[row % 16]!;
        for (let i = 0; i < 32; i++) {
          for (let j = 0; j < 32; j++) {
            const [a, b] = [anchor(i), anchor(j)];
            // Its false negative, however often that frame was drawn.
            const found =
              alike[i]! < 0 ? [] : [...draw.samples.keys()].filter((k) => draw.samples[k] === draw.samples[alike[i]!]);
            const foreign = !isOfOneRecording(some, a, b);
            const expected = i % 16 !== j % 16 && !found.includes(j) && (foreign || (hard && isFar(some, a, b)));
            expect(relations[32 * i + j]).toBe(expected ? -1 : Number(i !== j && i % 16 === j % 16));
          }
        }
      }
    }
  });
});

describe('FaceSwap', () => {
  const options = defaultOptions(sslfer);
  const common = { ...options.common, views: 8 };

  it('one view of a clip has one new identity for all of its frames: of another person, to learn from, with a face', () => {
    const some = table();
    const landmarks = some.landmarks.map((mesh, i) => (i % 4 === 1 ? null : mesh));
    const lender = newIdentities({ ...some, landmarks }, 4, 8, 3);
    const lent = new Map<string, Set<number>>();
    for (const i of some.train) {
      if (some.moments[i]! >= 0 || Number.isNaN(some.times[i]!)) continue;
      for (let view = 4; view < 8; view++) {
        const other = lender(i, view);
        expect(some.people[other]).not.toBe(some.people[i]);
        expect(some.train).toContain(other);
        expect(landmarks[other]).not.toBeNull();
        const key = `${some.clips[i]} ${some.people[i]} ${view}`;
        lent.set(key, (lent.get(key) ?? new Set()).add(other));
      }
    }
    expect([...lent.values()].every(({ size }) => size === 1)).toBe(true);
    expect(new Set([...lent.values()].flatMap((set) => [...set])).size).toBeGreaterThan(6);
    const judged = [...some.ids.keys()].filter((i) => !some.train.includes(i));
    for (const i of judged) expect(lender(i, 5)).toBe(-1);
    // Another seed lends others; a head that is turned away gets none, nor does anyone where there is nobody else.
    const [four, five] = [newIdentities(some, 4, 8, 4), newIdentities(some, 4, 8, 5)];
    expect(some.train.some((i) => four(i, 5) !== five(i, 5))).toBe(true);
    const turned = newIdentities({ ...some, yaw: Float32Array.from(some.people, (person) => 40 * person) }, 4, 8, 4);
    const alone = newIdentities({ ...some, people: new Int32Array(some.ids.length) }, 4, 8, 1);
    expect(some.train.every((i) => turned(i, 5) === -1 && alone(i, 5) === -1)).toBe(true);
  });

  it('makes the views from half on of the swapped picture, keeps the frame on failure, and keeps them under another name', async () => {
    const some = table();
    const crops = new Map(
      some.ids.map((id, i) => [id, drawnFace({ person: some.people[i]!, skin: 90 + 50 * some.people[i]! }).pixels]),
    );
    const store = { crops: async (ids: readonly string[]) => ids.map((id) => crops.get(id)!) };
    const own = some.train.find((i) => some.clips[i] === 0)!;
    const wide = [crops.get(some.ids[own]!)!];
    const made = async (known: SampleTable, faceSwap = true) => {
      const swaps = swapsOf(sslfer, { common, method: { ...options.method, faceSwap } }, known);
      return { swaps, picture: await picturesOf([known.ids[own]!], wide, 8, swaps, store) };
    };
    const { swaps, picture } = await made(some);
    for (let view = 0; view < 8; view++) {
      expect(picture(0, view) === wide[0]).toBe(view < 4);
      if (view >= 4) expect(picture(0, view)).not.toEqual(wide[0]);
    }
    const landmarks = some.landmarks.map((mesh, i) => (i === own ? null : mesh));
    const failed = await made({ ...some, landmarks });
    for (let view = 0; view < 8; view++) expect(failed.picture(0, view)).toBe(wide[0]);
    expect((await made(some, false)).swaps).toBeNull();
    const start = { key: 'k' } as Start;
    const name = (some: typeof swaps) => viewsName({ start, options: common, strength: sslfer.strength, swaps: some });
    expect(name(swaps)).not.toBe(name(null));
    expect(name(swaps)).not.toBe(name(swapsOf(sslfer, { ...options, common: { ...common, seed: 7 } }, some)));
    expect(name(swaps)).toBe(name((await made(some)).swaps));
  });
});
