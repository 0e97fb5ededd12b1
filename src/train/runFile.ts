/** A run as a safetensors file and back: parameters, optimiser state, generator and step. Knows no storage. */

import { resumeRng } from '../math/rng.ts';
import { download, upload } from '../model/parameters.ts';
import { readSafetensors, type StoredArrays, writeSafetensors } from '../model/safetensors.ts';
import { checkShapes } from '../model/weights.ts';
import { AppError } from '../rpc/appError.ts';
import type { Objective, Sizes } from './objective.ts';
import { adamW } from './optimisers/adamW.ts';
import { objectiveOf } from './registry.ts';
import type { RunState } from './run.ts';

const FORMAT = 'mien-run-1';
const OPTIMISER = 'optimiser.';
const RNG = 'rng';
const STEP = 'step';

export type RunFile = {
  objective: Objective;
  parameters: StoredArrays;
  optimiser: StoredArrays;
  rng: Int32Array;
  step: number;
};

export async function writeRun(objective: Objective, state: RunState): Promise<ArrayBuffer> {
  const arrays = await download(state.parameters);
  for (const [name, array] of await download(state.optimiser)) arrays.set(OPTIMISER + name, array);
  arrays.set(RNG, { shape: [4], data: state.rng.state() });
  arrays.set(STEP, { shape: [1], data: new Int32Array([state.step]) });
  return writeSafetensors(arrays, { format: FORMAT, objective: objective.id });
}

/** @throws `bad-weights` unless the file holds a whole run of these sizes */
export function readRun(file: ArrayBuffer, sizes: Sizes): RunFile {
  const { arrays, metadata } = readSafetensors(file);
  if (metadata.format !== FORMAT) {
    throw new AppError('bad-weights', 'This is not a training result of this version of Mien. Train again.');
  }
  const objective = objectiveOf(metadata.objective ?? '');
  const parameters: StoredArrays = new Map();
  const optimiser: StoredArrays = new Map();
  const progress: StoredArrays = new Map();
  for (const [name, array] of arrays) {
    if (name.startsWith(OPTIMISER)) optimiser.set(name.slice(OPTIMISER.length), array);
    else if (name === RNG || name === STEP) progress.set(name, array);
    else parameters.set(name, array);
  }
  const shapes = objective.shapes(sizes);
  checkShapes(parameters, shapes);
  checkShapes(optimiser, adamW({ weightDecay: 0 }).shapes(shapes));
  checkShapes(
    progress,
    new Map([
      [RNG, [4]],
      [STEP, [1]],
    ]),
  );
  return {
    objective,
    parameters,
    optimiser,
    rng: Int32Array.from(progress.get(RNG)?.data ?? []),
    step: progress.get(STEP)?.data[0] ?? 0,
  };
}

/** The run's state on the backend in use; its next step is the one that the saved run would have taken. */
export function resumeRun({ parameters, optimiser, rng, step }: RunFile): RunState {
  return { parameters: upload(parameters), optimiser: upload(optimiser), rng: resumeRng(rng), step };
}
