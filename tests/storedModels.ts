/** Checkpoints of drawn numbers, of runs that changed nothing, the last stage or all of the encoder; and what they answer. */

import { dispose, tidy } from '@tensorflow/tfjs-core';
import type { RunRecord } from '../src/data/schema.ts';
import type { ModelCard } from '../src/data/sharedModel.ts';
import { createRng, normal } from '../src/math/rng.ts';
import type { BaseModel } from '../src/model/baseModel.ts';
import { writeSafetensors } from '../src/model/safetensors.ts';
import type { Weights } from '../src/model/weights.ts';
import { defaultOptions, type Scope } from '../src/train/options.ts';
import { openOwnModel } from '../src/train/ownModel.ts';
import { runShapes, sizesOf, trainedNames } from '../src/train/plan.ts';
import { objectiveOf } from '../src/train/registry.ts';
import { ANSWERING_FORMAT } from '../src/train/runFile.ts';
import { readsAffect } from '../src/train/runMethod.ts';
import { startOf } from '../src/train/start.ts';
import { runNamed } from './records.ts';
import { drawnModel } from './sharedModels.ts';

export type StoredModel = { run: RunRecord; tensors: ArrayBuffer };

/** How far a run may have changed the encoder, and from where; CAL's read valence and arousal. */
type Change = { scope: Scope; from: 'base' | 'random'; by?: 'supervised' | 'cal' };

export const CHANGES: Required<Change>[] = [
  { by: 'supervised', scope: 'heads', from: 'base' },
  { by: 'supervised', scope: 'last', from: 'base' },
  { by: 'supervised', scope: 'full', from: 'base' },
  { by: 'supervised', scope: 'full', from: 'random' },
  { by: 'cal', scope: 'heads', from: 'base' },
  { by: 'cal', scope: 'full', from: 'random' },
];

/** Every trained number of the encoder is moved by about a hundredth. */
export function storedModel(weights: Weights, { scope, from, by }: Change, classes = 3): StoredModel {
  const objective = objectiveOf(by ?? 'supervised');
  const { common, ...options } = defaultOptions(objective);
  const settings = { ...options, common: { ...common, scope, start: from, seed: 5 } };
  const start = startOf(weights, settings.common);
  const trained = trainedNames(start, scope);
  const rng = createRng(11);
  const { parameters } = runShapes(objective, start, sizesOf(start, classes), settings.method, trained);
  const arrays = [...parameters].map(([name, shape]) => {
    const begun = start.arrays.get(name)?.data;
    const length = shape.reduce((product, side) => product * side, 1);
    const data = Float32Array.from({ length }, (_, i) =>
      begun ? (begun[i] ?? 0) + 0.01 * normal(rng) : 0.1 * normal(rng),
    );
    return [name, { shape, data }] as const;
  });
  const run = runNamed('drawn', {
    encoder: weights.base.hash,
    classes: Array.from({ length: classes }, (_, i) => ({ id: `c${i}`, name: `Class ${i}` })),
    settings,
  });
  return { run, tensors: writeSafetensors(new Map(arrays), { format: ANSWERING_FORMAT }) };
}

/** A card that fits. */
export function cardFor({ run }: StoredModel): ModelCard {
  const { card } = drawnModel(createRng(1), run.classes.length, readsAffect(run));
  return { ...card, encoder: run.encoder };
}

/**
 * Class logits [count, classes] of crops u8 [count, size, size], as the page has them, and valence and arousal [count, 2]
 * where it reads them.
 */
export async function answersOf(stored: StoredModel, base: BaseModel, weights: Weights, crops: Uint8Array) {
  const own = openOwnModel('drawn', stored, weights);
  const count = crops.length / weights.base.topology.inputSize ** 2;
  const [logits, affect] = tidy(() => {
    const answer = own.answer(base.see(crops, count));
    return [answer.logits, ...(own.affect ? [own.affect(answer.embeddings)] : [])];
  });
  const values = {
    logits: Float32Array.from((await logits?.data()) ?? []),
    affect: affect ? Float32Array.from(await affect.data()) : null,
  };
  dispose([logits, affect].filter((tensor) => tensor !== undefined));
  own.dispose();
  return values;
}
