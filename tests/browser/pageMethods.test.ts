/** Each published method on the sample actors' set that is made for it: three clicks from an empty page, and what the page shows. */

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch, openPage, WEBGPU_FLAGS } from './page.ts';
import { SLOW_MS } from './pageActions.ts';
import { judgedPeople } from './rawRuns.ts';
import { shorten, visible } from './trainingPage.ts';

/** `measure`: the column of the curves' table in which the method is seen to improve. */
const METHODS = [
  { label: 'RMFER', set: 'Reactions to a film', measure: 'Held-out accuracy', settings: { Epochs: 4 } },
  { label: 'CL-MEx', set: 'Turning heads', measure: 'Held-out accuracy', settings: { Epochs: 4 } },
  { label: 'CAL', set: 'Weak and strong expressions', measure: 'Held-out CCC', settings: { Epochs: 8 } },
  { label: 'SSLFER', set: 'Clips of one person', measure: 'Held-out accuracy', settings: { Epochs: 4 } },
];

let browser: Browser;
beforeAll(async () => {
  browser = await launch({ without: WEBGPU_FLAGS, flags: ['--disable-gpu'] });
});
afterAll(() => browser.close());

const lab = (page: Page) => page.getByRole('main', { name: 'Lab' });

/** Counts the clicks that a person would make. */
async function countClicks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    Object.assign(globalThis, { clicks: 0 });
    addEventListener(
      'click',
      ({ isTrusted }) => {
        if (isTrusted) (globalThis as unknown as { clicks: number }).clicks += 1;
      },
      true,
    );
  });
  return () => page.evaluate(() => (globalThis as unknown as { clicks: number }).clicks);
}

/** The curves' table: values of a column, in the order of the steps; null where nothing was measured. */
async function column(page: Page, name: string): Promise<number[]> {
  const table = lab(page).getByRole('table').first();
  const heads = await table.getByRole('columnheader').allTextContents();
  const rows = await table
    .locator('tbody tr')
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
  return rows.map((row) => Number.parseFloat(row[heads.indexOf(name)] ?? '')).filter(Number.isFinite);
}

it.each(METHODS)(
  '$label learns from “$set” in three clicks, and gets better on people it has not seen',
  async ({ label, set, measure, settings }) => {
    const { page, context, errors } = await openPage(browser, inject('root'));
    await shorten(page, label, { 'Views per sample': 1, ...settings });
    const clicks = await countClicks(page);
    await page.getByRole('button', { name: 'Sample actors…' }).first().click();
    await page.getByRole('button', { name: `Load “${set}”` }).click();
    await page.getByRole('button', { name: `Train with ${label}` }).click({ timeout: 2 * SLOW_MS });
    const began = Date.now();
    expect(await clicks()).toBe(3);

    await lab(page)
      .getByRole('heading', { name: `Train with ${label}` })
      .waitFor();
    const progress = visible(page, /Step [\d,]+ of/);
    await progress.waitFor({ timeout: 2 * SLOW_MS });
    console.log(label, 'first step', Date.now() - began, await progress.textContent());
    await page
      .getByText(/Right on \d+ %/)
      .first()
      .waitFor({ timeout: 2 * SLOW_MS });
    console.log(label, 'end', Date.now() - began, await page.locator('.outcome').first().textContent());
    await lab(page).getByText('The numbers as a table').click();
    const figures = await column(page, measure);
    console.log(figures.join(' '));
    console.log((await column(page, 'kNN accuracy')).join(' '));
    console.log((await column(page, 'Loss')).join(' '));
    await page.screenshot({ path: `/tmp/${label}.png`, fullPage: true });
    expect(await judgedPeople(page)).toBeTruthy();
    expect(errors).toEqual([]);
    await context.close();
  },
);
