/** What becomes here of a model that somebody else handed over, and what of one's own fits into a link. Knows no storage. */

import type { NewCheckpoint, StoredCheckpoint } from '../data/runs.ts';
import type { RunRecord } from '../data/schema.ts';
import type { ModelCard, SharedModel, SharedTensor } from '../data/sharedModel.ts';
import { type StoredArrays, writeSafetensors } from '../model/safetensors.ts';
import type { Weights } from '../model/weights.ts';
import { AppError } from '../rpc/appError.ts';
import { lastCheckpoint } from './keeper.ts';
import { type ModelFile, sameArrays } from './modelFile.ts';
import { type CommonOptions, defaultOptions, type RunOptions, type Scope } from './options.ts';
import { sizesOf, trainedNames } from './plan.ts';
import type { RunIdentity } from './protocol.ts';
import { objectiveOf } from './registry.ts';
import { ANSWERING_FORMAT } from './runFile.ts';
import { readsAffect } from './runMethod.ts';
import { sharedArrays, sharedShapes } from './sharedArrays.ts';
import { type Start, startOf } from './start.ts';
import { type WholeModel, wholeModel } from './wholeModel.ts';

/** The method whose model is an adapter and a classifier, and nothing more; runMethod.ts adds what else came. */
const PLAIN = 'supervised';

/** A model of somebody else's as a run of this device, which answers and cannot go on. */
export type Adopted = { run: RunRecord; checkpoint: NewCheckpoint };

/** `as`: ids that the run and its classes are to have. */
export type AdoptingHost = { newId: () => string; now: () => number; as?: RunIdentity };

/**
 * Adapter and heads of a checkpoint: all that a link needs, since the base weights are part of the app; null when the run
 * changed the encoder itself.
 * @param weights those that the run began with
 * @throws `bad-weights` when the checkpoint is damaged
 */
export function linkTensors(stored: Omit<StoredCheckpoint, 'checkpoint'>, weights: Weights): SharedTensor[] | null {
  const { run } = stored;
  const { scope, start } = (run.settings as RunOptions).common;
  if (scope !== 'heads' || start !== 'base') return null;
  const { topology, arrays } = wholeModel(stored, weights);
  return [...sharedShapes(sizesOf({ topology }, run.classes.length), readsAffect(run))].map(([name, shape]) => ({
    name,
    shape,
    values: Float32Array.from(arrays.get(name)?.data ?? []),
  }));
}

/**
 * A model that came by a link.
 * @param weights those that it names
 * @throws `bad-input` when it does not fit them
 */
export function adoptedLink(model: SharedModel, weights: Weights, host: AdoptingHost): Adopted {
  return adopted(model.card, model.card.encoder, {}, sharedArrays(model, weights.base), host);
}

/**
 * A model that came as a file, kept as the run would be that made it: of the encoder only what differs from the base
 * weights, so that it answers as fast.
 * @param known base weights that it may have begun with, the likeliest first
 * @throws `bad-input` when this version has no encoder of its form
 */
export function adoptedFile(file: ModelFile, known: readonly Weights[], host: AdoptingHost): Adopted {
  const { card, arrays } = file;
  const { seed } = defaultOptions(objectiveOf(PLAIN)).common;
  for (const weights of known) {
    for (const from of ['base', 'random'] as const) {
      const start = startOf(weights, { start: from, seed });
      if (!alike(start, file)) continue;
      const scope = changedScope(start, arrays);
      const heads = sharedShapes(sizesOf(start, card.classes.length), card.affect).keys();
      const kept = [...heads, ...trainedNames(start, scope)].map((name) => [name, arrays.get(name)!] as const);
      return adopted(card, weights.base.hash, { scope, start: from }, new Map(kept), host);
    }
  }
  throw new AppError(
    'bad-input',
    'This model has an encoder of a form that this version of Mien does not know. Open it with a newer copy of the page.',
  );
}

/** Whether both are computed in the same way. Keys are in one order: both went through the same schema, or are written so. */
const alike = (a: Start, b: WholeModel): boolean =>
  JSON.stringify([a.topology, a.normalisation]) === JSON.stringify([b.topology, b.normalisation]);

/** The least that was trained of an encoder, if it began as `start`. */
function changedScope(start: Start, arrays: StoredArrays): Scope {
  const names = [...start.arrays.keys()];
  const holds = (scope: Scope) => {
    const trained = trainedNames(start, scope);
    return sameArrays(
      start.arrays,
      arrays,
      names.filter((name) => !trained.includes(name)),
    );
  };
  return (['heads', 'last'] as const).find(holds) ?? 'full';
}

/** @param arrays what is trained of a run of the plain method with these settings */
function adopted(
  card: ModelCard,
  encoder: string,
  changed: Partial<CommonOptions>,
  arrays: StoredArrays,
  { newId, now, as }: AdoptingHost,
): Adopted {
  const { accuracy, on: judgedOn, samples } = card.judged;
  const { common, ...settings } = defaultOptions(objectiveOf(PLAIN));
  const [id, createdAt] = [as?.id ?? newId(), now()];
  const metrics = { loss: 0, accuracy, judgedOn, samples, seconds: 0 };
  return {
    run: {
      id,
      name: card.name,
      createdAt,
      updatedAt: createdAt,
      encoder,
      classes: card.classes.map(({ name }, i) => ({ id: as?.classes[i] ?? newId(), name })),
      settings: { ...settings, common: { ...common, ...changed } },
      samples: { ids: [], labels: [], judge: [] },
      judgedOn,
      stageSteps: [0],
      step: 0,
      state: 'done',
      message: null,
      seconds: 0,
      metrics,
      history: [],
      card,
    },
    checkpoint: {
      id: lastCheckpoint(id),
      run: id,
      kind: 'last',
      createdAt,
      step: 0,
      metrics,
      tensors: writeSafetensors(arrays, { format: ANSWERING_FORMAT }),
    },
  };
}
