/** One run of the benchmark: the page's trainer with a fixed number of steps, then answers. Knows no files and no table. */

import { setImmediate } from 'node:timers/promises';
import type { Weights } from '../../src/model/weights.ts';
import { answersOf, type CheckUp } from '../../src/train/checkUp.ts';
import { sampleTable } from '../../src/train/dataset.ts';
import { answersOf as highest } from '../../src/train/evaluation/confusion.ts';
import { fitProbe, type Rows } from '../../src/train/evaluation/linearProbe.ts';
import type { CommonOptions } from '../../src/train/options.ts';
import { defaultOptions } from '../../src/train/options.ts';
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
import { objectiveOf } from '../../src/train/registry.ts';
import { run } from '../../src/train/run.ts';
import { resumeState, writeRun } from '../../src/train/runFile.ts';
import { startOf } from '../../src/train/start.ts';
import { answering, releaseRun } from '../../src/train/step.ts';
import { swapsOf } from '../../src/train/swaps.ts';
import { prepare } from '../../src/train/training.ts';
import { SUPERVISED_STRENGTH, scaledStrength } from '../../src/train/views/draw.ts';
import type { Cell } from './cells.ts';
import { type Faces, labelOf } from './faces.ts';
import { BUDGETS, CLASSES, ENCODER_RATE, VIEWS } from './protocol.ts';

/** Answers i32 [judged], indices into the classes. `ms`: in all, with the views. */
export type Outcome = { answers: Int32Array; steps: number; rollBacks: number; msPerStep: number; ms: number };

/** Budgets are fixed, so nothing is judged on the way. */
const UNCHECKED: CheckUp = {
  accuracy: Number.NaN,
  judgeLoss: Number.NaN,
  knn: Number.NaN,
  metrics: {},
  map: { ids: [], points: new Float32Array() },
};

const breathe = async () => void (await setImmediate());

/**
 * @param setting the penalty of the probe, the learning rate of every other method
 * @param classes ids of the samples' classes, in the order of the answers
 */
export async function runCell(
  weights: Weights,
  store: FeatureStore,
  cell: Cell,
  setting: number,
  faces: Faces,
  classes: readonly string[] = CLASSES,
): Promise<Outcome> {
  const begun = performance.now();
  const made = cell.scope === 'frozen' ? await probe() : await train(cell.scope);
  return { ...made, ms: performance.now() - begun };

  async function probe() {
    const start = startOf(weights, { start: cell.start, seed: cell.seed });
    const embedded = async (samples: Faces['judged']): Promise<Rows> => {
      const ids = samples.map(({ id }) => id);
      const features = await unchanged(ids, start, 'heads');
      const rows = features.unchanged([...ids.keys()]);
      const embeddings = await rows.data<'float32'>();
      rows.dispose();
      features.dispose();
      return { embeddings, labels: Int32Array.from(samples, (sample) => labelOf(sample, classes)) };
    };
    const train = await embedded(faces.labelled);
    const { answers, steps } = await fitProbe({
      train,
      validation: { embeddings: new Float32Array(), labels: new Int32Array() },
      judged: await embedded(faces.judged),
      width: train.embeddings.length / train.labels.length,
      classes: classes.length,
      strengths: [setting],
      breathe,
    });
    return { answers, steps, rollBacks: 0, msPerStep: 0 };
  }

  async function train(scope: keyof typeof BUDGETS) {
    const { steps, batchSize } = BUDGETS[scope];
    const objective = objectiveOf(cell.method);
    const defaults = defaultOptions(objective);
    const common: CommonOptions = {
      ...defaults.common,
      ...{ scope, start: cell.start, seed: cell.seed, batchSize, views: VIEWS },
      ...{ learningRate: setting, encoderRate: ENCODER_RATE[cell.start], schedule: 'cosine' },
    };
    const options = { ...defaults, common };
    const { start } = prepare({ weights }, options);
    const samples = objective.needs.unlabelled ? [...faces.labelled, ...faces.unlabelled] : faces.labelled;
    const labels = Int32Array.from(samples, (sample, i) => (i < faces.labelled.length ? labelOf(sample, classes) : -1));
    const table = sampleTable(samples, labels, classes.length, [...samples.keys()]);
    const strength = scaledStrength(objective.strength, common.augmentation);
    const features = await prepareFeatures({
      start,
      options: common,
      strength,
      ids: table.ids,
      swaps: swapsOf(objective, options, table),
      store,
      onBatch: breathe,
    });
    const sizes = sizesOf(start, classes.length);
    const state = startState(objective, features, sizes, options);
    const optimiser = optimiserOf(common);
    const shapes = runShapes(objective, start, sizes, options.method, trainedNames(start, scope));
    let rollBacks = 0;
    const started = performance.now();
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
      const msPerStep = (performance.now() - started) / state.step;
      const judged = await unchanged(
        faces.judged.map(({ id }) => id),
        start,
        scope,
      );
      const { logits } = await answersOf(objective, judged, answering(state), [...faces.judged.keys()], breathe);
      judged.dispose();
      return { answers: Int32Array.from(highest(logits, classes.length)), steps: state.step, rollBacks, msPerStep };
    } finally {
      releaseRun(state);
      features.dispose();
    }
  }

  /** Faces as they are, made once for all methods. */
  function unchanged(ids: string[], start: ReturnType<typeof startOf>, scope: CommonOptions['scope']) {
    const options = { scope, views: 1, augmentation: 1, seed: cell.seed };
    return prepareFeatures({ start, options, strength: SUPERVISED_STRENGTH, ids, store, onBatch: breathe });
  }
}
