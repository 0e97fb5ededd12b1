/** The map of the samples: lasso by mouse and by keyboard, the live face on it, the frames of a run; and the views. */

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { VIEWFINDER } from '../../src/ui/viewfinder.ts';
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

const map = (page: Page) => page.getByRole('application', { name: /^Map of \d+ samples$/ });
const selection = (page: Page) => page.getByRole('region', { name: 'Selected' });
const selected = (page: Page) => selection(page).getByRole('gridcell').count();

/** Pixels of the map in a colour. */
const pixels = (page: Page, colour: string): Promise<number> =>
  map(page)
    .locator('canvas')
    .evaluate((canvas, hex) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
      const wanted = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
      let found = 0;
      for (let i = 0; i < data.length; i += 4) {
        if (wanted.every((value, c) => Math.abs((data[i + c] ?? 0) - value) < 3)) found += 1;
      }
      return found;
    }, colour);

/** Draws around a share of the map from its left edge. */
async function lasso(page: Page, share: number): Promise<void> {
  await map(page).scrollIntoViewIfNeeded();
  const box = (await map(page).boundingBox())!;
  const [left, top, right, bottom] = [box.x + 3, box.y + 3, box.x + share * box.width - 3, box.y + box.height - 3];
  await page.mouse.move(left, top);
  await page.mouse.down();
  for (const [x, y] of [
    [right, top],
    [right, bottom],
    [left, bottom],
  ] as const) {
    await page.mouse.move(x, y, { steps: 6 });
  }
  await page.mouse.up();
}

describe('on a desktop', () => {
  let page: Page;
  let context: BrowserContext;
  let errors: string[];
  beforeAll(async () => {
    ({ page, context, errors } = await openLab(browser, inject('root'), { ben: 'test' }));
    await showTab(page, 'Map');
    await map(page).waitFor({ timeout: SLOW_MS });
  });
  afterAll(async () => {
    expect(errors).toEqual([]);
    await context.close();
  });

  it('shows all samples but those of the test, each class in its colour', async () => {
    expect(await map(page).getAttribute('aria-label')).toBe('Map of 40 samples');
    await expect.poll(() => pixels(page, '#E69F00')).toBeGreaterThan(150);
    await expect.poll(() => pixels(page, '#56B4E9')).toBeGreaterThan(150);
  });

  it('has the live face as a dot with the samples nearest to it', async () => {
    await expect.poll(() => pixels(page, VIEWFINDER), { timeout: SLOW_MS }).toBeGreaterThan(60);
    const nearest = page.getByRole('region', { name: 'Nearest to the face' });
    await expect.poll(() => nearest.getByRole('listitem').count(), { timeout: SLOW_MS }).toBe(5);
    expect(await page.getByRole('img', { name: 'The live view, in small' }).isVisible()).toBe(true);
  });

  it('selects by lasso: everything, then the left half', async () => {
    await lasso(page, 1);
    await expect.poll(() => selected(page)).toBe(40);
    await lasso(page, 0.5);
    const half = await selected(page);
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(40);
  });

  it('selects by keyboard and labels what is selected', async () => {
    await map(page).focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => selected(page)).toBe(0);
    await page.keyboard.press('PageDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await page.keyboard.press('g');
    await page.keyboard.press('g');
    await expect.poll(() => selected(page)).toBe(3);
    await page.keyboard.press('2');
    const labels = () =>
      selection(page)
        .getByRole('gridcell')
        .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label')?.split(',')[0]));
    await expect.poll(labels).toEqual(['Neutral', 'Neutral', 'Neutral']);
    await page.keyboard.press('Control+z');
    await selection(page)
      .getByRole('button', { name: /in Data$/ })
      .press('Enter');
    await expect.poll(() => page.locator('.filter-count').textContent()).toBe('3 of 60');
    await showTab(page, 'Map');
  });

  itLong('follows a run: its frames can be gone through', async () => {
    await page.getByRole('radio', { name: /^Live/ }).press('Space');
    await trainOnce(page);
    await showTab(page, 'Map');
    await page.getByRole('radio', { name: 'The run, step by step' }).press('Space');
    const slider = page.getByRole('slider', { name: 'Frame of the run' });
    await slider.press('Home');
    const first = await page.locator('.map-scrubber').textContent();
    expect(first).toMatch(/Step \d+ of Model 1/);
    await slider.press('End');
    await expect.poll(() => page.locator('.map-scrubber').textContent()).not.toBe(first);
    expect(await map(page).isVisible()).toBe(true);
    await page.getByRole('radio', { name: 'A model' }).press('Space');
  });

  it('draws neighbours by UMAP on demand', async () => {
    await page.getByRole('radio', { name: 'UMAP' }).press('Space');
    await page.getByRole('button', { name: /^Draw/ }).press('Enter');
    await page.getByText('UMAP: neighbours stay neighbours.').waitFor({ timeout: SLOW_MS });
  });

  it('has a table that says and does the same', async () => {
    await page.getByText(/^The map as a table/).press('Enter');
    await map(page).press('Escape');
    await page.getByRole('checkbox', { name: /row 2$/ }).press('Space');
    await expect.poll(() => selected(page)).toBe(1);
  });

  it('shows the views of a face, and warns of too strong ones', async () => {
    await showTab(page, 'Views');
    const pairs = page.getByRole('list', { name: 'Pairs of views' });
    await expect.poll(() => pairs.getByRole('img').count(), { timeout: SLOW_MS }).toBe(8);
    const drawing = () =>
      pairs
        .getByRole('img')
        .first()
        .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
    const before = await drawing();
    await page.getByRole('button', { name: 'Draw again' }).press('Enter');
    await expect.poll(drawing, { timeout: SLOW_MS }).not.toBe(before);
    await page.getByRole('slider', { name: 'Strength' }).press('Home');
    await page.getByText('Every view is the same picture').waitFor({ timeout: SLOW_MS });
    await page.getByRole('button', { name: /^Back to/ }).press('Enter');
  });

  it('shows pairs of a batch with the views that are compared', async () => {
    const pairs = page.getByRole('region', { name: 'Pairs of a batch' });
    await pairs.getByRole('button', { name: 'Look at a batch' }).press('Enter');
    await expect.poll(() => pairs.locator('.anchors > li').count(), { timeout: SLOW_MS }).toBeGreaterThan(3);
    const figures = await pairs.locator('.anchor-row[data-kind=negative] figcaption').allTextContents();
    expect(figures.length).toBeGreaterThan(5);
    for (const figure of figures) expect(Math.abs(Number.parseFloat(figure))).toBeLessThanOrEqual(1.001);
    expect(await findings(page)).toEqual([]);
  });
});

itLong.each([
  { colorScheme: 'dark' as const, ...PHONE },
  { colorScheme: 'light' as const, viewport: { width: 1440, height: 900 } },
])('has no serious issue and no overflow: $colorScheme, $viewport.width px', async (options) => {
  const { page, context } = await openLab(browser, inject('root'), { ...options, reducedMotion: 'reduce' });
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  await showTab(page, 'Map');
  await map(page).waitFor({ timeout: SLOW_MS });
  await page.getByRole('button', { name: /^Happiness/ }).press('Enter');
  await expect.poll(() => selected(page)).toBeGreaterThan(0);
  expect(await width()).toBeLessThanOrEqual(options.viewport.width);
  expect(await findings(page)).toEqual([]);
  await showTab(page, 'Views');
  await page.getByRole('list', { name: 'Pairs of views' }).waitFor({ timeout: SLOW_MS });
  expect(await width()).toBeLessThanOrEqual(options.viewport.width);
  expect(await findings(page)).toEqual([]);
  await context.close();
});
