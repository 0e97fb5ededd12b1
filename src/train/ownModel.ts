/** A checkpoint as a classifier beside the base model. Knows no training loop and no store. */

import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { RunRecord } from '../data/schema.ts';
import { adapt } from '../model/adapter.ts';
import { valenceArousal } from '../model/affectHead.ts';
import type { Seen } from '../model/baseModel.ts';
import { encode, encodeLastStage, type Scope } from '../model/encoder.ts';
import { type Parameters, release, upload } from '../model/parameters.ts';
import type { Further } from '../model/predict.ts';
import type { Weights } from '../model/weights.ts';
import { AppError } from '../rpc/appError.ts';
import type { SampleTable } from './objective.ts';
import type { RunOptions } from './options.ts';
import { runShapes, sizesOf, trainedNames } from './plan.ts';
import type { OwnModel } from './protocol.ts';
import { readParameters } from './runFile.ts';
import { readsAffect, runMethod } from './runMethod.ts';
import { type Start, startOf } from './start.ts';

export type LoadedModel = Further & {
  own: OwnModel;
  name: string;
  /** The method's own metrics of adapted embeddings f32 [n, width] of these samples; none where it has none. */
  metrics: (embeddings: Float32Array, samples: SampleTable) => Promise<{ [name: string]: number }>;
  dispose: () => void;
};

/**
 * @param weights those that the run began with
 * @param inUse those of the base model whose `Seen` it will be given
 * @throws `bad-weights` when the checkpoint is damaged, or made on other base weights than these
 */
export function openOwnModel(
  checkpoint: string,
  { run, tensors }: { run: RunRecord; tensors: ArrayBuffer },
  weights: Weights,
  inUse = weights,
): LoadedModel {
  const { classes, encoder, name } = run;
  if (encoder !== weights.base.hash || !seeAlike(weights, inUse)) {
    throw new AppError(
      'bad-weights',
      `“${name}” was trained on an older version of the base model. Your examples are still here: train again.`,
    );
  }
  const { common, method } = run.settings as RunOptions;
  const objective = runMethod(run);
  const start = startOf(weights, common);
  const trained = trainedNames(start, common.scope);
  const shapes = runShapes(objective, start, sizesOf(start, classes.length), method, trained);
  const own = readParameters(tensors, shapes.parameters);
  // What the base model has seen need not be computed again. The rest of a random encoder is drawn from its seed.
  const goesOn = common.start === 'base' && encoder === inUse.base.hash;
  const frozen = goesOn ? [] : [...start.arrays].filter(([key]) => !trained.includes(key));
  const parameters = upload(new Map([...frozen, ...own]));
  const encoded = encoding(start, goesOn ? common.scope : 'full', parameters);
  const { affect } = objective;
  return {
    own: ownOf(checkpoint, run),
    name,
    classes: classes.length,
    answer: (seen) =>
      tidy(() => {
        const embeddings = adapt(parameters, encoded(seen));
        return { embeddings, logits: objective.logits(parameters, embeddings) };
      }),
    metrics: async (embeddings, samples) => {
      if (!objective.metrics) return {};
      const rows = tensor2d(embeddings, [samples.ids.length, embeddings.length / samples.ids.length]);
      try {
        return await objective.metrics(parameters, rows, samples);
      } finally {
        rows.dispose();
      }
    },
    affect: affect ? (embeddings) => valenceArousal(parameters, affect, embeddings) : null,
    dispose: () => release(parameters),
  };
}

/** How the page calls a run's model. */
export function ownOf(checkpoint: string, run: RunRecord): OwnModel {
  return {
    checkpoint,
    key: `${checkpoint} ${run.step}`,
    classes: run.classes.map(({ id }) => id),
    affect: readsAffect(run),
  };
}

/** Whether encoders of both take the same pixels. */
const seeAlike = ({ base: a }: Weights, { base: b }: Weights): boolean =>
  a.topology.inputSize === b.topology.inputSize &&
  a.normalisation.mean === b.normalisation.mean &&
  a.normalisation.std === b.normalisation.std;

/** Embeddings before the adapter, from the latest that the base model has seen and the run left as it is. */
function encoding({ topology }: Start, scope: Scope, parameters: Parameters) {
  if (scope === 'heads') return (seen: Seen) => seen.embeddings;
  if (scope === 'last') {
    return (seen: Seen) => encodeLastStage(parameters, topology, seen.activations);
  }
  return (seen: Seen) => encode(parameters, topology, seen.pixels);
}
