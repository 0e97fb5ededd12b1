/** The Evaluate tab: a fixed label changes the matrix, two models are compared, files are written; by keyboard, on a phone. */

import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { itLong } from '../long.ts';
import { findings } from './axe.ts';
import { openLab, showTab, trainOnce } from './labPage.ts';
import { launch } from './page.ts';
import { SLOW_MS } from './pageActions.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

let browser: Browser;
beforeAll(async () => {
  // Without WebGPU the trainer runs on wasm, which here is far faster than a GPU in software.
  browser = await launch({ without: ['--enable-unsafe-webgpu'] });
});
afterAll(() => browser.close());

const region = (page: Page, name: string) => page.getByRole('region', { name });
const matrix = (page: Page) => page.getByRole('grid', { name: 'Confusion matrix' });

/** Counts of the matrix, row by row. */
const counts = (page: Page): Promise<number[]> =>
  matrix(page)
    .locator('tbody strong')
    .evaluateAll((cells) => cells.map((cell) => Number(cell.textContent)));

const sum = (numbers: number[]) => numbers.reduce((all, n) => all + n, 0);

async function evaluated(page: Page): Promise<void> {
  await showTab(page, 'Evaluate');
  await page.getByRole('button', { name: 'Evaluate', exact: true }).press('Enter', { timeout: SLOW_MS });
  await region(page, 'Result').waitFor({ timeout: SLOW_MS });
}

describe('on a desktop', () => {
  let page: Page;
  let context: BrowserContext;
  let errors: string[];
  beforeAll(async () => {
    ({ page, context, errors } = await openLab(browser, inject('root')));
    await trainOnce(page);
  });
  afterAll(async () => {
    expect(errors).toEqual([]);
    await context.close();
  });

  it('judges the trained model first, and says on what', async () => {
    await evaluated(page);
    const result = region(page, 'Result');
    expect(await result.locator('.summary-main').textContent()).toMatch(/\d+ %balanced accuracy\d+–\d+ %/);
    // Of Ben’s 20 samples every fifth has no label.
    expect(await result.textContent()).toContain('16 samples of one person');
    expect(sum(await counts(page))).toBe(16);
    expect(await page.getByRole('combobox', { name: /^Model to evaluate: Model 1/ }).count()).toBe(1);
  });

  it('opens the faces behind a cell by keyboard; a fixed label changes the matrix at once, and undo brings it back', async () => {
    const before = await counts(page);
    // The cell with most samples, reached by arrows from the first.
    await matrix(page).locator('[tabindex="0"]').focus();
    await page.keyboard.press('Control+Home');
    const target = before.indexOf(Math.max(...before));
    if (target >= 2) await page.keyboard.press('ArrowDown');
    if (target % 2 === 1) await page.keyboard.press('ArrowRight');
    const behind = region(page, 'Faces behind the cell');
    await expect.poll(() => behind.getByRole('gridcell').count()).toBe(before[target]);

    await behind.locator('[tabindex="0"]').first().focus();
    await page.keyboard.press(target >= 2 ? '1' : '2');
    const moved = [...before];
    moved[target]! -= 1;
    moved[(target + 2) % 4]! += 1;
    await expect.poll(() => counts(page), { timeout: SLOW_MS }).toEqual(moved);

    await page.keyboard.press('Control+z');
    await expect.poll(() => counts(page), { timeout: SLOW_MS }).toEqual(before);
  });

  it('leaves out what is excluded', async () => {
    const before = sum(await counts(page));
    const behind = region(page, 'Faces behind the cell');
    await behind.getByRole('gridcell').first().focus();
    await page.keyboard.press('0');
    await expect.poll(async () => sum(await counts(page)), { timeout: SLOW_MS }).toBe(before - 1);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => sum(await counts(page)), { timeout: SLOW_MS }).toBe(before);
  });

  it('shows class by class what it rests on, calibration and the embedding', async () => {
    await region(page, 'Class by class')
      .getByRole('row', { name: /^Happiness/ })
      .waitFor();
    expect(await region(page, 'Calibration').getByRole('img').count()).toBe(1);
    const embedding = await region(page, 'The embedding').textContent();
    for (const word of ['5 nearest neighbours', 'Linear probe', 'chance', 'Alignment', 'Uniformity', 'rank']) {
      expect(embedding).toContain(word);
    }
  });

  it('compares with the base model on the same samples', async () => {
    const compare = region(page, 'Which is better?');
    await compare.getByRole('button', { name: 'Compare', exact: true }).press('Enter');
    await compare.getByText(/McNemar p = /).waitFor({ timeout: SLOW_MS });
    expect(await compare.textContent()).toContain('16 validation samples');
  });

  it('writes the matrix as CSV and the report as Markdown', async () => {
    const saved = async (kind: string) => {
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: new RegExp(`as ${kind}$`) }).press('Enter');
      return readFile(await (await download).path(), 'utf8');
    };
    expect((await saved('CSV')).split('\r\n')[0]).toBe('labelled as,read as Happiness,read as Neutral');
    expect(await saved('Markdown')).toContain('# Model 1');
    expect(JSON.parse(await saved('JSON')).classes).toEqual(['Happiness', 'Neutral']);
  });

  it('warns before figures of the test samples are used to choose', async () => {
    await page.getByRole('radio', { name: 'Test', exact: true }).press('Space');
    await page.getByText('Use these figures to report, not to choose').waitFor();
    expect(await findings(page)).toEqual([]);
  });
});

itLong.each([
  { colorScheme: 'dark' as const, ...PHONE },
  { colorScheme: 'light' as const, viewport: { width: 1440, height: 900 } },
])('has no serious issue and no overflow: $colorScheme, $viewport.width px', async (options) => {
  const { page, context } = await openLab(browser, inject('root'), { ...options, reducedMotion: 'reduce' });
  await page.locator('.status-dot[data-state=ready]').waitFor({ timeout: SLOW_MS });
  await evaluated(page);
  await matrix(page).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(options.viewport.width);
  expect(await findings(page)).toEqual([]);
  await context.close();
});
