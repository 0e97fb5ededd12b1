/** The app built with the one new file of docs/adding-a-method.md: the Lab offers the method, its form and its page. */

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownEnvironment, withAddedMethod } from '../addedMethod.ts';
import { launch, openPage } from './page.ts';
import { SLOW_MS } from './pageActions.ts';

let browser: Browser;
let added: ReturnType<typeof withAddedMethod>;
let server: PreviewServer;

beforeAll(async () => {
  added = withAddedMethod();
  const vite = join(added.folder, 'node_modules/.bin/vite');
  await promisify(execFile)(vite, ['build', '--logLevel', 'error'], { cwd: added.folder, env: ownEnvironment() });
  server = await preview({
    root: added.folder,
    base: '/',
    appType: 'mpa',
    logLevel: 'error',
    preview: { host: '127.0.0.1', port: 0, strictPort: true },
  });
  browser = await launch({ without: ['--enable-unsafe-webgpu'] });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  added?.remove();
});

it('is chosen, set and explained like any other', async () => {
  const { page, errors } = await openPage(browser, server.resolvedUrls?.local[0] ?? '');
  await page.locator('.status-dot[data-state=ready]').waitFor({ timeout: SLOW_MS });
  await page.getByRole('radio', { name: /^Lab/ }).press('Space');
  await page.getByRole('radio', { name: /^Prototypes/ }).press('Space', { timeout: SLOW_MS });
  await page.getByRole('heading', { name: 'Train with Prototypes' }).waitFor();
  const own = page.getByRole('group', { name: 'Of Prototypes' });
  expect(await own.getByRole('spinbutton', { name: 'Temperature of the means' }).inputValue()).toBe('0.1');

  await page.getByRole('link', { name: /^About this method/ }).press('Enter');
  const article = page.getByRole('article', { name: 'Prototypes' });
  await article.getByText('Draws each face to the mean of its class').waitFor({ timeout: SLOW_MS });
  expect(await article.getByRole('heading', { level: 3 }).allTextContents()).toEqual([
    'The data it needs',
    'The loss',
    'Step by step',
    'Measured here',
    'Source',
  ]);
  expect(await article.getByRole('heading', { level: 4 }).allTextContents()).toEqual([
    'Draw to class means',
    'Classify',
  ]);
  await article.getByText('Needs 5 labelled faces of each class').waitFor();
  await article.getByText('src/train/objectives/prototypes.ts').waitFor();
  expect(errors).toEqual([]);
});
