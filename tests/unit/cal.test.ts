import {
  grad,
  type Scalar,
  scalar,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RunRecord } from '../../src/data/schema.ts';
import { createRng } from '../../src/math/rng.ts';
import { valenceArousal } from '../../src/model/affectHead.ts';
import { embeddingWidth } from '../../src/model/encoder.ts';
import { upload } from '../../src/model/parameters.ts';
import { loadWeights } from '../../src/model/weights.ts';
import { answersOf } from '../../src/train/checkUp.ts';
import { affectReport } from '../../src/train/evaluation/affect.ts';
import { embeddingFeatures } from '../../src/train/features.ts';
import { affectLoss } from '../../src/train/losses/affect.ts';
import { augmented, strengthMetric } from '../../src/train/losses/strengthMetric.ts';
import { adaptiveMargins, adaptiveNeighbours, channelInformation } from '../../src/train/mining/margins.ts';
import { cumulativeThreshold, emptyWindow, groupByStrength, seenIn, slide } from '../../src/train/mining/strength.ts';
import type { Batch, Phase } from '../../src/train/objective.ts';
import { defaultOptions, type OptionValues } from '../../src/train/options.ts';
import { openOwnModel } from '../../src/train/ownModel.ts';
import { firstStage, stageSteps, startState } from '../../src/train/plan.ts';
import { readAffect } from '../../src/train/readAffect.ts';
import { objectiveOf } from '../../src/train/registry.ts';
import { run } from '../../src/train/run.ts';
import { writeRun } from '../../src/train/runFile.ts';
import { ratedSampler } from '../../src/train/sampler.ts';
import { startOf } from '../../src/train/start.ts';
import { type RunState, releaseRun } from '../../src/train/step.ts';
import { cloudsOf, optionsFor, planOf, stateOf, tableOf } from '../clouds.ts';
import { type Rows, randomRows } from '../randomRows.ts';
import { runNamed } from '../records.ts';
import { relativeError } from '../relativeError.ts';
import { startWasm } from './backends.ts';
import { expectDefinition, expectNoLeak, lossOf } from './lossChecks.ts';
import { readPublic } from './readPublic.ts';

beforeAll(startWasm);

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const column = (rows: Rows, axis: number) => rows.map((row) => row[axis] ?? Number.NaN);

/** The definition, in double precision. */
function slowAffect(predicted: Rows, targets: Rows): number {
  let loss = 1;
  for (const axis of [0, 1]) {
    const [x, y] = [column(predicted, axis), column(targets, axis)];
    const [mx, my] = [mean(x), mean(y)];
    const covariance = mean(x.map((value, i) => (value - mx) * (y[i]! - my)));
    const [vx, vy] = [mean(x.map((value) => (value - mx) ** 2)), mean(y.map((value) => (value - my) ** 2))];
    loss += Math.sqrt(mean(x.map((value, i) => (value - y[i]!) ** 2)));
    loss -= covariance / Math.sqrt(vx * vy) / 4 + (2 * covariance) / (vx + vy + (mx - my) ** 2) / 4;
  }
  return loss;
}

const STRONG = [0, 5, 2];
const WEAK = [1, 3, 6];
const MARGINS = [6, 0.5, 30];
const RHO = 0.3;
const MULTIPLIER = 0.7;

function slowMetric(rows: Rows): number {
  const apart = (a: number, b: number) => rows[a]!.reduce((sum, value, d) => sum + (value - rows[b]![d]!) ** 2, 0);
  const positives = STRONG.map((row, i) => apart(row, STRONG[2 - i]!));
  const negatives = STRONG.map((row, i) => Math.max(0, MARGINS[i]! - apart(row, WEAK[2 - i]!)));
  const squared = (values: number[]) => mean(values.map((value) => value ** 2));
  const constraint = 1 - squared(positives) / 2 - squared(negatives) / 2;
  return mean(positives) + mean(negatives) + MULTIPLIER * constraint + (RHO / 2) * constraint ** 2;
}

const metric = (rows: Tensor2D): Scalar =>
  tidy(() => {
    const groups = { strong: Int32Array.from(STRONG), weak: Int32Array.from(WEAK) };
    const { distance, constraint } = strengthMetric(rows, groups, Float32Array.from(MARGINS));
    return augmented(distance, constraint, scalar(MULTIPLIER), RHO);
  });

describe.each(['cpu', 'wasm'] as const)('the losses on %s', (backend) => {
  it('of valence and arousal equals its definition, and so does its gradient', async () => {
    await expectDefinition(backend, affectLoss as never, slowAffect as never, [
      randomRows(1, 9, 2),
      randomRows(2, 9, 2),
    ]);
    const rows = randomRows(3, 9, 2);
    expect(await lossOf(backend, affectLoss as never, rows, rows)).toBeCloseTo(0, 3);
    const against = rows.map((row) => row.map((value) => -value));
    expect(await lossOf(backend, affectLoss as never, against, rows)).toBeGreaterThan(2);
  });

  it('of the metric head equals its definition, and so does its gradient', async () => {
    await expectDefinition(backend, metric as never, slowMetric as never, [randomRows(4, 8, 3)]);
  });
});

it('the losses leave only their results behind; without pairs nothing is asked of the metric head', async () => {
  expectNoLeak(affectLoss as never, randomRows(1, 5, 2), randomRows(2, 5, 2));
  expectNoLeak(metric as never, randomRows(1, 8, 3));
  const rows = tensor2d(randomRows(1, 4, 3));
  const none = new Int32Array();
  const { distance, constraint } = strengthMetric(rows, { strong: none, weak: none }, new Float32Array());
  expect([...(await distance.data()), ...(await constraint.data())]).toEqual([0, 0]);
});

describe('strong and weak', () => {
  it('are parted where so much of the cumulative mass is reached', () => {
    expect(cumulativeThreshold(Float32Array.of(4, 1, 3, 2), 0.5)).toBe(3);
    expect(cumulativeThreshold(Float32Array.of(4, 1, 3, 2), 0.3)).toBe(2);
    expect(cumulativeThreshold(Float32Array.of(4, 1, 3, 2), 1)).toBe(4);
    // The mass of uniform radii grows with their square.
    const uniform = Float32Array.from({ length: 2000 }, (_, i) => i / 2000);
    for (const share of [0.75, 0.85, 0.95])
      expect(cumulativeThreshold(uniform, share)).toBeCloseTo(Math.sqrt(share), 2);
  });

  it('are as many of each, strong from the threshold on, and none where all are alike', () => {
    const rng = createRng(2);
    const radii = Float32Array.from({ length: 64 }, () => rng.uniform());
    const threshold = cumulativeThreshold(radii, 0.8);
    const { strong, weak } = groupByStrength(radii, threshold);
    expect(strong.length).toBeGreaterThan(3);
    expect(weak).toHaveLength(strong.length);
    for (const row of strong) expect(radii[row]).toBeGreaterThanOrEqual(threshold);
    for (const row of weak) expect(radii[row]).toBeLessThan(threshold);
    for (const same of [0, 0.5]) {
      const alike = new Float32Array(8).fill(same);
      expect(groupByStrength(alike, cumulativeThreshold(alike, 0.75)).strong).toHaveLength(0);
    }
  });

  it('are told by a window that forgets the oldest', () => {
    const first = slide(emptyWindow(5), Float32Array.of(1, 2));
    expect([...seenIn(first)]).toEqual([1, 2]);
    expect([...slide(first, Float32Array.of(3, 4, 5, 6))]).toEqual([2, 3, 4, 5, 6]);
    expect([...slide(first, Float32Array.of(1, 2, 3, 4, 5, 6))]).toEqual([2, 3, 4, 5, 6]);
  });
});

describe('margins', () => {
  const rows = (...values: number[]) => Float32Array.from(values);

  it('hold the information of a channel with inputs ±1, within 0 … 2.5', () => {
    expect(channelInformation(rows(1, -1), rows(1, -1))).toBeCloseTo(Math.log(2), 3);
    expect(channelInformation(rows(0, 0), rows(0, 0))).toBeCloseTo(2.5, 5);
    expect(channelInformation(rows(1), rows(-1))).toBe(0);
  });

  it('trust a neighbourhood once its vote is clear', () => {
    const line = (...at: number[]) => at.map((value) => rows(value));
    // Strong ones at 0 … 3, weak ones far away.
    expect(adaptiveNeighbours(line(0, 1, 2, 3, 50, 51, 52, 53), 0, 4)).toBe(2);
    // Nearest first: strong, weak, strong, strong, strong, strong: 5 of 6 is 0.33 above a half, 0.7/√6 is 0.29.
    expect(adaptiveNeighbours(line(0, 1, 3, 4, 5, 6, 2), 0, 6)).toBe(6);
    // Strong and weak in turn are never clear.
    expect(adaptiveNeighbours(line(0, 1, 3, 2, 4), 0, 3)).toBe(5);
  });

  it('are of each strong row and its weak partner from the other end', () => {
    const strong = rows(1, 1, 0, 0);
    const weak = rows(0, 0, -1, -1);
    const margins = adaptiveMargins(strong, weak, 2);
    const confidence = (row: number) => {
      const points = [strong.subarray(0, 2), strong.subarray(2), weak.subarray(0, 2), weak.subarray(2)];
      return 0.7 / Math.sqrt(adaptiveNeighbours(points, row, 2) - 1);
    };
    expect(margins[0]).toBeCloseTo(channelInformation(rows(1, 1), rows(-1, -1)) + confidence(0), 5);
    expect(margins[1]).toBeCloseTo(channelInformation(rows(0, 0), rows(0, 0)) + confidence(1), 5);
  });
});

describe('the sampler', () => {
  it('draws what has both ratings, labelled or not, and only what may be learned from', () => {
    const { table } = cloudsOf({ classes: 2, perClass: 10 }).dataset;
    const labels = table.labels.map((label, i) => (i % 3 === 0 ? -1 : label));
    const arousal = table.arousal.map((value, i) => (i % 4 === 0 ? Number.NaN : value));
    const some = { ...table, labels, arousal };
    const expected = table.train.filter((i) => i % 4 !== 0);
    const rng = createRng(1);
    const drawn = Array.from({ length: 40 }, () => ratedSampler(some, 8, 2)(rng));
    expect(new Set(drawn.flatMap(({ samples }) => [...samples]))).toEqual(new Set(expected));
    for (const draw of drawn) expect(draw.labels).toEqual(draw.samples.map((sample) => labels[sample]!));
    expect(() => ratedSampler({ ...some, train: [0, 1] }, 8, 2)).toThrow('valence and arousal');
  });
});

describe('a run', () => {
  const cal = objectiveOf('cal');
  const after = async (method: OptionValues, steps: number[], look: (state: RunState) => Promise<unknown>) => {
    const clouds = cloudsOf({ classes: 3, perClass: 24 });
    const common = optionsFor(cal, { learningRate: 0.01, batchSize: 32 });
    const options = { ...common, method: { ...common.method, ...method } };
    const state = stateOf(cal, clouds, options);
    await run(state, planOf(cal, clouds, options, steps));
    const { features, dataset } = clouds;
    const rows = [...dataset.table.ids.keys()].filter((i) => !dataset.table.train.includes(i));
    const answers = await answersOf(cal, features, state.parameters, rows);
    const { table } = dataset;
    const ratings = Float32Array.from(rows.flatMap((row) => [table.valence[row]!, table.arousal[row]!]));
    const { affect } = cal;
    const read = affect
      ? await readAffect((h) => valenceArousal(state.parameters, affect, h), answers.embeddings, answers.width)
      : new Float32Array(ratings.length);
    const labels = Int32Array.from(rows, (row) => table.labels[row]!);
    const people = rows.map((row) => `p${table.people[row]}`);
    const scores = affectReport(read, ratings, labels, people, createRng(1));
    await look(state);
    releaseRun(state);
    return { ccc: scores?.all.ccc.value ?? Number.NaN, weak: scores?.weak?.ccc.value ?? Number.NaN };
  };

  it('learns valence and arousal of what was held out, the weak among them', async () => {
    const { ccc, weak } = await after({}, [0, 150, 1], async () => {});
    expect(ccc).toBeGreaterThan(0.8);
    expect(weak).toBeGreaterThan(0.7);
  });

  it('raises the multiplier by ρC and remembers the radii; without the adversary it touches neither', async () => {
    await after({ rho: 0.01 }, [0, 1, 1], async ({ method }) => {
      const [multiplier = 0] = (await method['cal.multiplier']?.data()) ?? [];
      expect(multiplier).not.toBe(0);
      expect(multiplier).toBeLessThanOrEqual(0.01);
      expect(seenIn((await method['cal.window']?.data<'float32'>())!)).toHaveLength(32);
    });
    await after({ adversary: false }, [0, 3, 1], async ({ method }) => {
      expect([...((await method['cal.multiplier']?.data()) ?? [])]).toEqual([0]);
      expect(seenIn((await method['cal.window']?.data<'float32'>())!)).toHaveLength(0);
    });
  });

  it('contrasts views first only where that is chosen', async () => {
    const values = optionsFor(cal).method;
    expect(stageSteps(cal, values, 100)).toEqual([0, 70, 30]);
    expect(firstStage(cal, values)).toBe(1);
    const first = { ...values, contrastShare: 0.3 };
    expect(stageSteps(cal, first, 100)).toEqual([30, 40, 30]);
    const { ccc } = await after(first, [5, 40, 5], async ({ parameters }) => {
      expect(parameters['projection.out.kernel']).toBeDefined();
    });
    expect(ccc).toBeGreaterThan(0.3);
  });
});

it('each phase trains its own networks, and the pull moves the metric head’s answers to weak rows up', async () => {
  const cal = objectiveOf('cal');
  const { method } = optionsFor(cal);
  const sizes = { width: 6, classes: 2 };
  const parameters = upload(cal.create(sizes, method, createRng(1)));
  const state = upload(cal.state?.(sizes, method) ?? new Map());
  const { table } = cloudsOf({ classes: 2, perClass: 10 }).dataset;
  const stage = cal.stages[firstStage(cal, method)]!;
  const embeddings = tensor2d(randomRows(5, 8, 6));
  const batch: Batch = { draw: ratedSampler(table, 8, 1)(createRng(3)), embed: () => embeddings };
  const context = { options: method, state, table };
  const mined = await stage.mine!(batch, parameters, context);
  expect(mined.weak!.length).toBeGreaterThan(0);
  const phases = stage.phases(batch, context, mined);
  const trained = ({ trains }: Phase) => [
    ...new Set(
      Object.keys(parameters)
        .filter(trains)
        .map((name) => name.split('.').slice(0, 2).join('.')),
    ),
  ];
  expect(phases.map(({ name }) => name)).toEqual(['regress', 'metric', 'pull']);
  expect(phases.map(trained)).toEqual([
    ['adapter.down', 'adapter.up', 'cal.regressor'],
    ['cal.metric'],
    ['adapter.down', 'adapter.up'],
  ]);
  const answers = await tidy(() => cal.compared!(parameters, embeddings, method)).array();
  const weak = [...mined.weak!].map((row) => mean(answers[row]!));
  const [pull] = await tidy(() => phases[2]!.loss(parameters).loss).data();
  expect(pull).toBeCloseTo(-0.1 * mean(weak), 5);
});

describe('traps of the released code that are not in ours', () => {
  const cal = objectiveOf('cal');
  const { method } = optionsFor(cal);

  it('trap: thresholding that ends on its first try. The threshold follows the share and the radii', () => {
    const rng = createRng(4);
    const radii = Float32Array.from({ length: 400 }, () => rng.uniform() ** 2);
    const thresholds = [0.75, 0.85, 0.95].map((share) => cumulativeThreshold(radii, share));
    expect(thresholds[0]).toBeGreaterThan(Math.min(...radii));
    expect(thresholds[1]).toBeGreaterThan(thresholds[0]!);
    expect(thresholds[2]).toBeGreaterThan(thresholds[1]!);
    for (const [i, share] of [0.75, 0.85, 0.95].entries()) {
      const below = radii.filter((radius) => radius < thresholds[i]!).reduce((sum, radius) => sum + radius, 0);
      const reached = below / radii.reduce((sum, radius) => sum + radius, 0);
      expect(Math.abs(reached - share)).toBeLessThan(0.01);
    }
    const halved = radii.map((radius) => radius / 2);
    expect(cumulativeThreshold(halved, 0.85)).toBeCloseTo(thresholds[1]! / 2, 6);
  });

  it('trap: an inert constraint. While it is broken the multiplier rises, and soon bends the gradient', async () => {
    const groups = { strong: Int32Array.from(STRONG), weak: Int32Array.from(WEAK) };
    const rows = tensor2d(randomRows(9, 8, 3));
    const slope = (multiplier: number, rho: number) =>
      tidy(() =>
        grad((x) => {
          const { distance, constraint } = strengthMetric(x as Tensor2D, groups, Float32Array.from(MARGINS));
          return augmented(distance, constraint, scalar(multiplier), rho);
        })(rows),
      ).data();
    const multiplierAfter = (steps: number, rho: number) => {
      let state = upload(cal.state?.({ width: 6, classes: 2 }, method) ?? new Map());
      const context = () => ({ options: { ...method, rho }, state, table: tableOf(new Int32Array(1), 1, [0]) });
      for (let step = 0; step < steps; step++) {
        state = { ...state, ...cal.afterStep!(context(), { constraint: scalar(1) }, { window: new Float32Array(1) }) };
      }
      return (state['cal.multiplier'] as Scalar).dataSync()[0] ?? Number.NaN;
    };
    const alone = await slope(0, 0);
    const { rho } = cal.options;
    const least = rho?.kind === 'number' ? rho.min : 0;
    expect(multiplierAfter(200, least)).toBeCloseTo(200 * least, 5);
    expect(relativeError(await slope(multiplierAfter(200, least), least), alone)).toBeGreaterThan(0.1);
    expect(relativeError(await slope(multiplierAfter(200, 1e-6), 1e-6), alone)).toBeLessThan(0.01);
    // A smaller violation is a smaller loss: minimising repairs it, which the released sign does not.
    const [broken, repaired] = [1, 0.5].map((c) => augmented(scalar(1), scalar(c), scalar(0.2), 0.001).dataSync()[0]);
    expect(repaired).toBeLessThan(broken!);
  });

  it('trap: a margin that is not detached. No gradient flows through it', async () => {
    const sizes = { width: 6, classes: 2 };
    const created = cal.create(sizes, method, createRng(2));
    // Small answers: the information of large ones is at its lower bound and has no slope.
    const { shape, data } = created.get('cal.metric.out.kernel')!;
    created.set('cal.metric.out.kernel', { shape, data: Float32Array.from(data, (value) => value / 5) });
    const parameters = upload(created);
    const state = upload(cal.state?.(sizes, method) ?? new Map());
    const { table } = cloudsOf({ classes: 2, perClass: 10 }).dataset;
    const stage = cal.stages[firstStage(cal, method)]!;
    const embeddings = tensor2d(randomRows(5, 16, 6));
    const batch: Batch = { draw: ratedSampler(table, 16, 1)(createRng(3)), embed: () => embeddings };
    const context = { options: method, state, table };
    const mined = await stage.mine!(batch, parameters, context);
    expect(Object.values(mined).every((values) => ArrayBuffer.isView(values))).toBe(true);
    const name = 'cal.metric.out.bias';
    const bias = parameters[name] as Tensor1D;
    const values = await bias.array();
    const lossAt = async (some: number[], again: boolean) => {
      const moved = { ...parameters, [name]: tensor1d(some) };
      const found = again ? await stage.mine!(batch, moved, context) : mined;
      const [loss = Number.NaN] = await tidy(() => stage.phases(batch, context, found)[1]!.loss(moved).loss).data();
      return loss;
    };
    const slopes = async (again: boolean) => {
      const found: number[] = [];
      for (const i of values.keys()) {
        const moved = (by: number) => values.map((value, k) => (k === i ? value + by : value));
        found.push(((await lossAt(moved(0.01), again)) - (await lossAt(moved(-0.01), again))) / 0.02);
      }
      return found;
    };
    const slope = tidy(() =>
      grad((x) => stage.phases(batch, context, mined)[1]!.loss({ ...parameters, [name]: x }).loss)(bias),
    );
    const gradient = await slope.data();
    expect(relativeError(gradient, await slopes(false))).toBeLessThan(0.02);
    expect(relativeError(gradient, await slopes(true))).toBeGreaterThan(0.1);
  });

  it('trap: evaluation with a random regressor. A stored model reads with the one that was trained', async () => {
    const weights = await loadWeights(readPublic);
    const options = defaultOptions(cal);
    const start = startOf(weights, options.common);
    const width = embeddingWidth(start.topology);
    const rows = tensor2d(randomRows(1, 5, width));
    const features = embeddingFeatures(start, 1, new Float32Array(width));
    const read = async (seed: number) => {
      const seeded = { ...options, common: { ...options.common, seed } };
      const state = startState(cal, features, { width, classes: 1 }, seeded);
      const tensors = await writeRun(state, {});
      const settings = seeded as unknown as RunRecord['settings'];
      const own = openOwnModel('c', { run: runNamed('r', { encoder: weights.base.hash, settings }), tensors }, weights);
      const [expected, found] = tidy(() => [valenceArousal(state.parameters, cal.affect!, rows), own.affect!(rows)]);
      const values = { expected: await expected!.array(), found: await found!.array() };
      own.dispose();
      releaseRun(state);
      return values;
    };
    const [one, other] = [await read(1), await read(2)];
    expect(one.found).toEqual(one.expected);
    expect(other.found).toEqual(other.expected);
    expect(one.found).not.toEqual(other.found);
    features.dispose();
  });
});
