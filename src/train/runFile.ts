/** A run as a safetensors file and back: all that the next step depends on. Knows no storage. */

import { resumeRng } from '../math/rng.ts';
import { download, upload } from '../model/parameters.ts';
import { readSafetensors, type StoredArrays, writeSafetensors } from '../model/safetensors.ts';
import { checkShapes } from '../model/weights.ts';
import { AppError } from '../rpc/appError.ts';
import type { Optimiser } from './optimisers/optimiser.ts';
import type { RunState } from './step.ts';

/** The parameters alone, or with what is left of version 1 (optimiser, generator, step): it can only answer. */
export const ANSWERING_FORMAT = 'mien-run-1';
const FORMATS = [ANSWERING_FORMAT, 'mien-run-2'];

const PREFIXES = { optimiser: 'optimiser.', method: 'method.', average: 'average.' } as const;
const RNG = 'rng';
/** i32 [3]: steps in all, stage, steps in the stage. Version 1: i32 [1]. */
const STEP = 'step';
const RATE = 'rate';

/** Names and shapes of what a run trains and of what its method keeps. */
export type RunShapes = { parameters: Map<string, number[]>; method: Map<string, number[]> };

export async function writeRun(state: RunState, metadata: { [key: string]: string }): Promise<ArrayBuffer> {
  const arrays = await download(state.parameters);
  for (const part of ['optimiser', 'method', 'average'] as const) {
    for (const [name, array] of await download(state[part])) arrays.set(PREFIXES[part] + name, array);
  }
  arrays.set(RNG, { shape: [4], data: state.rng.state() });
  arrays.set(STEP, { shape: [3], data: Int32Array.of(state.step, state.stage, state.stageStep) });
  arrays.set(RATE, { shape: [1], data: Float32Array.of(state.rateFactor) });
  return writeSafetensors(arrays, { ...metadata, format: FORMATS[1] as string });
}

/** The parameters that answer. @throws `bad-weights` unless the file holds just these shapes */
export function readParameters(file: ArrayBuffer, shapes: Map<string, number[]>): StoredArrays {
  const { parameters, average } = parts(file);
  checkShapes(parameters, shapes);
  if (average.size === 0) return parameters;
  checkShapes(average, shapes);
  return average;
}

/** The run's state on the backend in use; its next step is the one that the saved run would have taken. */
export function resumeState(file: ArrayBuffer, shapes: RunShapes, optimiser: Optimiser): RunState {
  const { parameters, average, method, optimiser: moments, progress } = parts(file);
  checkShapes(parameters, shapes.parameters);
  checkShapes(method, shapes.method);
  checkShapes(moments, optimiser.shapes(shapes.parameters));
  if (average.size > 0) checkShapes(average, shapes.parameters);
  const expected: [string, number[]][] = [
    [RNG, [4]],
    [STEP, [3]],
    [RATE, [1]],
  ];
  checkShapes(progress, new Map(expected));
  const [step = 0, stage = 0, stageStep = 0] = progress.get(STEP)?.data ?? [];
  return {
    parameters: upload(parameters),
    optimiser: upload(moments),
    method: upload(method),
    average: upload(average),
    rng: resumeRng(Int32Array.from(progress.get(RNG)?.data ?? [])),
    step,
    stage,
    stageStep,
    rateFactor: progress.get(RATE)?.data[0] ?? 1,
  };
}

function parts(file: ArrayBuffer) {
  const { arrays, metadata } = readSafetensors(file);
  if (!FORMATS.includes(metadata.format ?? '')) {
    throw new AppError('bad-weights', 'This is not a training result of this version of Mien. Train again.');
  }
  const made = () => new Map() as StoredArrays;
  const found = { parameters: made(), optimiser: made(), method: made(), average: made(), progress: made() };
  for (const [name, array] of arrays) {
    const part = (Object.keys(PREFIXES) as (keyof typeof PREFIXES)[]).find((key) => name.startsWith(PREFIXES[key]));
    if (part) found[part].set(name.slice(PREFIXES[part].length), array);
    else if (name === RNG || name === STEP || name === RATE) found.progress.set(name, array);
    else found.parameters.set(name, array);
  }
  return found;
}
