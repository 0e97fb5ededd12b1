/** One run of the page's trainer with a fixed number of steps; nothing is judged on the way. Knows no files and no table. */

import { setImmediate } from 'node:timers/promises';
import type { Parameters } from '../../src/model/parameters.ts';
import { type Answers, answersOf, type CheckUp } from '../../src/train/checkUp.ts';
import type { Objective, SampleTable } from '../../src/train/objective.ts';
import type { RunOptions } from '../../src/train/options.ts';
import {
  optimiserOf,
  runShapes,
  scheduleOf,
  sizesOf,
  stageSteps,
  startState,
  trainedNames,
} from '../../src/train/plan.ts';
import { type FeatureStore, prepareFeatures } from '../../src/train/prepare.ts';
import { run } from '../../src/train/run.ts';
import { resumeState, writeRun } from '../../src/train/runFile.ts';
import type { Start } from '../../src/train/start.ts';
import { answering, releaseRun } from '../../src/train/step.ts';
import { swapsOf } from '../../src/train/swaps.ts';
import { SUPERVISED_STRENGTH, scaledStrength } from '../../src/train/views/draw.ts';

/** `viewSeed`: of the kept views, where they are to be the same whatever the run's seed. */
export type FixedRun = {
  objective: Objective;
  options: RunOptions;
  start: Start;
  table: SampleTable;
  steps: number;
  store: FeatureStore;
  viewSeed?: number;
  /** Samples that are not in the table, and how many of the table's answers are asked for as well. */
  judged: readonly string[];
  learned?: readonly number[];
  /** What a step's time is taken by, ms. */
  clock?: (() => number) | undefined;
};

/** What the trained model answers on faces as they are. `ms`: in all, with the views. */
export type Ran<T> = { found: T; steps: number; rollBacks: number; msPerStep: number; ms: number };

const UNCHECKED: CheckUp = {
  accuracy: Number.NaN,
  judgeLoss: Number.NaN,
  knn: Number.NaN,
  metrics: {},
  map: { ids: [], points: new Float32Array() },
};

export const breathe = async () => void (await setImmediate());

/** @param look takes what it needs of the answers, before the parameters are gone */
export async function fixedRun<T>(
  { objective, options, start, table, steps, store, judged, ...rest }: FixedRun,
  look: (judged: Answers, learned: Answers, parameters: Parameters) => Promise<T>,
): Promise<Ran<T>> {
  const begun = performance.now();
  const { common } = options;
  const { viewSeed = common.seed, learned = [], clock = () => performance.now() } = rest;
  const views = { ...common, seed: viewSeed };
  const features = await prepareFeatures({
    start,
    options: views,
    strength: scaledStrength(objective.strength, common.augmentation),
    ids: table.ids,
    swaps: swapsOf(objective, options, table),
    store,
    onBatch: breathe,
  });
  const sizes = sizesOf(start, table.classes);
  const state = startState(objective, features, sizes, options);
  const optimiser = optimiserOf(common);
  const shapes = runShapes(objective, start, sizes, options.method, trainedNames(start, common.scope));
  let rollBacks = 0;
  const started = clock();
  try {
    await run(state, {
      ...{ objective, options, table, features, optimiser, breathe },
      schedule: scheduleOf(common),
      stageSteps: stageSteps(objective, options.method, steps),
      checkUp: async () => UNCHECKED,
      stopped: () => false,
      report: () => {},
      write: (current) => writeRun(current, { objective: objective.id }),
      resume: (file) => resumeState(file, shapes, optimiser),
      save: async () => {},
      saveMs: Number.POSITIVE_INFINITY,
      rolledBack: () => {
        rollBacks += 1;
      },
      clock: () => performance.now(),
    });
    const msPerStep = (clock() - started) / state.step;
    const unchanged = await unchangedFeatures(start, views, judged, store);
    const parameters = answering(state);
    const answers = await answersOf(objective, unchanged, parameters, [...judged.keys()], breathe);
    unchanged.dispose();
    const found = await look(answers, await answersOf(objective, features, parameters, learned, breathe), parameters);
    return { found, steps: state.step, rollBacks, msPerStep, ms: performance.now() - begun };
  } finally {
    releaseRun(state);
    features.dispose();
  }
}

/** Faces as they are, made once for all methods. */
export function unchangedFeatures(
  start: Start,
  { scope, seed }: Pick<RunOptions['common'], 'scope' | 'seed'>,
  ids: readonly string[],
  store: FeatureStore,
) {
  const options = { scope, views: 1, augmentation: 1, seed };
  return prepareFeatures({ start, options, strength: SUPERVISED_STRENGTH, ids, store, onBatch: breathe });
}
