/** The rendered actors' training sets: chosen, fetched, imported whole, of use to their method, and taken back by one undo. */

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { itLong } from '../long.ts';
import { findings } from './axe.ts';
import { launch, openPage } from './page.ts';
import { SLOW_MS } from './pageActions.ts';
import { rawSamples } from './rawStore.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const dialog = (page: Page) => page.getByRole('dialog');

async function openActors(page: Page): Promise<void> {
  const button = page.getByRole('region', { name: 'Teach' }).getByRole('button', { name: 'Sample actors…' });
  await button.waitFor({ timeout: SLOW_MS });
  await button.press('Enter');
  await dialog(page)
    .getByRole('button', { name: /^Load “/ })
    .first()
    .waitFor({ timeout: SLOW_MS });
}

it('brings a set with everything known of it, and one undo takes it back', async () => {
  const { page, context, errors } = await openPage(browser, inject('root'));
  await openActors(page);
  expect(await dialog(page).getByRole('listitem').count()).toBe(4);
  expect(await findings(page)).toEqual([]);
  await dialog(page).getByRole('button', { name: 'Load “Weak and strong expressions”' }).press('Enter');
  await dialog(page).getByText('CAL has what it needs').waitFor({ timeout: SLOW_MS });
  const samples = await rawSamples(page);
  expect(samples.length).toBeGreaterThan(400);
  expect(new Set(samples.map(({ person }) => person)).size).toBe(36);
  for (const { valence, arousal, intensity, yaw } of samples) {
    for (const value of [valence, arousal, intensity, yaw]) expect(Number.isFinite(value)).toBe(true);
  }
  await dialog(page).getByRole('button', { name: 'Undo this import' }).press('Enter');
  await expect.poll(async () => (await rawSamples(page)).length, { timeout: SLOW_MS }).toBe(0);
  expect(errors).toEqual([]);
  await context.close();
});

itLong('says what to do when a set cannot be fetched, and is then fetched all the same', async () => {
  const { page, context } = await openPage(browser, inject('root'), { viewport: { width: 390, height: 844 } });
  let broken = true;
  await context.route('**/samples/actors/*.zip', (route) => (broken ? route.abort() : route.continue()));
  await page.getByRole('tab', { name: 'Teach' }).click({ timeout: SLOW_MS });
  await openActors(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const load = dialog(page).getByRole('button', { name: 'Load “Weak and strong expressions”' });
  await load.press('Enter');
  await dialog(page).getByText('Go online and try again').waitFor({ timeout: SLOW_MS });
  expect(await rawSamples(page)).toEqual([]);
  broken = false;
  await load.press('Enter');
  await dialog(page).getByText('CAL has what it needs').waitFor({ timeout: SLOW_MS });
  await context.close();
});
