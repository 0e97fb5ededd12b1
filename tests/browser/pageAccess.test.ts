/** axe finds no serious or critical issue on any panel or dialog, light and dark, on a desktop and a phone. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { LONG } from '../long.ts';
import { findings } from './axe.ts';
import { giveFile } from './giveFile.ts';
import { LOOKS } from './looks.ts';
import { launch, openPage } from './page.ts';
import { addClasses, choosePicture, holdKey, recognised, SLOW_MS, train } from './pageActions.ts';
import { photo } from './photos.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe.each(LONG ? LOOKS : LOOKS.slice(0, 1))('$colorScheme, $viewport.width px wide', (options) => {
  it('has no serious issue', async () => {
    const { page, context } = await openPage(browser, inject('root'), { ...options, reducedMotion: 'reduce' });
    await recognised(page);
    const phone = options.viewport.width < 1000;
    const tab = (name: string) => (phone ? page.getByRole('tab', { name }).click() : Promise.resolve());
    expect(await findings(page)).toEqual([]);

    for (const open of [
      () => page.keyboard.press('?'),
      () => page.keyboard.press('c'),
      () => page.getByRole('button', { name: /^Backend:/ }).click(),
      () => page.getByRole('button', { name: 'About Mien and its limits' }).click(),
    ]) {
      await open();
      await page.getByRole('dialog').waitFor();
      expect(await findings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }

    await tab('Teach');
    expect(await findings(page)).toEqual([]);
    await addClasses(page, 'One', 'Two');
    await holdKey(page, '1', 'One', 5);
    await holdKey(page, '2', 'Two', 5);
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'More for One' }).click();
    await page.getByRole('menu').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page
      .getByRole('button', { name: /^Delete sample/ })
      .first()
      .click();

    await tab('Train');
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('l');
    await page.getByRole('heading', { name: 'Settings' }).waitFor({ timeout: SLOW_MS });
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('l');
    await train(page);
    expect(await findings(page)).toEqual([]);

    await tab('Watch');
    await choosePicture(page, photo(6));
    await page.getByRole('region', { name: /^Your model: / }).waitFor({ timeout: SLOW_MS });
    await giveFile(page, 'drop', 'notes.png', 'image/png', Buffer.from('notes'));
    await page.getByRole('alert').getByText('Not opened').waitFor();
    expect(await findings(page)).toEqual([]);
    await context.close();
  });
});

it('tells what is chosen and how high scores are where the system forces its colours', async () => {
  const { page, context } = await openPage(browser, inject('root'), { forcedColors: 'active' });
  await recognised(page);
  const ground = (element: Element) => getComputedStyle(element).backgroundColor;
  const face = (pressed: boolean) => page.getByRole('group', { name: 'Face' }).getByRole('button', { pressed }).first();
  expect(await face(true).evaluate(ground)).not.toBe(await face(false).evaluate(ground));
  const view = (checked: boolean) => page.getByRole('radio', { name: /^(Live|Data|Lab)/, checked }).first();
  expect(await view(true).evaluate(ground)).not.toBe(await view(false).evaluate(ground));
  const bar = page.getByRole('meter').first();
  expect(await bar.locator('span').evaluate(ground)).not.toBe(await bar.evaluate(ground));
  await context.close();
});

it('fits at a zoom of 200 %: nothing lies beside the window', async () => {
  // A window of 1440 × 900 at 200 %.
  const zoomed = { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 };
  const { page, context } = await openPage(browser, inject('root'), zoomed);
  for (const view of [/^Live/, /^Data/, /^Lab/]) {
    await page.getByRole('radio', { name: view }).press('Space');
    await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
  await context.close();
});
