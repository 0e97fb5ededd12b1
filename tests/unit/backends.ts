/** The two tensor backends of the unit tests: wasm as the page starts it, and the plain one that it is compared with. */

import { setBackend, type Tensor } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { chooseBackend } from '../../src/model/backend.ts';

export async function startWasm(): Promise<void> {
  await chooseBackend({ choice: 'wasm', avoid: [], wasmFolder: null, start: async () => {} });
}

/** The values of what `compute` makes on a backend. */
export async function computedOn(backend: 'cpu' | 'wasm', compute: () => Tensor[]): Promise<Float32Array[]> {
  await setBackend(backend);
  const tensors = compute();
  const values = await Promise.all(tensors.map((tensor) => tensor.data<'float32'>()));
  const copies = values.map((value) => new Float32Array(value));
  for (const tensor of tensors) tensor.dispose();
  return copies;
}
