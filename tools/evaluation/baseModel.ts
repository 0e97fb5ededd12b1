/** The released base model in Node, on wasm as in the page. Knows no data. */

import { readFile } from 'node:fs/promises';
import { enableProdMode } from '@tensorflow/tfjs-core';
import { chooseBackend } from '../../src/model/backend.ts';
import { type BaseModel, startBaseModel } from '../../src/model/baseModel.ts';
import { loadWeights, type ReadAsset } from '../../src/model/weights.ts';

const readPublic: ReadAsset = async (path) =>
  new Uint8Array(await readFile(new URL(`../../public/${path}`, import.meta.url))).buffer;

export async function startReleased(): Promise<BaseModel> {
  enableProdMode();
  const weights = await loadWeights(readPublic);
  const start = () => startBaseModel(weights);
  return (await chooseBackend({ choice: 'wasm', avoid: [], wasmFolder: null, start })).model;
}
