/** Losses, their gradients, the optimisers and every method's steps on the backends that train in a real browser. */

import type { Browser, Worker as WorkerHandle } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { BackendName } from '../../src/model/backend.ts';
import { WASM_FOLDER } from '../../src/model/wasmFolder.ts';
import { METHOD } from '../methodSteps.ts';
import type { casesOn } from '../onBackend.ts';
import { relativeError } from '../relativeError.ts';
import { blankPage, bundleModules } from './modules.ts';
import { launch } from './page.ts';

declare const modules: { onBackend: { casesOn: typeof casesOn } };

const PARITY = 1e-5;
/** Two steps with mining between them add up what single losses round. */
const PARITY_OF_METHODS = 1e-4;

let browser: Browser;
let worker: WorkerHandle;
let expected: [string, number[][]][];

const computedOn = (name: BackendName | 'cpu') =>
  worker.evaluate(([backend, folder]) => modules.onBackend.casesOn(backend, folder), [
    name,
    new URL(WASM_FOLDER, inject('root')).href,
  ] as const);

beforeAll(async () => {
  browser = await launch();
  const page = await blankPage(await browser.newContext({ bypassCSP: true }), inject('root'));
  const started = page.waitForEvent('worker');
  await page.evaluate(
    (source) => void new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))),
    await bundleModules({ onBackend: 'tests/onBackend.ts' }),
  );
  worker = await started;
  expected = await computedOn('cpu');
});
afterAll(() => browser.close());

describe.each(['wasm', 'webgpu'] as const)('%s in a worker', (backend) => {
  it('computes every loss, gradient, optimiser step and step of every method as cpu does, within 1e-5; methods within 1e-4', async () => {
    const found = new Map(await computedOn(backend));
    expect(expected.length).toBeGreaterThan(0);
    for (const [name, values] of expected) {
      for (const [i, value] of values.entries()) {
        expect(relativeError(found.get(name)?.[i] ?? [], value), `${name}, tensor ${i}`).toBeLessThan(
          name.startsWith(METHOD) ? PARITY_OF_METHODS : PARITY,
        );
      }
    }
  });
});
