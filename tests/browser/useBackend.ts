/** Runs in the page: takes a backend as the app does, or the plain one that the others are compared with. */

import { getBackend, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { chooseBackend } from '../../src/model/backend.ts';
import { WASM_FOLDER } from '../../src/model/wasmFolder.ts';

export const BACKENDS = ['cpu', 'wasm', 'webgl', 'webgpu'] as const;

/** @param root address of the app, which serves the wasm files */
export async function useBackend(name: (typeof BACKENDS)[number], root: string): Promise<void> {
  const wasmFolder = new URL(WASM_FOLDER, root).href;
  if (name === 'cpu') await setBackend(name);
  else await chooseBackend({ choice: name, avoid: [], wasmFolder, start: async () => {} });
  if (getBackend() !== name) throw new Error(`${name} could not be started.`);
}
