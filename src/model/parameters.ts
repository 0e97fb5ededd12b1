/** Named parameters and their way on and off the backend. Knows no model. */

import { dispose, type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { StoredArrays } from './safetensors.ts';

/** Every model is a pure function over such a map; names are those of the weights file. */
export type Parameters = { readonly [name: string]: Tensor };

/** @throws Error when a name is missing: shapes and names are checked when a file is read, so this is a bug */
export function parameter<T extends Tensor = Tensor>(parameters: Parameters, name: string): T {
  const found = parameters[name];
  if (!found) throw new Error(`There is no parameter ${name}.`);
  return found as T;
}

/** The arrays as tensors of the backend in use; the caller disposes them with `release`. */
export function upload(arrays: StoredArrays): Parameters {
  const entries = [...arrays].map(([name, { shape, data }]) => [name, tensor(data, shape, 'float32')]);
  return Object.fromEntries(entries);
}

/** The tensors' values; they stay alive. */
export async function download(parameters: Parameters): Promise<StoredArrays> {
  const entries = Object.entries(parameters);
  const values = await Promise.all(entries.map(([, value]) => value.data<'float32'>()));
  // Copied: the wasm backend hands out views of memory that it reuses.
  return new Map(entries.map(([name, { shape }], i) => [name, { shape, data: new Float32Array(values[i] ?? []) }]));
}

export function release(parameters: Parameters): void {
  dispose(parameters as { [name: string]: Tensor });
}
