/** The project's tensor code in a real page, on each backend in turn. */

import type { Browser, Page } from 'playwright-core';
import { blankPage, exposeModules } from './modules.ts';
import type { BACKENDS, useBackend } from './useBackend.ts';

/** What every such page has; tests add modules of their own. */
export type TensorModules = {
  core: typeof import('@tensorflow/tfjs-core');
  rng: typeof import('../../src/math/rng.ts');
  use: { BACKENDS: typeof BACKENDS; useBackend: typeof useBackend };
};

/** @param paths further modules, name → file, relative to the repository's root */
export async function openTensorPage(browser: Browser, root: string, paths: Record<string, string>): Promise<Page> {
  const page = await blankPage(await browser.newContext({ bypassCSP: true }), root);
  await exposeModules(page, {
    core: 'node_modules/@tensorflow/tfjs-core/dist/index.js',
    rng: 'src/math/rng.ts',
    use: 'tests/browser/useBackend.ts',
    ...paths,
  });
  return page;
}
