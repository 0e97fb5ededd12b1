/** The build as a folder on a plain static server, under any path; and what is said where it cannot run. */

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { launch, openPage } from './page.ts';
import { pauseClip, recognised, SLOW_MS } from './pageActions.ts';
import { type PlainServer, plainServer } from './plainServer.ts';

let browser: Browser;
let server: PlainServer;
beforeAll(async () => {
  browser = await launch();
  server = await plainServer('dist', '/~user/copy%20of/mien/');
});
afterEach(() => server.mislabel({}));
afterAll(async () => {
  await browser.close();
  await server.stop();
});

it('answers and says that it is ready offline under a sub-path, with unknown types for all but the page’s own files', async () => {
  server.mislabel({ '.wasm': 'application/octet-stream', '.json': 'text/plain', '.webmanifest': null });
  const { page, context, errors } = await openPage(browser, server.url, { serviceWorkers: 'allow' });
  await recognised(page);
  await pauseClip(page);
  await page.getByText('Ready offline').first().waitFor({ timeout: SLOW_MS });
  expect(await page.getByRole('region', { name: 'Notices' }).getByText('Ready offline').count()).toBe(1);
  const kept = await page.evaluate(async () =>
    (await caches.open((await caches.keys())[0] ?? '')).keys().then(({ length }) => length),
  );
  expect(kept).toBeGreaterThan(50);
  const asked = server.asked();
  expect(asked.filter((path) => path.startsWith('samples/actors/') && path.endsWith('.zip'))).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

it.each([
  ['.js', 'text/plain', 'text/javascript', {}],
  ['.css', 'text/plain', 'text/css', {}],
  ['.js', 'application/octet-stream', 'text/javascript', {}],
])('names the file and the type it needs: %s sent as %s', async (extension, given, needed, headers) => {
  server.mislabel({ [extension]: given }, headers);
  const { page, context } = await openPage(browser, server.url);
  const notice = page.getByRole('alert').first();
  await notice.getByText(`as ${given}; browsers take it only as ${needed}`).first().waitFor();
  expect(await notice.textContent()).toMatch(new RegExp(`/assets/[\\w-]+\\${extension}`));
  await context.close();
});

it('says what to look at even where no script of it may run', async () => {
  server.mislabel({ '.js': 'text/plain' }, { 'x-content-type-options': 'nosniff' });
  const { page, context } = await openPage(browser, server.url);
  await page.getByText('are sent as text/javascript').waitFor();
  await context.close();
});

it('says of a page that was opened as a file how to serve it', async () => {
  const { page, context } = await openPage(browser, pathToFileURL(resolve('dist/index.html')).href);
  await page.getByText('Mien cannot run from a file').waitFor();
  await page.getByText('python3 -m http.server').waitFor();
  await context.close();
});
