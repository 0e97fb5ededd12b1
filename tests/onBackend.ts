/** Runs the cases of backendCases.ts and the steps of methodSteps.ts on any backend of a browser, started as the page starts it; cpu for comparison. */

import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { type BackendName, chooseBackend } from '../src/model/backend.ts';
import { lossCases, optimiserCases } from './backendCases.ts';
import { methodSteps } from './methodSteps.ts';

/** Name of each case → the values of its tensors. @throws Error when the backend does not start */
export async function casesOn(name: BackendName | 'cpu', wasmFolder: string): Promise<[string, number[][]][]> {
  if (name === 'cpu') await setBackend(name);
  else {
    const { backend, attempts } = await chooseBackend({ choice: name, avoid: [], wasmFolder, start: async () => {} });
    if (backend !== name) throw new Error(JSON.stringify(attempts));
  }
  const results: [string, number[][]][] = [];
  for (const { name: title, compute } of [...lossCases, ...optimiserCases]) {
    const tensors = compute();
    results.push([title, await Promise.all(tensors.map(async (tensor) => Array.from(await tensor.data())))]);
    for (const tensor of tensors) tensor.dispose();
  }
  return [...results, ...(await methodSteps()).map(({ name, values }): [string, number[][]] => [name, values])];
}
