/** Views are the same on every backend of a real browser. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { relativeError } from '../relativeError.ts';
import { launch } from './page.ts';
import { openTensorPage, type TensorModules } from './tensorModules.ts';
import { BACKENDS } from './useBackend.ts';

declare const modules: TensorModules & {
  apply: typeof import('../../src/train/views/apply.ts');
  draw: typeof import('../../src/train/views/draw.ts');
};

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

it('are within 1e-4 of those on cpu, on wasm, WebGL and WebGPU', async () => {
  const page = await openTensorPage(browser, inject('root'), {
    apply: 'src/train/views/apply.ts',
    draw: 'src/train/views/draw.ts',
  });
  const values = await page.evaluate(
    async ({ root }) => {
      const { core, rng: random, draw } = modules;
      const [side, wide] = [24, 36];
      const rng = random.createRng(3);
      const draws = [
        draw.IDENTITY_VIEW,
        ...Array.from({ length: 4 }, () => draw.drawView(rng, { ...draw.CONTRASTIVE_STRENGTH, erase: 1 })),
      ];
      const pixels = Int32Array.from({ length: draws.length * wide * wide }, (_, i) =>
        Math.round(128 + 70 * Math.sin(i / 5) * Math.cos(i / 700) + 50 * rng.uniform()),
      );
      const found: number[][] = [];
      for (const name of modules.use.BACKENDS) {
        await modules.use.useBackend(name, root);
        const views = core.tidy(() => {
          const x = core.tensor4d(pixels, [draws.length, wide, wide, 1], 'int32');
          return modules.apply.applyViews(x, draws, side);
        });
        found.push(Array.from(await views.data()));
        views.dispose();
      }
      return found;
    },
    { root: inject('root') },
  );
  const [expected = []] = values;
  expect(expected.length).toBe(5 * 24 * 24);
  expect(new Set(expected).size).toBeGreaterThan(1000);
  for (const [i, name] of BACKENDS.entries()) expect(relativeError(values[i]!, expected), name).toBeLessThan(1e-4);
});
