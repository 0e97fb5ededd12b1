/** Starts and resumes runs on whatever stores the samples. Knows no page, no browser and no database. */

import type { Collection } from '../data/change.ts';
import type { NewCheckpoint } from '../data/runs.ts';
import type { RunRecord } from '../data/schema.ts';
import type { Weights } from '../model/weights.ts';
import { AppError, type ErrorCode, toAppError } from '../rpc/appError.ts';
import { refusalOf } from './budget.ts';
import { createCheckUp } from './checkUp.ts';
import { collectDataset, recallDataset, withLandmarks } from './dataset.ts';
import type { Features } from './features.ts';
import { type Keeper, keepRun, type Latest, lastCheckpoint } from './keeper.ts';
import { checkValues, defaultOptions, RUN_OPTIONS, type RunOptions } from './options.ts';
import { ownOf } from './ownModel.ts';
import {
  optimiserOf,
  type Prepared,
  runShapes,
  scheduleOf,
  sizesOf,
  stageSteps,
  startState,
  stepsPerEpoch,
} from './plan.ts';
import { type FeatureStore, prepareFeatures } from './prepare.ts';
import type { TrainReport, TrainResult } from './protocol.ts';
import { objectiveOf } from './registry.ts';
import { type RunPlan, run } from './run.ts';
import { type RunShapes, resumeState, writeRun } from './runFile.ts';
import { startOf } from './start.ts';
import { type RunState, releaseRun } from './step.ts';
import { withStrengths } from './strengths.ts';
import { swapsOf } from './swaps.ts';
import { scaledStrength } from './views/draw.ts';

/** Where a run's samples are and where it is kept. */
export type TrainingHost = {
  weights: Weights;
  store: FeatureStore;
  collection: () => Promise<Collection>;
  save: (run: RunRecord, checkpoints: readonly NewCheckpoint[]) => Promise<void>;
  /** Milliseconds since the epoch. */
  now: () => number;
  newId: () => string;
};

/** One run's way in and out. */
export type Supervision = {
  report: (report: TrainReport) => void;
  /** What the user asked for; null: go on. */
  asked: () => 'paused' | 'stopped' | null;
  /** Lets others in; throws to abort. */
  breathe: () => Promise<void>;
};

const PREPARING_REPORT_MS = 250;

/** What a run came to, and the state that it ended in. */
export type Trained = Latest & { result: TrainResult };

/** Errors that come from outside a run. */
const INTERRUPTIONS: readonly ErrorCode[] = ['aborted', 'gpu-lost'];

/** The parts of a run with these settings, but for its samples. @throws `bad-input` with a setting that cannot be used */
export function prepare(host: Pick<TrainingHost, 'weights'>, options: RunOptions): Omit<Prepared, 'dataset'> {
  const objective = objectiveOf(options.objective);
  checkValues(options.common, RUN_OPTIONS);
  checkValues(options.method, objective.options);
  return { objective, options, start: startOf(host.weights, options.common) };
}

/** A new run on what is stored. @throws `bad-input` with unusable settings or too few samples */
export async function startRun(
  host: TrainingHost,
  options: RunOptions,
  name: string,
  supervision: Supervision,
): Promise<Trained> {
  const parts = prepare(host, options);
  const { objective, start } = parts;
  const collected = collectDataset(await host.collection(), objective);
  const seen = await withLandmarks(collected, objective, host.store.landmarks);
  const dataset = await withStrengths(seen, objective, start, host.store, supervision.breathe);
  const refusal = refusalOf({ ...parts, dataset });
  if (refusal) throw new AppError('bad-input', refusal);
  const { table, judge, judgedOn, classes } = dataset;
  const steps = options.common.epochs * stepsPerEpoch(dataset, options.common);
  const createdAt = host.now();
  const record: RunRecord = {
    id: host.newId(),
    name,
    createdAt,
    updatedAt: createdAt,
    encoder: host.weights.base.hash,
    classes: classes.map(({ id, name: className }) => ({ id, name: className })),
    settings: options,
    samples: { ids: [...table.ids], labels: [...table.labels], judge },
    judgedOn,
    stageSteps: stageSteps(objective, options.method, steps),
    step: 0,
    state: 'running',
    message: null,
    seconds: 0,
    metrics: { loss: 0, accuracy: 0, judgedOn, samples: table.ids.length, seconds: 0 },
    history: [],
  };
  const sizes = sizesOf(start, table.classes);
  return follow(host, { ...parts, dataset }, record, supervision, (features) =>
    startState(objective, features, sizes, options),
  );
}

/**
 * Goes on from a checkpoint of a stored run, for `epochs` more than it was planned for; without `tensors`, from the start.
 * @throws `bad-input` when its samples are gone or nothing is left to do; `bad-weights` when it belongs to other base
 * weights or is damaged
 */
export async function resumeRun(
  host: TrainingHost,
  { run: record, tensors }: { run: RunRecord; tensors: ArrayBuffer | null },
  epochs: number,
  supervision: Supervision,
): Promise<Trained> {
  if (record.encoder !== host.weights.base.hash) {
    throw new AppError(
      'bad-weights',
      `“${record.name}” was trained on other base weights and cannot go on. Train again.`,
    );
  }
  // Checked by `prepare`, as new settings are. Those that a method has got since are as they were before: their defaults.
  const settings = record.settings as RunOptions;
  const { method } = defaultOptions(objectiveOf(settings.objective));
  const options: RunOptions = { ...settings, method: { ...method, ...settings.method } };
  const parts = prepare(host, options);
  const recalled = recallDataset(await host.collection(), record);
  const seen = await withLandmarks(recalled, parts.objective, host.store.landmarks);
  const dataset = await withStrengths(seen, parts.objective, parts.start, host.store, supervision.breathe);
  const prepared = { ...parts, dataset };
  const more = epochs * stepsPerEpoch(dataset, options.common);
  const planned = record.stageSteps.map((steps, i) => (i === record.stageSteps.length - 1 ? steps + more : steps));
  if (record.step >= sum(planned)) {
    throw new AppError('bad-input', `“${record.name}” has made all of its steps. Continue it for some epochs more.`);
  }
  // A run that failed has points of steps that were not saved.
  const history = record.history.filter(({ step }) => step <= record.step);
  const going: RunRecord = { ...record, state: 'running', message: null, stageSteps: planned, history };
  return follow(host, prepared, going, supervision, (features) =>
    tensors
      ? resumeState(tensors, shapesOf(prepared, features), optimiserOf(options.common))
      : startState(parts.objective, features, sizesOf(parts.start, dataset.table.classes), options),
  );
}

/** Runs to the end, to the time limit or to where it is stopped, keeping the record and its checkpoints up to date. */
async function follow(
  host: TrainingHost,
  prepared: Prepared,
  before: RunRecord,
  supervision: Supervision,
  begin: (features: Features) => RunState,
): Promise<Trained> {
  const { report } = supervision;
  const { id, stageSteps: planned, judgedOn } = before;
  const steps = sum(planned);
  const features = await prepareFor(host, prepared, supervision);
  let state: RunState | undefined;
  let keeper: Keeper | undefined;
  try {
    state = begin(features);
    keeper = await keepRun(before, host.save, host.now);
    const stages = prepared.objective.stages.map((stage, i) => ({
      id: stage.id,
      label: stage.label,
      steps: planned[i] ?? 0,
    }));
    report({ phase: 'started', run: id, steps, stages, judgedOn });
    const {
      step,
      accuracy,
      metrics = {},
    } = await run(state, loopOf(prepared, features, keeper, state, steps, supervision));
    const latest = keeper.latest();
    if (!latest) throw new AppError('internal', 'A run ended without being saved. This is a bug; train again.');
    const checkpoint = lastCheckpoint(id);
    const result: TrainResult = {
      run: id,
      checkpoint,
      step,
      steps,
      state: latest.run.state as TrainResult['state'],
      accuracy,
      metrics,
      judgedOn,
      own: ownOf(checkpoint, latest.run),
      unsaved: latest.unsaved?.message ?? null,
    };
    return { ...latest, result };
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    // What was interrupted from outside can go on from the last save; a failure of its own is told to who looks later.
    if (!INTERRUPTIONS.includes(code)) await keeper?.fail(message);
    throw thrown;
  } finally {
    if (state) releaseRun(state);
    features.dispose();
  }
}

/** The loop's plan, wired to the keeper and to who watches. */
function loopOf(
  prepared: Prepared,
  features: Features,
  keeper: Keeper,
  state: RunState,
  steps: number,
  { report, asked, breathe }: Supervision,
): RunPlan {
  const { objective, options, dataset } = prepared;
  const { common } = options;
  const { id, stageSteps: planned } = keeper.record();
  const begun = performance.now();
  const firstStep = state.step;
  const optimiser = optimiserOf(common);
  const shapes = shapesOf(prepared, features);
  // A run that goes on after its limit has as much time again.
  const before = keeper.seconds();
  const outOfTime = () => common.minutes > 0 && keeper.seconds() - before > 60 * common.minutes;
  const standing = (step: number, last: boolean) => {
    if (!last) return 'running';
    if (step >= steps) return 'done';
    return asked() === 'paused' ? 'paused' : 'stopped';
  };
  return {
    objective,
    options,
    table: dataset.table,
    features,
    optimiser,
    schedule: scheduleOf(common),
    stageSteps: planned,
    checkUp: createCheckUp(objective, features, dataset),
    stopped: () => asked() !== null || outOfTime(),
    breathe,
    clock: () => performance.now(),
    write: (current) => writeRun(current, { objective: objective.id }),
    resume: (file) => resumeState(file, shapes, optimiser),
    save: async (file, point, last) => {
      const { step } = point;
      const { unsaved } = await keeper.save(file, point, standing(step, last));
      if (unsaved) report({ phase: 'unsaved', run: id, step, message: unsaved.message });
      else report({ phase: 'saved', run: id, step });
    },
    saveMs: 1000 * common.saving,
    report: (point, map) => {
      keeper.point(point);
      const msLeft = ((performance.now() - begun) / Math.max(1, point.step - firstStep)) * (steps - point.step);
      const epoch = Math.ceil(point.step / stepsPerEpoch(dataset, common));
      report({ phase: 'training', run: id, point, stage: state.stage, steps, epoch, msLeft });
      if (map) report({ phase: 'map', run: id, frame: { step: point.step, ...map } });
    },
    rolledBack: (from, to, learningRate) => {
      keeper.goBack(to);
      report({ phase: 'rolled-back', run: id, from, to, learningRate });
    },
  };
}

/** The features of a run's samples, with reports of how far it is. */
export async function prepareFor(
  host: TrainingHost,
  { objective, options, start, dataset }: Prepared,
  { report, asked, breathe }: Supervision,
): Promise<Features> {
  let reported = Number.NEGATIVE_INFINITY;
  return prepareFeatures({
    start,
    options: options.common,
    strength: scaledStrength(objective.strength, options.common.augmentation),
    ids: dataset.table.ids,
    swaps: swapsOf(objective, options, dataset.table),
    store: host.store,
    onBatch: async (done, total) => {
      if (performance.now() - reported > PREPARING_REPORT_MS || done === total) {
        report({ phase: 'preparing', done, total });
        reported = performance.now();
      }
      await breathe();
      if (asked()) throw new AppError('aborted', 'Training was stopped before its first step; nothing was saved.');
    },
  });
}

const sum = (parts: readonly number[]): number => parts.reduce((all, part) => all + part, 0);

function shapesOf({ objective, options, start, dataset }: Prepared, features: Features): RunShapes {
  const sizes = sizesOf(start, dataset.table.classes);
  return runShapes(objective, start, sizes, options.method, features.trained.keys());
}
