/**
 * A disk that fills up while a run goes on, by the browser's own limit: the run is not lost, earlier checkpoints stay,
 * and once there is room it is saved again.
 */

import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { LONG } from '../long.ts';
import { launch, newContext } from './page.ts';
import { pauseClip, SLOW_MS } from './pageActions.ts';
import { type RawRun, wholeRuns } from './rawRuns.ts';
import {
  choose,
  ENDLESS,
  openOnSamples,
  savedBeyond,
  savedShown,
  stepBeyond,
  stepShown,
  visible,
} from './trainingPage.ts';

let browser: Browser;
let page: Page;
let cdp: CDPSession;

beforeAll(async () => {
  browser = await launch();
  const context = await newContext(browser, { bypassCSP: true });
  page = await openOnSamples(context, 40);
  await pauseClip(page);
  cdp = await context.newCDPSession(page);
});
afterAll(() => browser.close());

/** @param quotaSize bytes; without it the browser's own limit is back */
const limit = (quotaSize?: number) =>
  cdp.send('Storage.overrideQuotaForOrigin', {
    origin: new URL(inject('root')).origin,
    ...(quotaSize !== undefined && { quotaSize }),
  });

const failing = () => visible(page, 'The latest save failed').waitFor({ timeout: SLOW_MS });

const ofRun = (runs: RawRun[], name: string) => runs.find((run) => run.name === name)!;

it('tells, trains on, saves when it can, and keeps the model of a run that ended without room', async () => {
  await choose(page, { Epochs: 1 });
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await visible(page, /Right on \d+ %/).waitFor({ timeout: SLOW_MS });
  const earlier = ofRun(await wholeRuns(page), 'Model 1');

  await choose(page, { ...ENDLESS, 'Save every': 1 });
  await page.getByRole('button', { name: 'Train again' }).click();
  await savedBeyond(page, 0);
  await limit(1);
  // The browser remembers for half a minute how much room there was.
  await failing();
  await visible(page, /was not saved\. The disk space for this page is used up/).waitFor();
  const kept = ofRun(await wholeRuns(page), 'Model 2');
  expect(kept.state).toBe('running');
  await stepBeyond(page, await stepShown(page));
  expect(await stepShown(page)).toBeGreaterThan(kept.step);
  expect(ofRun(await wholeRuns(page), 'Model 2')).toEqual(kept);

  if (LONG) {
    await limit();
    await savedBeyond(page, kept.step);
    expect(await page.getByText('The latest save failed').count()).toBe(0);
    await limit(1);
    await failing();
  }
  const before = ofRun(await wholeRuns(page), 'Model 2');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await visible(page, 'The end of this run is not saved').waitFor({ timeout: SLOW_MS });
  expect(await savedShown(page)).toBe(0);
  expect(await wholeRuns(page)).toEqual([earlier, before]);
  // What it has learned answers all the same.
  await page.getByRole('radio', { name: /^Live/ }).press('Space');
  await page.getByRole('region', { name: 'Your model: Model 2' }).waitFor({ timeout: SLOW_MS });

  const again = page.getByRole('button', { name: 'Save it again' }).first();
  await again.click();
  await visible(page, /^Not saved\. The disk space/).waitFor({ timeout: SLOW_MS });
  await limit();
  const saved = async () => {
    if ((await again.count()) > 0) await again.click({ timeout: 2_000 }).catch(() => {});
    return ofRun(await wholeRuns(page), 'Model 2').state;
  };
  await expect.poll(saved, { timeout: SLOW_MS, interval: 1_000 }).toBe('stopped');
  await visible(page, 'The end of this run is not saved').waitFor({ state: 'detached' });
  const runs = await wholeRuns(page);
  expect(ofRun(runs, 'Model 1')).toEqual(earlier);
  expect(ofRun(runs, 'Model 2').step).toBeGreaterThan(before.step);
});
