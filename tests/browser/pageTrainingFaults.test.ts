/** A run on the page whose trainer dies: the page says so, starts the trainer again and goes on with the run by itself. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { itLong } from '../long.ts';
import { launch, newContext } from './page.ts';
import { kill, SLOW_MS, workerNamed } from './pageActions.ts';
import { wholeRuns } from './rawRuns.ts';
import { choose, ENDLESS, openOnSamples, savedBeyond, stepBeyond, visible } from './trainingPage.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

itLong('goes on by itself after each of two deaths of the trainer, and ends', async () => {
  const context = await newContext(browser, { bypassCSP: true });
  const page = await openOnSamples(context, 40);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await choose(page, { ...ENDLESS, 'Save every': 0 });
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  let step = 0;
  for (let death = 0; death < 2; death++) {
    await savedBeyond(page, step);
    await kill(await workerNamed(page, 'trainer'));
    const toast = page.getByRole('region', { name: 'Notices' }).getByText('The run goes on from the last step');
    await toast.first().waitFor({ timeout: SLOW_MS });
    step = (await wholeRuns(page))[0]!.step;
    expect(step).toBeGreaterThan(0);
    // Nobody presses anything.
    await stepBeyond(page, step);
  }
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await visible(page, 'Stopped early.').waitFor({ timeout: SLOW_MS });
  const runs = await wholeRuns(page);
  expect(runs).toMatchObject([{ state: 'stopped', message: null }]);
  expect(runs[0]!.step).toBeGreaterThan(step);
  expect(runs[0]!.points).toEqual([...new Set(runs[0]!.points)].sort((a, b) => a - b));
  expect(errors).toEqual([]);
  await context.close();
});
