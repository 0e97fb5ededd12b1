/** The methods' pages: by address, from the Lab and back, with focus, history and Escape; on a phone; without an issue. */

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { findings } from './axe.ts';
import { openLab, showTab } from './labPage.ts';
import { LOOKS } from './looks.ts';
import { launch, openPage } from './page.ts';
import { SLOW_MS } from './pageActions.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch({ without: ['--enable-unsafe-webgpu'] });
});
afterAll(() => browser.close());

const article = (page: Page, name: string) => page.getByRole('article', { name });
/** The page itself has the focus where nothing has, and holds every word. */
const focused = (page: Page) => page.evaluate(() => document.querySelector(':focus')?.textContent);
const hash = (page: Page) => page.evaluate(() => location.hash);

describe.each(LOOKS)('$colorScheme, $viewport.width px wide', (look) => {
  it('explain every method at its own address, and fit', async () => {
    const { page, context, errors } = await openPage(browser, `${inject('root')}#methods/rmfer`, {
      ...look,
      reducedMotion: 'reduce',
    });
    await article(page, 'RMFER').waitFor({ timeout: SLOW_MS });
    expect(await focused(page)).toBe('RMFER');
    expect(await page.title()).toBe('RMFER: Mien');
    const list = page.getByRole('navigation', { name: 'All methods' });
    const labels = await list.getByRole('link').allTextContents();
    expect(labels.length).toBeGreaterThanOrEqual(7);
    for (const label of labels) {
      await list.getByRole('link', { name: label, exact: true }).press('Enter');
      const shown = article(page, label);
      await shown.waitFor();
      await expect.poll(() => focused(page)).toBe(label);
      for (const part of [
        'What it assumes',
        'The data it needs',
        'The loss',
        'Step by step',
        'Measured here',
        'Source',
      ]) {
        expect(await shown.getByRole('heading', { name: part }).count(), `${label}: ${part}`).toBe(1);
      }
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(beyond, label).toBeLessThanOrEqual(0);
    }
    // The last one has all that a page can have: a table of published figures too.
    expect(await findings(page)).toEqual([]);
    await page.goBack();
    await article(page, labels.at(-2) ?? '').waitFor();

    await page.emulateMedia({ media: 'print' });
    await list.waitFor({ state: 'hidden' });
    await page.getByRole('banner').waitFor({ state: 'hidden' });
    // Light letters would not be seen on paper.
    await page.locator('.radix-themes.light').waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });
});

describe('from the Lab', () => {
  it('are a link away, and lead back to it with what had the focus', async () => {
    const { page, context, errors } = await openLab(browser, inject('root'));
    await showTab(page, 'Train');
    await page.getByRole('radio', { name: /^SupCon/ }).press('Space', { timeout: SLOW_MS });
    const link = page.getByRole('link', { name: /^About this method/ });
    await link.press('Enter');
    await article(page, 'SupCon').waitFor({ timeout: SLOW_MS });
    expect(await hash(page)).toBe('#methods/supcon');
    await page.keyboard.press('Escape');
    await link.waitFor();
    await expect.poll(() => focused(page)).toContain('About this method');
    expect(await hash(page)).toBe('');

    await link.press('Enter');
    await article(page, 'SupCon').waitFor();
    await page.goBack();
    await link.waitFor();

    await showTab(page, 'Views');
    await page.getByRole('combobox', { name: /^Method:/ }).click();
    await page.getByRole('option', { name: 'SimCLR' }).click();
    await link.click();
    await article(page, 'SimCLR').waitFor();
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    // What was chosen before is still chosen.
    await page.getByRole('combobox', { name: 'Method: SimCLR' }).waitFor();

    await link.click();
    await page.getByRole('button', { name: 'Train with SimCLR' }).click();
    await page.getByRole('heading', { name: 'Train with SimCLR' }).waitFor();
    expect(await hash(page)).toBe('');
    expect(errors).toEqual([]);
    await context.close();
  });
});

it('say so where there is no such method, and offer the others', async () => {
  const { page, context } = await openPage(browser, `${inject('root')}#methods/astrology`);
  await page.getByRole('alert').getByText('no method “astrology”').waitFor({ timeout: SLOW_MS });
  await page.getByRole('link', { name: 'CAL', exact: true }).click();
  await article(page, 'CAL').waitFor();
  await context.close();
});
