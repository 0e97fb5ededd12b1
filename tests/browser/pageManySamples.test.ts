/** Ten thousand samples: the page starts about as fast as an empty one, and its gallery scrolls without a long task. */

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it, onTestFinished } from 'vitest';
import { manySamples, storeSamples } from './gallerySamples.ts';
import { launch } from './page.ts';
import { SLOW_MS } from './pageActions.ts';

const MANY = 10_000;

/** A start with that many may take this much longer than an empty one, ms. */
const LATER_MS = 2_000;

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

const context = () => browser.newContext({ viewport: { width: 1440, height: 900 }, bypassCSP: true });

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

/** Scrolls by so many px a frame for so many frames. @returns long tasks meanwhile, ms, and how far it came, px */
const scrolled = (page: Page, step: number, frames: number) =>
  page.evaluate(
    ({ step, frames }) =>
      new Promise<{ long: number[]; top: number }>((resolve) => {
        const grid = document.querySelector('[role=grid]');
        const long: number[] = [];
        const observer = new PerformanceObserver((list) => {
          long.push(...list.getEntries().map(({ duration }) => duration));
        });
        observer.observe({ type: 'longtask' });
        let left = frames;
        const next = () => {
          grid?.scrollBy(0, step);
          left -= 1;
          if (left > 0) requestAnimationFrame(next);
          else setTimeout(() => resolve({ long, top: grid?.scrollTop ?? 0 }), 500);
        };
        requestAnimationFrame(next);
      }),
    { step, frames },
  );

// Tried again where it fails: the browser counts the time that a busy machine gave to others into a task.
it('scrolls through all of them without a task over 50 ms', { retry: 3 }, async () => {
  const page = await openGallery();
  const slow = await scrolled(page, 40, 120);
  // Two rows a frame, 12,000 px/s, to the very end.
  const fast = await scrolled(page, 200, 1_100);
  const end = await page.evaluate(() => {
    const grid = document.querySelector('[role=grid]');
    return (grid?.scrollHeight ?? 0) - (grid?.clientHeight ?? 0);
  });
  console.log(
    `scrolled ${Math.round(fast.top)} of ${end} px, long tasks ${[...slow.long, ...fast.long].map(Math.round)}`,
  );
  const shown = await page.getByRole('gridcell').count();
  expect(shown).toBeLessThan(200);
  expect(fast.top).toBeGreaterThan(end * 0.95);
  // What is in view at the end has its picture.
  await expect
    .poll(() =>
      page
        .getByRole('gridcell')
        .last()
        .locator('img')
        .evaluate((picture: HTMLImageElement) => picture.naturalWidth),
    )
    .toBe(160);
  expect([...slow.long, ...fast.long]).toEqual([]);
});

it('labels one of them and all of them, and takes it back', async () => {
  const page = await openGallery();
  const shown = (text: string) => page.locator('.filter-count').getByText(text, { exact: true }).waitFor();
  await page.getByRole('button', { name: /^No class/ }).press('Enter');
  await shown('2,000 of 10,000');
  await page.getByRole('gridcell').first().press('3');
  await shown('1,999 of 10,000');
  await page.keyboard.press('Control+a');
  const began = performance.now();
  await page.keyboard.press('3');
  await shown('0 of 10,000');
  console.log(`1,999 samples labelled in ${Math.round(performance.now() - began)} ms`);
  await page.keyboard.press('Control+z');
  await shown('1,999 of 10,000');
  await page.keyboard.press('Control+z');
  await shown('2,000 of 10,000');
});
