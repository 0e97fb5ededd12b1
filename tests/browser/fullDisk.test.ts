/** A disk that is full, by the browser's own limit: the user is told, and the page shows what is stored, no more. */

import type { Browser, CDPSession } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { itLong } from '../long.ts';
import { launch, openPage, type Watched } from './page.ts';
import { addClasses, holdKey, recognised, SLOW_MS, sampleCount } from './pageActions.ts';
import { rawContent, rawWrite } from './rawStore.ts';

let browser: Browser;
let visit: Watched;
let cdp: CDPSession;

beforeAll(async () => {
  browser = await launch();
  visit = await openPage(browser, inject('root'));
  cdp = await visit.context.newCDPSession(visit.page);
});
afterAll(() => browser.close());

const origin = () => new URL(inject('root')).origin;
/** @param quotaSize bytes; without it the browser's own limit is back */
const limit = (quotaSize?: number) =>
  cdp.send('Storage.overrideQuotaForOrigin', { origin: origin(), ...(quotaSize !== undefined && { quotaSize }) });

const classes = async () => (await rawContent(visit.page)).keys.classes ?? [];

itLong('keeps what was there, shows only that, and goes on once there is room', async () => {
  const { page } = visit;
  await recognised(page);
  await addClasses(page, 'Smile');
  await holdKey(page, '1', 'Smile', 8);
  await page.getByText(/Saved .* on this device/).waitFor();
  await limit(1);
  // The browser remembers for half a minute how much room there was.
  await expect.poll(() => rawWrite(page), { timeout: SLOW_MS, interval: 1_000 }).toBe('QuotaExceededError');
  const before = await rawContent(page);
  expect(before.keys.samples?.length).toBe(before.keys.images?.length);

  await addClasses(page, 'Frown');
  await page
    .getByText(/Not saved\. The disk space for this page is used up/)
    .first()
    .waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'Frown, rename' }).count()).toBe(0);
  await page.getByText('The last change was not saved').waitFor();
  expect(await rawContent(page)).toEqual(before);
  expect(await sampleCount(page, 'Smile')).toBe(before.keys.samples?.length);

  // A recording into a full disk ends, and leaves no sample on the page that is not on the device.
  await page.keyboard.down('1');
  await expect.poll(() => page.getByText(/Not saved\./).count(), { timeout: SLOW_MS }).toBeGreaterThan(0);
  await page.waitForTimeout(1_500);
  await page.keyboard.up('1');
  await expect.poll(() => sampleCount(page, 'Smile'), { timeout: SLOW_MS }).toBe(before.keys.samples?.length);
  expect((await rawContent(page)).keys.samples).toEqual(before.keys.samples);

  await limit();
  await addClasses(page, 'Frown');
  await page.getByRole('button', { name: 'Frown, rename' }).waitFor();
  await page.getByText(/Saved .* on this device/).waitFor();
  await expect.poll(async () => (await classes()).length).toBe(2);
  expect(visit.errors).toEqual([]);
});
