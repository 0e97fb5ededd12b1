/** What of a run is handed to somebody else, and what becomes of it there. Knows no storage and no link. */

import type { NewCheckpoint, StoredCheckpoint } from '../data/runs.ts';
import type { RunRecord } from '../data/schema.ts';
import type { ModelCard, SharedModel, SharedTensor } from '../data/sharedModel.ts';
import { writeSafetensors } from '../model/safetensors.ts';
import type { Weights } from '../model/weights.ts';
import { AppError } from '../rpc/appError.ts';
import { classifierShapes } from './classifier.ts';
import { lastCheckpoint } from './keeper.ts';
import { defaultOptions, type RunOptions } from './options.ts';
import { runShapes, sizesOf, trainedNames } from './plan.ts';
import { objectiveOf } from './registry.ts';
import { ANSWERING_FORMAT, readParameters } from './runFile.ts';
import { sharedArrays } from './sharedArrays.ts';
import { startOf } from './start.ts';

/** The method whose model is an adapter and a classifier, and nothing more. */
const PLAIN = 'supervised';

/**
 * Adapter and classifier of a checkpoint: all that answers for its classes.
 * @param weights those that the run began with
 * @throws `bad-input` when the run changed the encoder, `bad-weights` when the checkpoint is damaged
 */
export function answeringTensors(
  { run, tensors }: Omit<StoredCheckpoint, 'checkpoint'>,
  weights: Weights,
): SharedTensor[] {
  const { objective: id, common, method } = run.settings as RunOptions;
  if (common.scope !== 'heads' || common.start !== 'base') {
    throw new AppError(
      'bad-input',
      'This run changed the encoder itself, and millions of numbers do not fit into a link. Train with “Adapter and heads” from the base encoder to share by link.',
    );
  }
  const start = startOf(weights, common);
  const sizes = sizesOf(start, run.classes.length);
  const shapes = runShapes(objectiveOf(id), start, sizes, method, trainedNames(start, common.scope));
  const parameters = readParameters(tensors, shapes.parameters);
  return [...classifierShapes(sizes)].map(([name, shape]) => ({
    name,
    shape,
    values: Float32Array.from(parameters.get(name)?.data ?? []),
  }));
}

/**
 * A shared model as a run of this device, which answers and cannot go on.
 * @param weights those that it names
 * @throws `bad-input` when it does not fit them
 */
export function adoptedRun(
  model: SharedModel,
  weights: Weights,
  { newId, now }: { newId: () => string; now: () => number },
): { run: RunRecord; checkpoint: NewCheckpoint } {
  const arrays = sharedArrays(model, weights.base);
  const run = recordOf(model.card, newId, now());
  const { id, step, metrics, createdAt } = run;
  return {
    run,
    checkpoint: {
      id: lastCheckpoint(id),
      run: id,
      kind: 'last',
      createdAt,
      step,
      metrics,
      tensors: writeSafetensors(arrays, { format: ANSWERING_FORMAT }),
    },
  };
}

function recordOf(card: ModelCard, newId: () => string, now: number): RunRecord {
  const { accuracy, on: judgedOn, samples } = card.judged;
  return {
    id: newId(),
    name: card.name,
    createdAt: now,
    updatedAt: now,
    encoder: card.encoder,
    classes: card.classes.map(({ name }) => ({ id: newId(), name })),
    settings: defaultOptions(objectiveOf(PLAIN)),
    samples: { ids: [], labels: [], judge: [] },
    judgedOn,
    stageSteps: [0],
    step: 0,
    state: 'done',
    message: null,
    seconds: 0,
    metrics: { loss: 0, accuracy, judgedOn, samples, seconds: 0 },
    history: [],
    card,
  };
}
