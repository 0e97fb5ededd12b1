/** A training run: the loop over stages and steps, its reports, its saves and its way back. Knows no method and no store. */

import { add, dispose, div, type Scalar, stack, tidy } from '@tensorflow/tfjs-core';
import type { HistoryPoint } from '../data/schema.ts';
import { adapt } from '../model/adapter.ts';
import { release } from '../model/parameters.ts';
import { readSafetensors } from '../model/safetensors.ts';
import { AppError } from '../rpc/appError.ts';
import type { CheckUp } from './checkUp.ts';
import type { Features } from './features.ts';
import type { Batch, Objective, Sampler, SampleTable, StepContext } from './objective.ts';
import type { Optimiser } from './optimisers/optimiser.ts';
import type { RunOptions } from './options.ts';
import type { Schedule } from './schedule.ts';
import { answering, type RunState, releaseRun, type StepLosses, trainStep } from './step.ts';

export type RunPlan = {
  objective: Objective;
  options: RunOptions;
  table: SampleTable;
  features: Features;
  optimiser: Optimiser;
  schedule: Schedule;
  stageSteps: readonly number[];
  checkUp: (parameters: RunState['parameters']) => Promise<CheckUp>;
  /** Asked between steps; true ends the run there. */
  stopped: () => boolean;
  /** Called between steps, to let others in. It may throw to abort. */
  breathe: () => Promise<void>;
  /** Often at first, then four a second, and one at the end. `map`: where the samples are, at a check-up. */
  report: (point: HistoryPoint, map: CheckUp['map'] | null) => void;
  /** The state as a file, and back. */
  write: (state: RunState) => Promise<ArrayBuffer>;
  resume: (file: ArrayBuffer) => RunState;
  /** Keeps the file; called every `saveMs` and at the end, which is the `last` time. */
  save: (file: ArrayBuffer, point: HistoryPoint, last: boolean) => Promise<void>;
  saveMs: number;
  rolledBack: (from: number, to: number, learningRate: number) => void;
  /** Milliseconds, rising. */
  clock: () => number;
};

const REPORT_MS = 250;

/** Early reports come after this part of the time so far: a run of a second still draws a curve. */
const REPORT_SHARE = 0.1;

/** Check-ups may take this part of the time. */
const CHECK_SHARE = 0.1;

/** So many times a run may go back, each time with half the learning rate. */
const ROLL_BACKS = 4;

/**
 * Trains until the planned steps are done or `stopped`; afterwards `state` is where the run ended, and that is saved.
 * A loss that is no number takes the run back to its last save.
 * @throws `bad-input` when going back did not help: the learning rate was far too high
 */
export async function run(state: RunState, plan: RunPlan): Promise<HistoryPoint> {
  const total = plan.stageSteps.reduce((sum, steps) => sum + steps, 0);
  const samplers = plan.objective.stages.map((stage, i) => {
    const { batchSize, views } = plan.options.common;
    return plan.stageSteps[i] ? stage.sampler(plan.table, batchSize, views, plan.options.method) : null;
  });
  const tally = createTally();
  const begun = plan.clock();
  let reported = begun;
  let saved = begun;
  let checked = { at: Number.NEGATIVE_INFINITY, ms: 0, result: null as CheckUp | null };
  let good = await plan.write(state);
  let lastPoint: HistoryPoint | null = null;
  let rollBacks = 0;

  /** The one read-back of a report, and a check-up when one is due. @returns null when the loss is no number */
  const report = async (last: boolean): Promise<HistoryPoint | null> => {
    const means = await tally.read();
    if (!Number.isFinite(means.loss)) return null;
    const { loss, ...parts } = means;
    let map: CheckUp['map'] | null = null;
    if (last || plan.clock() - checked.at > checked.ms / CHECK_SHARE) {
      const started = plan.clock();
      const result = await plan.checkUp(answering(state));
      checked = { at: plan.clock(), ms: plan.clock() - started, result };
      map = result.map;
    }
    const { accuracy = Number.NaN, judgeLoss = Number.NaN, knn = null, metrics = {} } = checked.result ?? {};
    const learningRate = rateOf(state, plan);
    lastPoint = { step: state.step, loss, parts, accuracy, judgeLoss, knn: map ? knn : null, metrics, learningRate };
    plan.report(lastPoint, map);
    reported = plan.clock();
    return lastPoint;
  };

  const rollBack = () => {
    rollBacks += 1;
    if (rollBacks > ROLL_BACKS) {
      throw new AppError(
        'bad-input',
        'Training ran away: the loss is no longer a number, and smaller steps did not help. Lower the learning rate and train again.',
      );
    }
    const from = state.step;
    const rateFactor = state.rateFactor / 2;
    releaseRun(state);
    Object.assign(state, plan.resume(good), { rateFactor });
    plan.rolledBack(from, state.step, rateOf(state, plan));
  };

  try {
    // Asked once a step: a wish that comes in while a report is read or saved ends the run after the next one.
    let ending = state.step >= total || plan.stopped();
    while (!ending) {
      enterStage(state, plan);
      tally.add(await step(state, plan, samplers[state.stage] as Sampler));
      await plan.breathe();
      const now = plan.clock();
      const saveDue = now - saved >= plan.saveMs;
      ending = state.step >= total || plan.stopped();
      if (!ending && !saveDue && now - reported <= Math.min(REPORT_MS, REPORT_SHARE * (now - begun))) continue;
      const point = await report(ending);
      const file = point && (saveDue || ending) ? await plan.write(state) : null;
      if (!point || (file && !finite(file))) {
        rollBack();
        ending = false;
      } else if (file) {
        good = file;
        await plan.save(file, point, ending);
        saved = plan.clock();
      }
    }
    if (lastPoint) return lastPoint;
    throw new AppError('bad-input', 'Training was stopped before its first step; nothing was saved.');
  } finally {
    tally.dispose();
  }
}

/** This step's rate: the schedule's, after roll-backs. */
function rateOf(
  { stage, stageStep, rateFactor }: RunState,
  { schedule, stageSteps, options }: Pick<RunPlan, 'schedule' | 'stageSteps' | 'options'>,
): number {
  return options.common.learningRate * rateFactor * schedule(stageStep, stageSteps[stage] ?? 1);
}

/** At the first step of a stage the optimiser begins anew: its memory is of another loss. */
function enterStage(state: RunState, { stageSteps, optimiser }: RunPlan): void {
  let stage = 0;
  for (
    let end = stageSteps[0] ?? 0;
    state.step >= end && stage < stageSteps.length - 1;
    end += stageSteps[stage] ?? 0
  ) {
    stage += 1;
  }
  if (stage === state.stage) return;
  release(state.optimiser);
  Object.assign(state, { stage, stageStep: 0, optimiser: optimiser.init(state.parameters) });
}

/** Draws a batch and makes one step. The caller disposes the losses. */
export async function step(
  state: RunState,
  plan: Pick<RunPlan, 'objective' | 'options' | 'table' | 'features' | 'optimiser' | 'schedule' | 'stageSteps'>,
  sampler: Sampler,
): Promise<StepLosses> {
  const { objective, features, options, table } = plan;
  const stage = objective.stages[state.stage] as Objective['stages'][number];
  const draw = sampler(state.rng);
  const inputs = features.inputs(draw, state.rng);
  try {
    const batch: Batch = { draw, embed: (parameters) => adapt(parameters, features.encode(parameters, inputs)) };
    const context: StepContext = { options: options.method, state: state.method, table };
    const mined = (await stage.mine?.(batch, state.parameters, context)) ?? {};
    const { sam, clip, ema } = options.common;
    const updates = { optimiser: plan.optimiser, learningRate: rateOf(state, plan), sam, clip, ema };
    const { afterStep } = objective;
    return trainStep(
      state,
      stage.phases(batch, context, mined),
      updates,
      afterStep && ((losses) => afterStep(context, losses, mined)),
    );
  } finally {
    inputs.dispose();
  }
}

/** Sums of the losses since the last read, kept on the device. */
function createTally() {
  let sums: { [name: string]: Scalar } = {};
  /** Of each name: the stages of a run have parts of their own. */
  let counts: { [name: string]: number } = {};
  const clear = () => {
    dispose(sums);
    sums = {};
    counts = {};
  };
  return {
    add: (losses: StepLosses) => {
      for (const [name, loss] of Object.entries(losses)) {
        const before = sums[name];
        sums[name] = before ? tidy(() => add(before, loss)) : loss.clone();
        counts[name] = (counts[name] ?? 0) + 1;
        before?.dispose();
      }
      dispose(losses);
    },
    /** Means since the last read; begins anew. */
    read: async (): Promise<{ loss: number; [part: string]: number }> => {
      const names = Object.keys(sums);
      const stacked = tidy(() => stack(names.map((name) => div(sums[name] as Scalar, counts[name] ?? 1))));
      clear();
      const values = await stacked.data<'float32'>();
      stacked.dispose();
      return { loss: Number.NaN, ...Object.fromEntries(names.map((name, i) => [name, values[i] ?? Number.NaN])) };
    },
    dispose: clear,
  };
}

/** Whether every number of a run's file is one. The loss is of before the last update, so it does not tell. */
function finite(file: ArrayBuffer): boolean {
  const { arrays } = readSafetensors(file);
  return [...arrays.values()].every(({ data }) => !(data instanceof Float32Array) || data.every(Number.isFinite));
}
