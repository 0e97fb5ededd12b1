/** The build as a folder on a plain static server, under any path; and what is said where it cannot run. */

import { readdirSync } from 'node:fs';
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
afterEach(() => server.send({}));
afterAll(async () => {
  await browser.close();
  await server.stop();
});

it('answers under a sub-path, fetches nothing twice and no training set, and is ready offline', async () => {
  // What it can do without: the types of all but its scripts, styles and pages. The headers are GitHub Pages'.
  const types = { '.wasm': 'application/octet-stream', '.json': 'text/plain', '.webmanifest': null };
  server.send(types, { 'cache-control': 'max-age=600' });
  server.compress();
  const { page, context, errors } = await openPage(browser, server.url, { serviceWorkers: 'allow' });
  await recognised(page);
  await pauseClip(page);
  await page.getByText('Ready offline').first().waitFor({ timeout: SLOW_MS });
  expect(await page.getByRole('region', { name: 'Notices' }).getByText('Ready offline').count()).toBe(1);
  const asked = server.asked();
  const twice = asked.filter((path, i) => asked.indexOf(path) !== i);
  expect(twice.filter((path) => /^(assets|weights|mediapipe|face-models|tfjs)\//.test(path))).toEqual([]);
  expect(asked.filter((path) => path.endsWith('.zip'))).toEqual([]);
  expect(asked).toContain(
    'assets/'.concat(readdirSync('dist/assets').find((name) => name.startsWith('LabPage')) ?? ''),
  );
  expect(errors).toEqual([]);
  await context.close();
});

it.each([
  ['.js', 'text/plain', 'text/javascript', {}],
  ['.css', 'text/plain', 'text/css', {}],
  ['.js', 'application/octet-stream', 'text/javascript', {}],
])('names the file and the type it needs: %s sent as %s', async (extension, given, needed, headers) => {
  server.send({ [extension]: given }, headers);
  const { page, context } = await openPage(browser, server.url);
  const notice = page.getByRole('alert').first();
  await notice.getByText(`as ${given}; browsers take it only as ${needed}`).first().waitFor();
  expect(await notice.textContent()).toMatch(new RegExp(`/assets/[\\w-]+\\${extension}`));
  await context.close();
});

it('says what to look at even where no script of it may run', async () => {
  server.send({ '.js': 'text/plain' }, { 'x-content-type-options': 'nosniff' });
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
