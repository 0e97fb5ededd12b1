/** Opens a contender's page: one realm each, because two copies of the same tensor library would share their state. */

import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { bundleModules } from '../../../tests/browser/modules.ts';
import type { Runner } from './pages/runner.ts';

export const CONTENDERS = ['mien', 'mien, every face', 'human', 'human, as shipped', 'face-api'] as const;
export type ContenderName = (typeof CONTENDERS)[number];

declare global {
  var runner: Runner;
}

const PEERS = resolve('tools/bench/peers/node_modules');
const MODULES = {
  mien: 'tools/bench/speed/pages/mien.ts',
  'mien, every face': 'tools/bench/speed/pages/mien.ts',
  human: 'tools/bench/speed/pages/human.ts',
  'human, as shipped': 'tools/bench/speed/pages/human.ts',
  'face-api': 'tools/bench/speed/pages/faceApi.ts',
};

const bundles = new Map<string, Promise<string>>();
const bundled = (path: string): Promise<string> => {
  const bundle = bundles.get(path) ?? bundleModules({ runner: 'tools/bench/speed/pages/runner.ts', contender: path });
  bundles.set(path, bundle);
  return bundle;
};

/** @param root address of the built page. The contender has loaded nothing yet; frames are drawn. */
export async function openContender(browser: Browser, root: string, name: ContenderName, faces: number): Promise<Page> {
  const context = await browser.newContext();
  await context.route(`${root}blank.html`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
  );
  await context.route(`${root}peers/**`, (route) =>
    route.fulfill({ path: resolve(PEERS, route.request().url().slice(`${root}peers/`.length)) }),
  );
  const page = await context.newPage();
  page.setDefaultTimeout(0);
  await page.goto(`${root}blank.html`);
  await page.addScriptTag({ content: await bundled(MODULES[name]) });
  const assets = readdirSync('dist/assets');
  const worker = (layer: string) => `${root}assets/${assets.find((file) => file.startsWith(`worker-${layer}-`))}`;
  await page.evaluate(
    ([contender, workers, base]) => {
      const { modules } = globalThis as unknown as {
        modules: {
          runner: { createRunner: (contender: unknown) => Runner };
          contender: { createContender: (...args: unknown[]) => unknown };
        };
      };
      const wasm = `${base}peers/@tensorflow/tfjs-backend-wasm/dist/`;
      const { createContender } = modules.contender;
      const created =
        contender === 'mien' || contender === 'mien, every face'
          ? createContender(workers, base, contender !== 'mien')
          : contender === 'face-api'
            ? createContender(`${base}peers/@vladmandic/face-api/`, wasm)
            : createContender(`${base}peers/@vladmandic/human/`, wasm, contender === 'human');
      globalThis.runner = modules.runner.createRunner(created);
    },
    [name, { vision: worker('vision'), train: worker('train') }, root] as const,
  );
  await page.evaluate(([clip, count]) => runner.prepare(clip, count), [`${root}samples/clip.mp4`, faces] as const);
  return page;
}
