/** CAL in the page: a model that reads valence and arousal shows them live, and is judged by them and by angle. */

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Sample } from '../../src/data/schema.ts';
import { findings } from './axe.ts';
import { openLab, showTab, trainOnce } from './labPage.ts';
import { launch } from './page.ts';
import { recognised, SLOW_MS } from './pageActions.ts';

let browser: Browser;
let page: Page;
let context: BrowserContext;
let errors: string[];

/** Smiles are pleasant, more and less so; every second face looks aside. */
const known = ({ classId }: Sample, i: number): Partial<Sample> => ({
  valence: (classId === 'straight' ? -0.1 : 0.3) + 0.1 * (i % 5),
  arousal: 0.15 * (i % 4) - 0.2,
  yaw: i % 2 ? 4 : -35,
});

beforeAll(async () => {
  browser = await launch({ without: ['--enable-unsafe-webgpu'] });
  ({ page, context, errors } = await openLab(browser, inject('root'), { total: 90, known }));
  await showTab(page, 'Train');
  await page.getByRole('radio', { name: /^CAL(?! on)/ }).click();
  await page.getByRole('radio', { name: /^Live/ }).press('Space');
});
afterAll(async () => {
  expect(errors).toEqual([]);
  await context.close();
  await browser.close();
});

const region = (name: string) => page.getByRole('region', { name });

it('shows how pleasant and excited an expression looks as soon as a model reads it, and not before', async () => {
  await recognised(page);
  expect(await region('How the expression looks').count()).toBe(0);
  await trainOnce(page);
  const read = region('How the expression looks');
  await expect
    .poll(() => read.getByRole('definition').allTextContents(), { timeout: SLOW_MS })
    .toEqual([expect.stringMatching(/^−?\d\.\d\d$/), expect.stringMatching(/^−?\d\.\d\d$/)]);
  const drawn = () =>
    read.getByRole('img').evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((value, i) => i % 4 === 3 && value > 0).length;
    });
  await expect.poll(drawn, { timeout: SLOW_MS }).toBeGreaterThan(50);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('tab', { name: 'Watch' }).click();
  await read.scrollIntoViewIfNeeded();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 1440, height: 900 });
  expect(await findings(page)).toEqual([]);
});

it('is judged by angle and by what it reads of all, weak and strong expressions; two models are compared by both', async () => {
  await showTab(page, 'Evaluate');
  await page.getByRole('button', { name: 'Evaluate', exact: true }).press('Enter', { timeout: SLOW_MS });
  await region('By angle').waitFor({ timeout: SLOW_MS });
  expect(await region('By angle').getByRole('row').allTextContents()).toEqual([
    expect.stringContaining('Turned by'),
    expect.stringMatching(/^0–15°.*%/),
    expect.stringMatching(/^30–45°.*%/),
  ]);
  const rows = await region('Valence and arousal').getByRole('row').allTextContents();
  expect(rows.slice(1).map((row) => /^(All|Weak|Strong)?(pleasant|excited)(−?\d\.\d\d){4}$/.test(row))).toEqual(
    new Array(6).fill(true),
  );
  const compare = region('Which is better?');
  await compare.getByRole('combobox').press('Enter');
  await page.getByRole('option', { name: /^Best/ }).press('Enter');
  await compare.getByRole('button', { name: 'Compare', exact: true }).press('Enter');
  const sentence = /between Model 1, last and Model 1, best in reading valence and arousal of weak expressions/;
  await compare.getByText(sentence).waitFor({ timeout: SLOW_MS });
  expect(await compare.getByRole('row').count()).toBe(3);
  expect(await findings(page)).toEqual([]);
});
