/** Starts the released model in Node, on wasm or, through the package `webgpu`, on a GPU. Knows no samples. */

import { readFile } from 'node:fs/promises';
import { enableProdMode } from '@tensorflow/tfjs-core';
import { chooseBackend } from '../../src/model/backend.ts';
import { type BaseModel, startBaseModel } from '../../src/model/baseModel.ts';
import { loadWeights, type ReadAsset, type Weights } from '../../src/model/weights.ts';
import { AppError } from '../../src/rpc/appError.ts';

const readPublic: ReadAsset = async (path) =>
  new Uint8Array(await readFile(new URL(`../../public/${path}`, import.meta.url))).buffer;

/** @throws `no-backend` where the backend that was asked for does not work here: no other is taken for it */
export async function startModel(choice: 'wasm' | 'webgpu'): Promise<{ weights: Weights; model: BaseModel }> {
  if (choice === 'webgpu') await offerGpu();
  enableProdMode();
  const weights = await loadWeights(readPublic);
  const start = () => startBaseModel(weights);
  const { backend, model, attempts } = await chooseBackend({ choice, avoid: [], wasmFolder: null, start });
  if (backend !== choice) {
    throw new AppError(
      'no-backend',
      `${choice} does not work here: ${attempts[0]?.reason ?? ''} Set “backend” to “wasm”.`,
    );
  }
  return { weights, model };
}

/** Makes `navigator.gpu` as browsers have it. The package is large and needs a driver, so it is nobody's dependency. */
async function offerGpu(): Promise<void> {
  const name = 'webgpu';
  const dawn = await import(/* @vite-ignore */ name).catch((error: unknown) => {
    throw new AppError(
      'no-backend',
      'WebGPU in Node needs the package “webgpu”. Install it (npm install --no-save webgpu), or set “backend” to “wasm”.',
      { cause: error },
    );
  });
  Object.assign(globalThis, dawn.globals);
  Object.defineProperty(globalThis, 'navigator', { value: { gpu: dawn.create([]) }, configurable: true });
}
