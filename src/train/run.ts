/** A training run: its state, one step, and the loop with its reports. Knows no method, no storage and no page. */

import {
  add,
  argMax,
  cast,
  dispose,
  div,
  equal,
  gather,
  keep,
  mean,
  type Scalar,
  scalar,
  stack,
  type Tensor,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
  valueAndGrads,
} from '@tensorflow/tfjs-core';
import type { Rng } from '../math/rng.ts';
import { type Parameters, release, upload } from '../model/parameters.ts';
import { AppError } from '../rpc/appError.ts';
import type { Batch, Objective, Sizes } from './objective.ts';
import type { Optimiser } from './optimisers/optimiser.ts';
import { balancedDraw } from './sampler.ts';

/** Everything that the next step depends on. `step`: steps done. */
export type RunState = { parameters: Parameters; optimiser: Parameters; rng: Rng; step: number };

/** Embeddings, row by row f32 [samples · views, width], the label of each sample, and what to learn from and judge on. */
export type RunData = {
  embeddings: Float32Array;
  width: number;
  views: number;
  labels: Int32Array;
  train: number[];
  judge: number[];
};

export type RunPlan = {
  objective: Objective;
  optimiser: Optimiser;
  learningRate: number;
  data: RunData;
  classes: number;
  batchSize: number;
  /** Steps in all, those done before a resume included. */
  steps: number;
  /** Asked between steps; true ends the run there. */
  stopped: () => boolean;
  /** Called between steps, to let others in. */
  breathe: () => Promise<void>;
  /** `loss`: mean since the last report. `accuracy`: on `data.judge`. Often at first, then four a second, and one at the end. */
  report: (step: number, loss: number, accuracy: number) => void;
  /** Milliseconds, rising: when the next report is due. */
  clock: () => number;
};

const REPORT_MS = 250;

/** Early reports come after this part of the time so far: a run of a second still draws a curve. */
const REPORT_SHARE = 0.1;

export function startRun(objective: Objective, optimiser: Optimiser, sizes: Sizes, rng: Rng): RunState {
  const parameters = upload(objective.create(sizes, rng));
  return { parameters, optimiser: optimiser.init(parameters), rng, step: 0 };
}

export function releaseRun(state: RunState): void {
  release(state.parameters);
  release(state.optimiser);
}

/** One update of `state`, in place: the old tensors are disposed. The caller disposes the returned loss. */
export function trainStep(
  { objective, optimiser, learningRate }: Pick<RunPlan, 'objective' | 'optimiser' | 'learningRate'>,
  state: RunState,
  batch: Batch,
): Scalar {
  const names = Object.keys(state.parameters);
  const old = [state.parameters, state.optimiser];
  const loss = tidy(() => {
    const named = (tensors: Parameters[string][]): Parameters =>
      Object.fromEntries(names.map((name, i) => [name, tensors[i] as Parameters[string]]));
    const { value, grads } = valueAndGrads((...tensors) => objective.loss(named(tensors), batch))(
      Object.values(state.parameters),
    );
    const context = { step: state.step + 1, learningRate };
    const next = optimiser.update(state.parameters, named(grads), state.optimiser, context);
    for (const tensor of [...Object.values(next.parameters), ...Object.values(next.state)]) keep(tensor);
    state.parameters = next.parameters;
    state.optimiser = next.state;
    return value as Scalar;
  });
  state.step += 1;
  old.forEach(release);
  return loss;
}

/**
 * Trains until the planned steps are done or `stopped`; afterwards `state` is where the run ended.
 * @throws `bad-input` when the loss is no longer a number: the learning rate was too high
 */
export async function run(state: RunState, plan: RunPlan): Promise<{ loss: number; accuracy: number }> {
  const { objective, data, batchSize, steps } = plan;
  const matrix = tensor2d(data.embeddings, [data.labels.length * data.views, data.width]);
  const judge = judgement(matrix, data);
  const byClass = Array.from({ length: plan.classes }, (_, label) =>
    data.train.filter((i) => data.labels[i] === label),
  );
  let sum = scalar(0);
  let since = 0;
  const begun = plan.clock();
  let reported = begun;
  let last = { loss: 0, accuracy: 0 };

  const report = async () => {
    last = await read(tidy(() => stack([div(sum, since), judge.accuracy(objective, state.parameters)])));
    plan.report(state.step, last.loss, last.accuracy);
    sum.dispose();
    sum = scalar(0);
    since = 0;
    reported = plan.clock();
  };

  try {
    while (state.step < steps && !plan.stopped()) {
      const { rows, labels } = balancedDraw(byClass, data.views, batchSize, state.rng);
      const previous = sum;
      sum = tidy(() => {
        const embeddings: Tensor2D = gather(matrix, tensor1d(rows, 'int32')); // [B, width]
        return add(previous, trainStep(plan, state, { embeddings, labels }));
      });
      previous.dispose();
      since += 1;
      await plan.breathe();
      const now = plan.clock();
      if (now - reported > Math.min(REPORT_MS, REPORT_SHARE * (now - begun))) await report();
    }
    if (since > 0) await report();
    return last;
  } finally {
    dispose([matrix, sum, judge.embeddings, judge.labels]);
  }
}

/** The unchanged views of the samples to judge on, kept on the device for the whole run. */
function judgement(matrix: Tensor2D, { judge, labels, views }: RunData) {
  const chosen = tensor1d(
    judge.map((i) => labels[i] ?? 0),
    'int32',
  );
  const embeddings: Tensor2D = tidy(() =>
    gather(
      matrix,
      tensor1d(
        judge.map((i) => i * views),
        'int32',
      ),
    ),
  );
  return {
    embeddings,
    labels: chosen,
    accuracy: (objective: Objective, parameters: Parameters): Scalar =>
      mean(cast(equal(argMax(objective.logits(parameters, embeddings), 1), chosen), 'float32')),
  };
}

/** The one read-back of a report. Disposes what it read. */
async function read(values: Tensor): Promise<{ loss: number; accuracy: number }> {
  const [loss = Number.NaN, accuracy = Number.NaN] = await values.data<'float32'>();
  values.dispose();
  if (!Number.isFinite(loss)) {
    throw new AppError(
      'bad-input',
      'Training ran away: the loss is no longer a number. Lower the learning rate and train again.',
    );
  }
  return { loss, accuracy };
}
