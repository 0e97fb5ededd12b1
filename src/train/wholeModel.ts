/** A model with everything that answers for its classes: encoder, adapter and classifier. Knows no file and no storage. */

import type { StoredCheckpoint } from '../data/runs.ts';
import type { BaseModel, Topology } from '../model/base.ts';
import { encoderShapes } from '../model/encoder.ts';
import type { StoredArrays } from '../model/safetensors.ts';
import type { Weights } from '../model/weights.ts';
import { classifierShapes } from './classifier.ts';
import type { RunOptions } from './options.ts';
import { runShapes, sizesOf, trainedNames } from './plan.ts';
import { objectiveOf } from './registry.ts';
import { readParameters } from './runFile.ts';
import { startOf } from './start.ts';

/** `topology` and `normalisation` are those of the encoder that is among the arrays, f32. */
export type WholeModel = { topology: Topology; normalisation: BaseModel['normalisation']; arrays: StoredArrays };

/** Names and shapes of all that answers over so many classes. */
export const wholeShapes = (topology: Topology, classes: number): Map<string, number[]> =>
  new Map([...encoderShapes(topology), ...classifierShapes(sizesOf({ topology }, classes))]);

/**
 * All that answers of a checkpoint, whatever of the encoder its run changed.
 * @param weights those that the run began with
 * @throws `bad-weights` when the checkpoint is damaged
 */
export function wholeModel({ run, tensors }: Omit<StoredCheckpoint, 'checkpoint'>, weights: Weights): WholeModel {
  const { objective, common, method } = run.settings as RunOptions;
  const start = startOf(weights, common);
  const sizes = sizesOf(start, run.classes.length);
  const shapes = runShapes(objectiveOf(objective), start, sizes, method, trainedNames(start, common.scope));
  const own = readParameters(tensors, shapes.parameters);
  const { topology, normalisation } = start;
  const names = [...wholeShapes(topology, run.classes.length).keys()];
  const arrays = names.map((name) => [name, own.get(name) ?? start.arrays.get(name)!] as const);
  return { topology, normalisation, arrays: new Map(arrays) };
}
