/** The first visit: the sample clip runs with results, and the page stays quick. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch, openPage } from './page.ts';
import { recognised, scores, stageTag, verdict } from './pageActions.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

it('shows the sample clip with scores, with no camera and no click', async () => {
  const { page, context, errors } = await openPage(browser, inject('root'));
  await recognised(page);
  await expect.poll(() => stageTag(page).textContent()).toContain('Sample clip');
  expect(await scores(page)).toHaveLength(8);
  expect(await verdict(page)).toMatch(/^(Not sure|[A-Z][a-z]+)$/);
  expect(await page.locator('video').evaluate((video: HTMLVideoElement) => video.paused)).toBe(false);
  await page.getByRole('button', { name: /^Backend: wasm/ }).waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

// Tried again where it fails: the browser counts the time that a busy machine gave to others into a task.
it('keeps the main thread free while the clip runs: no task over 50 ms', { retry: 2 }, async () => {
  const { page, context } = await openPage(browser, inject('root'));
  await recognised(page);
  const tasks = await page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const long: number[] = [];
        new PerformanceObserver((list) => {
          long.push(...list.getEntries().map(({ duration }) => duration));
        }).observe({ type: 'longtask' });
        setTimeout(() => resolve(long), 6_000);
      }),
  );
  expect(tasks).toEqual([]);
  await context.close();
});

it('switches faces, smoothing and pause by keyboard and by button', async () => {
  const { page, context } = await openPage(browser, inject('root'));
  await recognised(page);
  const smoothed = page.getByRole('switch', { name: 'Smoothed' });
  expect(await smoothed.isChecked()).toBe(true);
  await page.keyboard.press('r');
  await expect.poll(() => smoothed.isChecked()).toBe(false);

  await page.keyboard.press('p');
  await page.getByRole('button', { name: 'Play', exact: true }).first().waitFor();
  const faces = page.getByRole('group', { name: 'Face' }).getByRole('button');
  await expect.poll(() => faces.count()).toBeGreaterThan(1);
  const pressed = () => faces.evaluateAll((all) => all.findIndex((face) => face.ariaPressed === 'true'));
  const first = await pressed();
  await page.keyboard.press('f');
  await expect.poll(pressed).not.toBe(first);
  await faces.nth(first).click();
  await expect.poll(pressed).toBe(first);
  await context.close();
});

it('remembers smoothing and theme on the next visit', async () => {
  const { page, context } = await openPage(browser, inject('root'));
  await recognised(page);
  await page.getByRole('switch', { name: 'Smoothed' }).click();
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await page.locator('.radix-themes.dark').first().waitFor();
  await page.reload();
  await page.locator('.radix-themes.dark').first().waitFor();
  await expect.poll(() => page.getByRole('switch', { name: 'Smoothed' }).isChecked()).toBe(false);
  await context.close();
});
