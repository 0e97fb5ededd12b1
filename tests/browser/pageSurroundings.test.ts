/** What surrounds the page changes: its storage is cleared, the clock jumps back, it is enlarged, moved or drawn otherwise. */

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { itLong } from '../long.ts';
import { findings } from './axe.ts';
import { launch, openPage, WEBGPU_FLAGS } from './page.ts';
import { addClasses, holdKey, recognised, SLOW_MS, sampleCount } from './pageActions.ts';
import { rawContent, rawSamples } from './rawStore.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch({ without: WEBGPU_FLAGS });
});
afterAll(() => browser.close());

const saved = (page: Page) => page.getByText(/Saved .* on this device/).waitFor();

it('shows what is left when the browser clears its storage, and goes on keeping', async () => {
  const { page, context, errors } = await openPage(browser, inject('root'));
  await recognised(page);
  await addClasses(page, 'One');
  await holdKey(page, '1', 'One', 3);
  await saved(page);
  const session = await context.newCDPSession(page);
  const { origin } = new URL(inject('root'));
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await page
    .getByRole('region', { name: 'Notices' })
    .getByText('The browser has cleared')
    .waitFor({ timeout: SLOW_MS });
  await expect
    .poll(() => page.getByRole('region', { name: 'Teach' }).getByText('One', { exact: true }).count())
    .toBe(0);

  await addClasses(page, 'Two');
  await holdKey(page, '1', 'Two', 3);
  await saved(page);
  const shown = await sampleCount(page, 'Two');
  // No sample refers to a class that went with the rest.
  const { keys } = await rawContent(page);
  expect(keys.classes).toHaveLength(1);
  expect((await rawSamples(page)).map(({ classId }) => classId)).toEqual(Array(shown).fill(keys.classes?.[0]));
  expect(errors).toEqual([]);
  await context.close();
});

itLong('keeps everything in order when the clock jumps back by years', async () => {
  const { page, context, errors } = await openPage(browser, inject('root'));
  await recognised(page);
  await addClasses(page, 'One', 'Two');
  await holdKey(page, '1', 'One', 3);
  await saved(page);
  await page.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() - 3 * 365 * 86_400_000;
  });
  await holdKey(page, '2', 'Two', 3);
  await expect
    .poll(async () => (await rawSamples(page)).length)
    .toBe((await sampleCount(page, 'One')) + (await sampleCount(page, 'Two')));
  const texts = await page.locator('body').innerText();
  expect(texts).not.toMatch(/NaN|Invalid Date|in \d+ (day|month|year)|-\d+ (s|min|h|days?)\b/);
  const [one, two] = [await sampleCount(page, 'One'), await sampleCount(page, 'Two')];
  await page.reload();
  await recognised(page);
  expect([await sampleCount(page, 'One'), await sampleCount(page, 'Two')]).toEqual([one, two]);
  expect(errors).toEqual([]);
  await context.close();
});

it('fits its window at 200 %', async () => {
  // What a window of 1440 × 900 px shows when it is enlarged so.
  const enlarged = { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 };
  const { page, context } = await openPage(browser, inject('root'), enlarged);
  await recognised(page);
  for (const view of [/^Live/, /^Data/, /^Lab/]) {
    await page.getByRole('radio', { name: view }).press('Space');
    await expect
      .poll(() => page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - window.innerWidth))
      .toBeLessThanOrEqual(0);
    expect(await findings(page)).toEqual([]);
  }
  await context.close();
});

itLong('does not move for somebody who wants no motion', async () => {
  const { page, context } = await openPage(browser, inject('root'), { reducedMotion: 'reduce' });
  await recognised(page);
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  const moving = await page.evaluate(() =>
    document.getAnimations().flatMap((animation) => {
      const { duration = 0, iterations = 1 } = animation.effect?.getComputedTiming() ?? {};
      const name = animation instanceof CSSAnimation ? animation.animationName : 'transition';
      return Number(duration) > 300 || iterations > 1 ? [name] : [];
    }),
  );
  expect(moving).toEqual([]);
  await context.close();
});

it('can be read in the colours that somebody has chosen', async () => {
  const { page, context } = await openPage(browser, inject('root'), { forcedColors: 'active' });
  await recognised(page);
  const bars = await page
    .getByRole('region', { name: 'Base model' })
    .getByRole('meter')
    .first()
    .evaluate((meter) => {
      const fills = [...meter.querySelectorAll('*'), meter].filter(
        (each) => getComputedStyle(each).forcedColorAdjust === 'none',
      );
      return fills.length;
    });
  expect(bars).toBeGreaterThan(0);
  // What is chosen looks unlike what is not.
  const edgeOf = (name: RegExp) =>
    page.getByRole('radio', { name }).evaluate((each) => getComputedStyle(each).outlineWidth);
  expect([await edgeOf(/^Live/), await edgeOf(/^Data/)]).toEqual(['3px', '1px']);
  // Contrast is the chosen colours' own, and axe takes the text's for the page's.
  expect((await findings(page)).filter((finding) => !finding.startsWith('color-contrast'))).toEqual([]);
  await context.close();
});
