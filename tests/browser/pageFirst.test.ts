/** The first visit: the sample clip runs with results, and the page stays quick. */

import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { contain, toStage } from '../../src/ui/live/fit.ts';
import type { Clip } from '../../tools/actors/clip.ts';
import { launch, openPage } from './page.ts';
import { recognised, scores, stageTag, verdict } from './pageActions.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

it('shows the sample clip with scores, with no camera and no click', async () => {
  const { page, context, errors } = await openPage(browser, inject('root'), { serviceWorkers: 'allow' });
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
  const { page, context } = await openPage(browser, inject('root'), { serviceWorkers: 'allow' });
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
  const { page, context } = await openPage(browser, inject('root'), { serviceWorkers: 'allow' });
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
  const { page, context } = await openPage(browser, inject('root'), { serviceWorkers: 'allow' });
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

it('says of a paused frame what that frame shows, not what came before', async () => {
  const clip: Clip = JSON.parse(readFileSync('public/samples/clip.json', 'utf8'));
  const { page, context } = await openPage(browser, inject('root'), { serviceWorkers: 'allow' });
  await recognised(page);
  const stage = page.getByRole('region', { name: 'Live view' }).locator('canvas').last();
  const video = page.locator('video');
  await video.evaluate((element: HTMLVideoElement) => element.pause());
  for (const expression of ['surprise', 'fear', 'happiness']) {
    const apexes = clip.frames.flatMap(({ time, faces }) =>
      faces.filter((face) => face.apex && face.expression === expression).map(({ box }) => ({ time, box })),
    );
    const { time, box } = apexes[Math.floor(apexes.length / 2)]!;
    await video.evaluate((element: HTMLVideoElement, at) => {
      element.currentTime = at;
    }, time + 0.01);
    const shown = (await stage.boundingBox())!;
    const { x, y, width, height } = toStage(contain(clip, shown, false), box);
    const named = expression[0]!.toUpperCase() + expression.slice(1);
    // Each look chooses the face anew: after a pause faces may have other numbers.
    const looked = async () => {
      await stage.click({ position: { x: x + width / 2, y: y + height / 2 } });
      return verdict(page);
    };
    await expect.poll(looked, { timeout: 30_000, interval: 500 }).toBe(named);
  }
  await context.close();
});
