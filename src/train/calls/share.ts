/** The calls that hand a model over: what of a checkpoint answers, and a model of somebody else's as a run. */

import { loadCollection } from '../../data/collection.ts';
import { loadCheckpoint, saveRun } from '../../data/runs.ts';
import type { RunRecord } from '../../data/schema.ts';
import type { ModelCard, SharedTensor } from '../../data/sharedModel.ts';
import { embeddingWidth } from '../../model/encoder.ts';
import { type StoredArrays, writeSafetensors } from '../../model/safetensors.ts';
import { checkShapes } from '../../model/weights.ts';
import { AppError } from '../../rpc/appError.ts';
import type { Handlers } from '../../rpc/protocol.ts';
import { classifierShapes } from '../classifier.ts';
import { lastCheckpoint } from '../keeper.ts';
import { defaultOptions, type RunOptions } from '../options.ts';
import { runShapes, sizesOf, trainedNames } from '../plan.ts';
import type { TrainerCalls } from '../protocol.ts';
import { objectiveOf } from '../registry.ts';
import { ANSWERING_FORMAT, readParameters } from '../runFile.ts';
import { startOf } from '../start.ts';
import type { Context } from './context.ts';

/** The method whose model is an adapter and a classifier, and nothing more. */
const PLAIN = 'supervised';

export function shareCalls({ ready }: Context): Pick<Handlers<TrainerCalls>, 'share' | 'adopt'> {
  return {
    share: async ({ checkpoint }) => {
      const { run, tensors } = await loadCheckpoint(checkpoint);
      const { objective: id, common, method } = run.settings as RunOptions;
      if (common.scope !== 'heads' || common.start !== 'base') {
        throw new AppError(
          'bad-input',
          'This run changed the encoder itself, and millions of numbers do not fit into a link. Train with “Adapter and heads” from the base encoder to share by link.',
        );
      }
      const start = startOf(await ready().weightsOf(run.encoder), common);
      const sizes = sizesOf(start, run.classes.length);
      const objective = objectiveOf(id);
      const shapes = runShapes(objective, start, sizes, method, trainedNames(start, common.scope));
      const parameters = readParameters(tensors, shapes.parameters);
      return {
        tensors: [...classifierShapes(sizes)].map(([name, shape]) => ({
          name,
          shape,
          values: Float32Array.from(parameters.get(name)?.data ?? []),
        })),
        learnedFrom: await learnedFrom(run),
        judged: run.samples.judge.length,
        affect: objective.affect !== undefined,
      };
    },

    adopt: async ({ model: { card, tensors } }) => {
      const { host, weightsOf } = ready();
      const width = embeddingWidth((await weightsOf(card.encoder)).base.topology);
      const arrays = checked(tensors, classifierShapes({ width, classes: card.classes.length }));
      const run = adopted(card, { id: host.newId(), now: host.now(), classId: host.newId });
      const { id, step, metrics, createdAt } = run;
      const checkpoint = { id: lastCheckpoint(id), run: id, kind: 'last' as const, createdAt, step, metrics };
      await saveRun(run, [{ ...checkpoint, tensors: writeSafetensors(arrays, { format: ANSWERING_FORMAT }) }]);
      return { run: id, checkpoint: checkpoint.id };
    },
  };
}

/** What a run was taught with: its faces that it was not judged on, and whose they are. */
async function learnedFrom({ samples: { ids, judge } }: RunRecord): Promise<{ faces: number; people: number }> {
  const judged = new Set(judge.map((i) => ids[i]));
  const learned = new Set(ids.filter((id) => !judged.has(id)));
  const { samples } = await loadCollection();
  const people = new Set(samples.filter(({ id }) => learned.has(id)).map(({ person }) => person));
  return { faces: learned.size, people: people.size };
}

/** @throws `bad-input` unless the tensors have exactly these names and shapes */
function checked(tensors: readonly SharedTensor[], shapes: Map<string, number[]>): StoredArrays {
  const arrays: StoredArrays = new Map(tensors.map(({ name, shape, values }) => [name, { shape, data: values }]));
  try {
    checkShapes(arrays, shapes);
  } catch (cause) {
    throw new AppError(
      'bad-input',
      'This model does not fit the base weights that it names, so it cannot be opened. Ask for it again.',
      { cause },
    );
  }
  return arrays;
}

/** A shared model as a run of this device, which answers and cannot go on. */
function adopted(card: ModelCard, { id, now, classId }: { id: string; now: number; classId: () => string }): RunRecord {
  const { accuracy, on: judgedOn, samples } = card.judged;
  return {
    id,
    name: card.name,
    createdAt: now,
    updatedAt: now,
    encoder: card.encoder,
    classes: card.classes.map(({ name }) => ({ id: classId(), name })),
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
