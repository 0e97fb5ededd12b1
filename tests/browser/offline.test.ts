/** After one visit the page opens, answers and trains without a network; a new build waits until the user takes it. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch, openPage } from './page.ts';
import { addClasses, holdKey, pauseClip, recognised, SLOW_MS, train } from './pageActions.ts';
import { type PlainServer, plainServer } from './plainServer.ts';

let browser: Browser;
let server: PlainServer;
beforeAll(async () => {
  browser = await launch();
  server = await plainServer('dist', '/some/where/');
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const readyOffline = (page: Page) => page.getByText('Ready offline').first().waitFor({ timeout: SLOW_MS });

it('opens, answers and trains with no network and no server, after one visit', async () => {
  const { page, context, errors } = await openPage(browser, server.url, { serviceWorkers: 'allow' });
  await recognised(page);
  await readyOffline(page);
  await context.setOffline(true);
  await server.stop();

  await page.reload();
  await recognised(page);
  expect(await page.locator('video').evaluate((video: HTMLVideoElement) => video.videoWidth)).toBeGreaterThan(0);
  await addClasses(page, 'One', 'Two');
  await holdKey(page, '1', 'One', 6);
  await page.keyboard.press('f');
  await holdKey(page, '2', 'Two', 6);
  await pauseClip(page);
  await train(page);

  // Both workers started again from blobs whose imports only the service worker could answer; what was trained is there.
  await page.goto(`${server.url}?again`);
  await page.getByRole('radio', { name: 'Use Model 1' }).waitFor({ timeout: SLOW_MS });
  await recognised(page);
  await page.getByRole('radio', { name: /^Lab/ }).press('Space');
  await page.getByRole('main', { name: 'Lab' }).getByRole('tab', { selected: true }).waitFor();
  expect(errors).toEqual([]);
  await server.start();
  await context.close();
});
