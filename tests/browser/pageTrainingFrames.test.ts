/** Training on 500 samples does not hold up the page: no task of its main thread is long, and no frame is late. */

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LONG } from '../long.ts';
import { longestTask } from './mainThread.ts';
import { launch, newContext } from './page.ts';
import { SLOW_MS } from './pageActions.ts';
import { choose, openOnSamples, visible } from './trainingPage.ts';

/** A task of the main thread that is longer holds up a frame for so long that one sees it, ms. */
const LONG_MS = 100;

const EPOCHS = LONG ? 30 : 10;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Starts to watch frames; what it returns gives the longest gap between two of them so far, ms. */
async function watchFrames(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const frames = { longest: 0, last: performance.now() };
    const next = () => {
      const now = performance.now();
      frames.longest = Math.max(frames.longest, now - frames.last);
      frames.last = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    Object.assign(globalThis, { frames });
  });
  return () => page.evaluate(() => (globalThis as unknown as { frames: { longest: number } }).frames.longest);
}

it.each([{ where: 'in the Lab', lab: true }, ...(LONG ? [{ where: 'beside the live view', lab: false }] : [])])(
  'trains for epochs $where without a task over 100 ms',
  { timeout: 3 * SLOW_MS },
  async ({ lab }) => {
    const context = await newContext(browser, { bypassCSP: true });
    const page = await openOnSamples(context, 500);
    await choose(page, { Epochs: EPOCHS, 'Views per sample': 2 });
    if (!lab) await page.getByRole('radio', { name: /^Live/ }).press('Space');
    await page.waitForTimeout(2_000);
    const longestGap = await watchFrames(page);
    const began = performance.now();
    const task = await longestTask(browser, page, async () => {
      await page.getByRole('button', { name: 'Train', exact: true }).click();
      await visible(page, /Right on \d+ %/).waitFor({ timeout: 2 * SLOW_MS });
    });
    console.log(
      `${EPOCHS} epochs on 500 samples, ${lab ? 'Lab' : 'live'}, in ${Math.round(performance.now() - began)} ms: longest task ${task.cpu.toFixed(1)} ms (${Math.round(task.wall)} ms on this machine's clock), longest frame gap ${Math.round(await longestGap())} ms`,
    );
    expect(task.cpu).toBeLessThan(LONG_MS);
    await context.close();
  },
);
