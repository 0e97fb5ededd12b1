/** Ten thousand samples: the page starts about as fast as an empty one, and its gallery scrolls without a long task. */

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it, onTestFinished } from 'vitest';
import { LONG } from '../long.ts';
import { manySamples, storeSamples } from './gallerySamples.ts';
import { longestTask } from './mainThread.ts';
import { launch, newContext } from './page.ts';
import { SLOW_MS } from './pageActions.ts';

const MANY = LONG ? 10_000 : 4_000;

const all = MANY.toLocaleString('en');
/** Every fifth has no label; so many are left when some of them got one. */
const fifth = (labelled: number) => (MANY / 5 - labelled).toLocaleString('en');

/** A start with that many may take this much longer than an empty one, ms. */
const LATER_MS = 2_000;

/** A task of the main thread that is longer holds up what the user does. */
const LONG_MS = 50;

let browser: Browser;
let full: BrowserContext;
beforeAll(async () => {
  browser = await launch();
  full = await context();
  const began = performance.now();
  await storeSamples(full, inject('root'), manySamples(MANY));
  console.log(`${MANY} samples stored in ${Math.round(performance.now() - began)} ms`);
});
afterAll(() => browser.close());

const context = () => newContext(browser, { bypassCSP: true });

/** Milliseconds until the page has read what is stored and shows it. */
async function startMs(where: BrowserContext): Promise<number> {
  const page = await where.newPage();
  const began = performance.now();
  await page.goto(inject('root'));
  await page
    .getByText(/^(Saved|Kept) on this device$/)
    .first()
    .waitFor({ timeout: SLOW_MS });
  if (where === full) await page.locator('.view-count').first().waitFor({ timeout: SLOW_MS });
  const taken = performance.now() - began;
  await page.close();
  return taken;
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

it('starts less than two seconds later than without any', async () => {
  const empty = await context();
  const without: number[] = [];
  const withMany: number[] = [];
  for (let i = 0; i < 3; i++) {
    without.push(await startMs(empty));
    withMany.push(await startMs(full));
  }
  const later = median(withMany) - median(without);
  console.log(`start: empty ${without.map(Math.round)} ms, ${MANY} samples ${withMany.map(Math.round)} ms`);
  expect(later).toBeLessThan(LATER_MS);
  await empty.close();
});

async function openGallery(): Promise<Page> {
  const page = await full.newPage();
  // A page that stays open would keep the samples to itself.
  onTestFinished(() => page.close());
  await page.goto(inject('root'));
  await page.getByRole('radio', { name: /^Data/ }).press('Space', { timeout: SLOW_MS });
  await page.getByRole('gridcell').first().waitFor({ timeout: SLOW_MS });
  // The workers are starting; what they leave on the main thread is not the gallery's.
  await page.getByRole('button', { name: /^Backend: wasm/ }).waitFor({ timeout: SLOW_MS });
  await page.waitForTimeout(3_000);
  return page;
}

/** Scrolls by so many px a frame for so many frames. @returns how far it came, px */
const scroll = (page: Page, step: number, frames: number) =>
  page.evaluate(
    ({ step, frames }) =>
      new Promise<number>((resolve) => {
        const grid = document.querySelector('[role=grid]');
        let left = frames;
        const next = () => {
          grid?.scrollBy(0, step);
          left -= 1;
          if (left > 0) requestAnimationFrame(next);
          else setTimeout(() => resolve(grid?.scrollTop ?? 0), 500);
        };
        requestAnimationFrame(next);
      }),
    { step, frames },
  );

it('scrolls through all of them without a task over 50 ms', async () => {
  const page = await openGallery();
  const slow = await longestTask(browser, page, () => scroll(page, 40, 120));
  // Whole screens of new samples with each frame, to the very end.
  const fast = await longestTask(browser, page, () => scroll(page, 600, 400));
  const words = ({ cpu, wall }: typeof slow) => `${cpu.toFixed(1)} ms (${Math.round(wall)} ms on this machine's clock)`;
  console.log(`longest task, 40 px a frame: ${words(slow)}; 600 px a frame: ${words(fast)}`);
  const grid = page.getByRole('grid', { name: 'Samples' });
  const below = await grid.evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop);
  expect(below).toBeLessThan(2);
  expect(await page.getByRole('gridcell').count()).toBeLessThan(200);
  // What is in view at the end has its picture.
  const last = page.getByRole('gridcell').last().locator('img');
  await expect.poll(() => last.evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBe(160);
  expect(slow.cpu).toBeLessThan(LONG_MS);
  expect(fast.cpu).toBeLessThan(LONG_MS);
});

it('labels one of them and all of them, and takes it back', async () => {
  const page = await openGallery();
  const shown = (text: string) => page.locator('.filter-count').getByText(text, { exact: true }).waitFor();
  await page.getByRole('button', { name: /^No class/ }).press('Enter');
  await shown(`${fifth(0)} of ${all}`);
  await page.getByRole('gridcell').first().press('3');
  await shown(`${fifth(1)} of ${all}`);
  await page.keyboard.press('Control+a');
  const began = performance.now();
  await page.keyboard.press('3');
  await shown(`0 of ${all}`);
  console.log(`${fifth(1)} samples labelled in ${Math.round(performance.now() - began)} ms`);
  await page.keyboard.press('Control+z');
  await shown(`${fifth(1)} of ${all}`);
  await page.keyboard.press('Control+z');
  await shown(`${fifth(0)} of ${all}`);
});
