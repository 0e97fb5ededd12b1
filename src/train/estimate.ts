/** What a run will cost, from a few steps that are really made on a few samples. Keeps nothing of them. */

import { createRng } from '../math/rng.ts';
import { featureBytes, refusalOf } from './budget.ts';
import { collectDataset, restrict, withLandmarks } from './dataset.ts';
import {
  optimiserOf,
  type Prepared,
  runShapes,
  scheduleOf,
  sizesOf,
  stageSteps,
  startState,
  stepsPerEpoch,
  trainedNames,
} from './plan.ts';
import { prepareFeatures } from './prepare.ts';
import type { Estimate, RunOptions } from './protocol.ts';
import { step } from './run.ts';
import { releaseRun } from './step.ts';
import { withStrengths } from './strengths.ts';
import { swapsOf } from './swaps.ts';
import { prepare, type TrainingHost } from './training.ts';
import { scaledStrength } from './views/draw.ts';

/** Timed steps of each stage; one before them warms up. */
const STEPS = 3;

/** `msPerStep`: of each stage, 0 where it is left out. */
type Price = { msPerStep: number[]; msPerView: number };

/** Prices runs; what was measured for some settings holds for every run that differs in nothing that matters. */
export function createEstimator(host: TrainingHost) {
  const prices = new Map<string, Price>();

  /** @param breathe called between steps; it may throw to end the work */
  return async (options: RunOptions, breathe: () => Promise<void>): Promise<Estimate> => {
    const parts = prepare(host, options);
    const collected = collectDataset(await host.collection(), parts.objective);
    const seen = await withLandmarks(collected, parts.objective, host.store.landmarks);
    const dataset = await withStrengths(seen, parts.objective, parts.start, host.store, breathe);
    const prepared = { ...parts, dataset };
    const { objective } = prepared;
    const { common, method } = options;
    const ofStages = stageSteps(objective, method, common.epochs * stepsPerEpoch(dataset, common));
    const steps = ofStages.reduce((sum, part) => sum + part, 0);
    const known = {
      samples: dataset.samples.length,
      steps,
      bytes: featureBytes(prepared),
      checkpointBytes: checkpointBytes(prepared),
      judgedOn: dataset.judgedOn,
      refusal: refusalOf(prepared),
    };
    if (known.refusal) return { ...known, msPerStep: 0, msToPrepare: 0, seconds: 0 };
    const { scope, start: from, batchSize, optimiser, sam } = common;
    const key = JSON.stringify([objective.id, method, scope, from, batchSize, optimiser, sam > 0]);
    const price = prices.get(key) ?? (await measure(host, prepared, breathe));
    prices.set(key, price);
    const msToPrepare = price.msPerView * (scope === 'full' ? 1 : common.views) * dataset.samples.length;
    const msToTrain = ofStages.reduce((sum, part, stage) => sum + part * (price.msPerStep[stage] ?? 0), 0);
    return { ...known, msPerStep: msToTrain / steps, msToPrepare, seconds: (msToPrepare + msToTrain) / 1000 };
  };
}

/** Parameters and the optimiser's memory of them, f32. */
function checkpointBytes({ objective, start, options, dataset }: Prepared): number {
  const { common, method } = options;
  const sizes = sizesOf(start, dataset.table.classes);
  const { parameters } = runShapes(objective, start, sizes, method, trainedNames(start, common.scope));
  const state = optimiserOf(common).shapes(parameters);
  return [...parameters.values(), ...state.values()].reduce(
    (sum, shape) => sum + 4 * shape.reduce((product, size) => product * size, 1),
    0,
  );
}

async function measure(host: TrainingHost, prepared: Prepared, breathe: () => Promise<void>): Promise<Price> {
  const { objective, options, start } = prepared;
  const common = { ...options.common, views: Math.min(2, options.common.views) };
  // Every step of a stage is made on one batch, as the method draws it from all samples: some samples might not make one.
  const { table } = prepared.dataset;
  const drawn = objective.stages.map(({ share, sampler }) =>
    share(options.method) > 0
      ? sampler(table, common.batchSize, common.views, options.method)(createRng(common.seed))
      : null,
  );
  const used = [...new Set(drawn.flatMap((draw) => (draw ? [...draw.samples] : [])))];
  const dataset = restrict(prepared.dataset, used);
  const begun = performance.now();
  const features = await prepareFeatures({
    start,
    options: common,
    strength: scaledStrength(objective.strength, common.augmentation),
    ids: dataset.table.ids,
    swaps: swapsOf(objective, { ...options, common }, table),
    // Neither from the cache, which would be faster than what is to be measured, nor into it.
    store: { ...host.store, load: async () => new Map(), save: async () => {}, used: async () => {} },
    onBatch: breathe,
  });
  const made = dataset.samples.length * (common.scope === 'full' ? 1 : common.views);
  const msPerView = (performance.now() - begun) / made;
  const sizes = sizesOf(start, dataset.table.classes);
  const state = startState(objective, features, sizes, { common, method: options.method });
  try {
    const plan = {
      objective,
      options: { ...options, common },
      table: dataset.table,
      features,
      optimiser: optimiserOf(common),
      schedule: scheduleOf(common),
      stageSteps: stageSteps(objective, options.method, STEPS + 1),
    };
    const msPerStep = drawn.map(() => 0);
    for (const [stage, wanted] of drawn.entries()) {
      if (!wanted) continue;
      const draw = { ...wanted, samples: wanted.samples.map((sample) => used.indexOf(sample)) };
      Object.assign(state, { stage, stageStep: 0 });
      let started = 0;
      for (let i = 0; i <= STEPS; i++) {
        const losses = await step(state, plan, () => draw);
        // Work on a GPU is done when its result can be read.
        await losses.loss.data();
        for (const loss of Object.values(losses)) loss.dispose();
        await breathe();
        if (i === 0) started = performance.now();
      }
      msPerStep[stage] = (performance.now() - started) / STEPS;
    }
    return { msPerStep, msPerView };
  } finally {
    releaseRun(state);
    features.dispose();
  }
}
