/** Opens a contender's page: one realm each, because two copies of the same tensor library would share their state. */

import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { exposeModules } from '../../../tests/browser/modules.ts';
import type { Runner } from './pages/runner.ts';

const PAGES = {
  mien: 'mien',
  'mien, every face': 'mien',
  human: 'human',
  'human, as shipped': 'human',
  'face-api': 'faceApi',
} as const;

export type ContenderName = keyof typeof PAGES;
export const CONTENDERS = Object.keys(PAGES) as ContenderName[];

declare global {
  var runner: Runner;
}

const PEERS = resolve('tools/bench/peers/node_modules');

/** Address of a file of a peer's package. */
export const peer = (root: string, path: string): string => `${root}peers/${path}`;

/** Addresses of the built workers. */
export function workersOf(root: string): { vision: string; train: string } {
  const files = readdirSync('dist/assets');
  const address = (layer: string) => `${root}assets/${files.find((file) => file.startsWith(`worker-${layer}-`))}`;
  return { vision: address('vision'), train: address('train') };
}

/** A page of the app's origin that holds nothing, beside which the peers' files lie. */
export async function openBlank(browser: Browser, root: string): Promise<Page> {
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
  return page;
}

/** @param root address of the built page. The contender has loaded nothing yet; frames are drawn. */
export async function openContender(browser: Browser, root: string, name: ContenderName, faces: number): Promise<Page> {
  const page = await openBlank(browser, root);
  await exposeModules(page, {
    runner: 'tools/bench/speed/pages/runner.ts',
    contender: `tools/bench/speed/pages/${PAGES[name]}.ts`,
  });
  const [wasm, human, faceApi] = ['@tensorflow/tfjs-backend-wasm/dist/', '@vladmandic/human/', '@vladmandic/face-api/'];
  const given: { [contender in ContenderName]: unknown[] } = {
    mien: [workersOf(root), root, false],
    'mien, every face': [workersOf(root), root, true],
    human: [peer(root, human), peer(root, wasm), true],
    'human, as shipped': [peer(root, human), peer(root, wasm), false],
    'face-api': [peer(root, faceApi), peer(root, wasm)],
  };
  await page.evaluate((args) => {
    const { runner, contender } = globalThis.modules as unknown as {
      runner: typeof import('./pages/runner.ts');
      contender: { createContender: (...given: unknown[]) => Parameters<typeof runner.createRunner>[0] };
    };
    globalThis.runner = runner.createRunner(contender.createContender(...args));
  }, given[name]);
  await page.evaluate(([clip, count]) => runner.prepare(clip, count), [`${root}samples/clip.mp4`, faces] as const);
  return page;
}
