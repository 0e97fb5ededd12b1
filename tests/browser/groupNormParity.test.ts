/** An encoder with group norm has the same gradients on every backend of a real browser. */

import type { Tensor } from '@tensorflow/tfjs-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Topology } from '../../src/model/base.ts';
import { relativeError } from '../relativeError.ts';
import { launch } from './page.ts';
import { openTensorPage, type TensorModules } from './tensorModules.ts';
import { BACKENDS } from './useBackend.ts';

declare const modules: TensorModules & {
  encoder: typeof import('../../src/model/encoder.ts');
  parameters: typeof import('../../src/model/parameters.ts');
};

const TINY: Topology = {
  inputSize: 8,
  stem: 3,
  stages: [{ channels: 16, blocks: 2, stride: 2 }],
  norm: 'group',
};

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

it('are within 1e-4 of those on cpu, on wasm, WebGL and WebGPU', async () => {
  const page = await openTensorPage(browser, inject('root'), {
    encoder: 'src/model/encoder.ts',
    parameters: 'src/model/parameters.ts',
  });
  const values = await page.evaluate(
    async ({ topology, root }) => {
      const { core, rng: random } = modules;
      const found: number[][] = [];
      for (const name of modules.use.BACKENDS) {
        await modules.use.useBackend(name, root);
        const rng = random.createRng(2);
        const arrays = modules.encoder.createEncoder(topology, rng);
        // Every branch takes part.
        for (const [key, { data }] of arrays) if (key.endsWith('.conv2.scale')) data.fill(0.7);
        const gradients = core.tidy(() => {
          const parameters = modules.parameters.upload(arrays);
          const keys = Object.keys(parameters);
          const side = topology.inputSize;
          const pixels = Array.from({ length: 2 * side * side }, () => random.normal(rng));
          const x = core.tensor4d(pixels, [2, side, side, 1]);
          const lossOf = (...given: Tensor[]) => {
            const named = Object.fromEntries(keys.map((key, i) => [key, given[i] as Tensor]));
            return core.sum(core.square(modules.encoder.encode(named, topology, x)));
          };
          return core.grads(lossOf)(Object.values(parameters));
        });
        const read = await Promise.all(gradients.map((gradient) => gradient.data()));
        found.push(read.flatMap((each) => Array.from(each)));
        core.dispose(gradients);
      }
      return found;
    },
    { topology: TINY, root: inject('root') },
  );
  const [expected = []] = values;
  expect(expected.length).toBeGreaterThan(5000);
  for (const [i, name] of BACKENDS.entries()) expect(relativeError(values[i]!, expected), name).toBeLessThan(1e-4);
});
