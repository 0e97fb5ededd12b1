/** Runs the project's own modules inside a real page, for what Node lacks (IndexedDB, WebGPU). No product code is changed. */

import { resolve } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { build } from 'vite';

/** An empty page of the app's origin, where nothing but the exposed modules runs. The context must bypass the policy. */
export async function blankPage(context: BrowserContext, origin: string): Promise<Page> {
  const address = `${origin}blank.html`;
  await context.route(address, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/**
 * Bundles modules and puts their exports on the page as `modules.<name>`.
 * @param paths name → file, relative to the repository's root
 */
export async function exposeModules(page: Page, paths: Record<string, string>): Promise<void> {
  await page.addScriptTag({ content: await bundleModules(paths) });
}

/** A script that puts the modules on the page, for pages whose policy takes scripts from files only. */
export async function bundleModules(paths: Record<string, string>): Promise<string> {
  const source = Object.entries(paths)
    .map(([name, path]) => `import * as ${name} from ${JSON.stringify(resolve(path))};`)
    .concat(`globalThis.modules = { ${Object.keys(paths).join(', ')} };`)
    .join('\n');
  const entry = 'virtual:exposed';
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'exposed-modules',
        resolveId: (id) => (id === entry ? `\0${entry}` : null),
        load: (id) => (id === `\0${entry}` ? source : null),
      },
    ],
    build: { write: false, minify: false, rollupOptions: { input: entry, output: { format: 'iife' } } },
  });
  const output = Array.isArray(result) ? result[0] : result;
  if (!output || !('output' in output)) throw new Error('The bundle of test modules came out empty.');
  return output.output[0].code;
}
