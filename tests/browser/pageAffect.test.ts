/** CAL in the page: a model that reads valence and arousal shows them live, is shared with them, and judged by them and by angle. */

import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Sample } from '../../src/data/schema.ts';
import { readModelFile } from '../../src/train/modelFile.ts';
import { findings } from './axe.ts';
import { openData } from './importActions.ts';
import { openLab, showTab, trainOnce } from './labPage.ts';
import { launch, openPage } from './page.ts';
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

const readIn = (shown: Page) => shown.getByRole('region', { name: 'How the expression looks' });
const region = (name: string) => page.getByRole('region', { name });

it('shows how pleasant and excited an expression looks as soon as a model reads it, and not before', async () => {
  await recognised(page);
  expect(await readIn(page).count()).toBe(0);
  await trainOnce(page);
  const read = readIn(page);
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

/** The dialog that shares the model, by the model's menu. */
async function share(shown: Page): Promise<Locator> {
  await shown.getByRole('button', { name: 'More for Model 1' }).press('Enter');
  await shown.getByRole('menuitem', { name: 'Share or save…' }).press('Enter');
  const dialog = shown.getByRole('dialog', { name: /^Share/ });
  await dialog.getByText(/In the link its adapter, classifier and what reads valence and arousal/).waitFor();
  await dialog.getByText('Valence and arousal: how pleasant').waitFor();
  return dialog;
}

it('is in the link: whoever opens it sees it live, and hands it on in links and projects', async () => {
  const dialog = await share(page);
  await dialog.getByRole('textbox', { name: /^Nobody else can open/ }).fill('mien.example/app/');
  const field = dialog.getByRole('textbox', { name: 'Link', exact: true });
  await expect.poll(() => field.inputValue()).toMatch(/#model=1\.[\w-]+$/);
  const link = await field.inputValue();
  console.log(`2 classes, valence and arousal: ${link.length} characters`);
  await page.keyboard.press('Escape');

  const visit = await openPage(browser, inject('root') + new URL(link).hash);
  const offer = visit.page.getByRole('dialog', { name: /^A model for you/ });
  await offer.getByText('Valence and arousal: how pleasant').waitFor({ timeout: SLOW_MS });
  await offer.getByRole('button', { name: 'Open it' }).click({ timeout: SLOW_MS });
  await expect
    .poll(() => readIn(visit.page).getByRole('definition').allTextContents(), { timeout: SLOW_MS })
    .toEqual([expect.stringMatching(/^−?\d\.\d\d$/), expect.stringMatching(/^−?\d\.\d\d$/)]);
  // From storage too.
  await visit.page.reload();
  await readIn(visit.page).waitFor({ timeout: SLOW_MS });
  await share(visit.page);
  await visit.page.keyboard.press('Escape');
  await openData(visit.page);
  const [project] = await Promise.all([
    visit.page.waitForEvent('download', { timeout: SLOW_MS }),
    visit.page.getByRole('button', { name: 'Export everything' }).press('Enter'),
  ]);
  const { 'models/01 Model 1.safetensors': file } = unzipSync(new Uint8Array(await readFile(await project.path())));
  expect(readModelFile(Uint8Array.from(file ?? []).buffer).card.affect).toBe(true);
  expect(visit.errors).toEqual([]);
  await visit.context.close();
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
