/** A run in a tab that nobody sees: it is as fast as before, and one that the browser freezes goes on where it was. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LONG } from '../long.ts';
import { spawnBrowser } from './page.ts';
import { SLOW_MS } from './pageActions.ts';
import { wholeRuns } from './rawRuns.ts';
import { choose, ENDLESS, openOnSamples, savedBeyond, stepBeyond, stepShown, visible } from './trainingPage.ts';

const HIDDEN_MS = LONG ? 60_000 : 6_000;
const FROZEN_MS = 5_000;

const profile = mkdtempSync(join(tmpdir(), 'mien-hidden-'));
let context: BrowserContext;
let end: () => Promise<void>;
let page: Page;

beforeAll(async () => {
  ({ context, end } = await spawnBrowser(profile));
  page = await openOnSamples(context, 40);
});
afterAll(async () => {
  await end();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

const visibility = () => page.evaluate(() => document.visibilityState);

/** Steps a second over so many ms. */
async function pace(ms: number): Promise<number> {
  const [from, began] = [await stepShown(page), performance.now()];
  await page.waitForTimeout(ms);
  return (1000 * ((await stepShown(page)) - from)) / (performance.now() - began);
}

it('goes on in a hidden tab, and after it was frozen', async () => {
  await choose(page, { ...ENDLESS, 'Save every': 1 });
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await savedBeyond(page, 0);
  const seen = await pace(HIDDEN_MS / 2);
  const other = await context.newPage();
  await other.bringToFront();
  await expect.poll(visibility).toBe('hidden');
  const hidden = await pace(HIDDEN_MS);
  expect(await visibility()).toBe('hidden');
  console.log(`${seen.toFixed(1)} steps a second while seen, ${hidden.toFixed(1)} in ${HIDDEN_MS} ms hidden`);
  expect(hidden / seen).toBeGreaterThan(0.5);

  await page.evaluate(() => document.addEventListener('freeze', () => Object.assign(globalThis, { froze: true })));
  const cdp = await context.newCDPSession(page);
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
  await new Promise((resolve) => setTimeout(resolve, FROZEN_MS));
  await cdp.send('Page.setWebLifecycleState', { state: 'active' });
  expect(await page.evaluate(() => 'froze' in globalThis)).toBe(true);
  await page.bringToFront();
  const thawed = await stepShown(page);
  await stepBeyond(page, thawed + 10);
  await savedBeyond(page, thawed);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await visible(page, 'Stopped early.').waitFor({ timeout: SLOW_MS });
  const runs = await wholeRuns(page);
  expect(runs).toMatchObject([{ state: 'stopped' }]);
  expect(runs[0]!.step).toBeGreaterThan(thawed);
});
