/** A model with everything that answers: encoder, adapter, and heads as they are called where it is shared. Knows no file and no storage. */

import type { StoredCheckpoint } from '../data/runs.ts';
import { AFFECT_HEAD } from '../model/affectHead.ts';
import type { BaseModel, Topology } from '../model/base.ts';
import { encoderShapes } from '../model/encoder.ts';
import type { StoredArrays } from '../model/safetensors.ts';
import type { Weights } from '../model/weights.ts';
import type { RunOptions } from './options.ts';
import { runShapes, sizesOf, trainedNames } from './plan.ts';
import { readParameters } from './runFile.ts';
import { runMethod } from './runMethod.ts';
import { sharedShapes } from './sharedArrays.ts';
import { startOf } from './start.ts';

/** `topology` and `normalisation` are those of the encoder that is among the arrays, f32. */
export type WholeModel = { topology: Topology; normalisation: BaseModel['normalisation']; arrays: StoredArrays };

/** Names and shapes of all that answers over so many classes, and for valence and arousal (`affect`). */
export const wholeShapes = (topology: Topology, classes: number, affect?: boolean): Map<string, number[]> =>
  new Map([...encoderShapes(topology), ...sharedShapes(sizesOf({ topology }, classes), affect)]);

/**
 * All that answers of a checkpoint, whatever of the encoder its run changed.
 * @param weights those that the run began with
 * @throws `bad-weights` when the checkpoint is damaged
 */
export function wholeModel({ run, tensors }: Omit<StoredCheckpoint, 'checkpoint'>, weights: Weights): WholeModel {
  const { common, method } = run.settings as RunOptions;
  const objective = runMethod(run);
  const { affect } = objective;
  const start = startOf(weights, common);
  const sizes = sizesOf(start, run.classes.length);
  const shapes = runShapes(objective, start, sizes, method, trainedNames(start, common.scope));
  const own = readParameters(tensors, shapes.parameters);
  const { topology, normalisation } = start;
  const names = [...wholeShapes(topology, run.classes.length, affect !== undefined).keys()];
  const arrays = names.map((name) => {
    const called = affect === undefined ? name : name.replace(AFFECT_HEAD, affect);
    return [name, own.get(called) ?? start.arrays.get(name)!] as const;
  });
  return { topology, normalisation, arrays: new Map(arrays) };
}
