/** The gallery on the page: by keyboard alone, by touch on a phone, beside a tab that writes, and judged by axe. */

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { LONG } from '../long.ts';
import { findings } from './axe.ts';
import { manySamples, storeSamples } from './gallerySamples.ts';
import { LOOKS } from './looks.ts';
import { launch, newContext } from './page.ts';
import { SLOW_MS } from './pageActions.ts';
import { rawSamples } from './rawStore.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const DESKTOP = {};
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

type Options = Parameters<Browser['newContext']>[0];

/** The Data page with so many samples. */
async function openData(total: number, options: Options = DESKTOP): Promise<{ page: Page; context: BrowserContext }> {
  const context = await newContext(browser, { ...options, bypassCSP: true });
  await storeSamples(context, inject('root'), manySamples(total));
  const page = await context.newPage();
  await page.goto(inject('root'));
  await showData(page);
  return { page, context };
}

async function showData(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /^Data/ }).press('Space', { timeout: SLOW_MS });
  await cells(page).first().waitFor({ timeout: SLOW_MS });
}

const cells = (page: Page) => page.getByRole('gridcell');

/** What has the focus, as a screen reader would say it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document;
    return `${activeElement?.getAttribute('role')}: ${activeElement?.getAttribute('aria-label')}`;
  });

/** Samples of a class, a person or a sitting as its filter counts them. */
async function counted(page: Page, facet: string, name: string): Promise<number> {
  const row = page.getByRole('region', { name: facet }).getByRole('button', { name: new RegExp(`^(\\d )?${name}`) });
  return (await row.count()) === 0 ? 0 : Number(await row.locator('.facet-count').textContent());
}

const filterCount = (page: Page) => page.locator('.filter-count').textContent();

async function fromMenu(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${name}` }).press('Enter');
  const menu = page.getByRole('menu', { name: `More for ${name}` });
  await menu.getByRole('menuitem', { name: item }).press('Enter');
  await menu.waitFor({ state: 'detached' });
}

describe('by keyboard alone', () => {
  it('filters, labels and moves on, selects, deletes, undoes and redoes; all of it stays', async () => {
    const { page, context } = await openData(60);
    await page.getByRole('button', { name: /^No class/ }).press('Enter');
    await expect.poll(() => filterCount(page)).toBe('12 of 60');

    // One stop of the Tab key.
    await page.getByRole('button', { name: /^Clear filters/ }).focus();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('gridcell: No class, Cleo');
    await page.keyboard.press('1');
    await expect.poll(() => filterCount(page)).toBe('11 of 60');
    expect(await focused(page)).toContain('gridcell: No class');
    expect(await counted(page, 'Classes', 'Smile')).toBe(25);

    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByText('3 selected').waitFor();
    await page.keyboard.press('2');
    await expect.poll(() => filterCount(page)).toBe('8 of 60');
    expect(await counted(page, 'Classes', 'Straight')).toBe(27);
    await page.getByRole('button', { name: 'Undo: label 3 samples Straight' }).waitFor();

    await page.getByRole('button', { name: /^Clear filters/ }).press('Enter');
    await cells(page).first().press('Control+a');
    await page.getByText('60 selected').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('60 selected').waitFor({ state: 'detached' });

    await page.keyboard.press('End');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-index'))).toBe('59');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Space');
    await page.getByText('2 selected').waitFor();
    await page.keyboard.press('Delete');
    const total = () => page.locator('.view-count').first().textContent();
    await expect.poll(total).toContain('58');
    await page.keyboard.press('Control+z');
    await expect.poll(total).toContain('60');
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(total).toContain('58');

    await expect.poll(async () => (await rawSamples(page)).length).toBe(58);
    await page.reload();
    await showData(page);
    await expect.poll(total).toContain('58');
    expect(await counted(page, 'Classes', 'No class')).toBe(8);
    // One of the two that went, the oldest ones.
    expect(await counted(page, 'Classes', 'Straight')).toBe(26);
    await context.close();
  });

  it('renames, moves, merges and disables classes, and joins people', async () => {
    const { page, context } = await openData(60);
    await fromMenu(page, 'Smile', 'Rename');
    await page.keyboard.type('Grin');
    await page.keyboard.press('Enter');
    await fromMenu(page, 'Grin', 'Move down');
    await fromMenu(page, 'Surprise', 'Disable');
    await page.getByRole('button', { name: /Surprise \(disabled\)/ }).waitFor();
    // It cannot be recorded either.
    await page.keyboard.press('d');
    const card = page.getByRole('region', { name: 'Teach' }).getByRole('listitem').filter({ hasText: 'Surprise' });
    expect(await card.getByRole('button', { name: /record/ }).isDisabled()).toBe(true);
    await page.keyboard.press('d');

    await page.getByRole('button', { name: 'More for Straight' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Merge into' }).press('ArrowRight');
    await page.getByRole('menuitem', { name: 'Grin' }).press('Enter');
    await expect.poll(() => counted(page, 'Classes', 'Grin')).toBe(48);
    expect(await counted(page, 'Classes', 'Straight')).toBe(0);

    await page.getByRole('button', { name: 'Rename Ada' }).press('Enter');
    await page.keyboard.type('Ben');
    await page.getByText('Joins with “Ben”, 20 samples.').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => counted(page, 'People', 'Ben')).toBe(40);

    await expect.poll(async () => (await rawSamples(page)).filter(({ person }) => person === 'Ben').length).toBe(40);
    await page.reload();
    await showData(page);
    expect(await counted(page, 'People', 'Ben')).toBe(40);
    expect(await counted(page, 'Classes', 'Grin')).toBe(48);
    await page.getByRole('button', { name: /Surprise \(disabled\)/ }).waitFor();
    await context.close();
  });

  it('shows a sample large, corrects it there, and comes back to its place', async () => {
    const { page, context } = await openData(30);
    await cells(page).nth(3).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Sample' });
    await dialog.getByText('5 of 30').waitFor();
    await page.keyboard.press('ArrowRight');
    await dialog.getByText('6 of 30').waitFor();
    await dialog.getByRole('combobox', { name: 'Person' }).fill('Dora');
    await page.keyboard.press('Enter');
    await dialog.getByRole('textbox', { name: /^Valence/ }).fill('0,5');
    await page.keyboard.press('Enter');
    await dialog.getByRole('textbox', { name: /^Arousal/ }).fill('7');
    await page.keyboard.press('Enter');
    expect(await dialog.getByRole('textbox', { name: /^Valence/ }).inputValue()).toBe('0.5');
    expect(await dialog.getByRole('textbox', { name: /^Arousal/ }).inputValue()).toBe('');
    await dialog.getByRole('button', { name: 'Next sample' }).focus();
    await page.keyboard.press('3');
    await dialog.getByText('7 of 30').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-index'))).toBe('6');
    expect(await counted(page, 'People', 'Dora')).toBe(1);
    expect(await counted(page, 'Classes', 'Surprise')).toBe(1);
    await context.close();
  });
});

it('is used by touch on a phone', async () => {
  const { page, context } = await openData(60, PHONE);
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await width()).toBeLessThanOrEqual(390);
  await cells(page).first().tap();
  await page.getByRole('dialog', { name: 'Sample' }).getByRole('button', { name: 'Close' }).tap();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });

  await page.getByRole('button', { name: 'Select', exact: true }).tap();
  await cells(page).nth(1).tap();
  await cells(page).nth(6).tap();
  await cells(page).nth(7).tap();
  await cells(page).nth(7).tap();
  await page.getByText('2 selected').waitFor();
  expect(await width()).toBeLessThanOrEqual(390);
  await page.getByRole('toolbar', { name: 'Selected samples' }).getByRole('button', { name: 'Class' }).tap();
  await page.getByRole('menuitem', { name: /Surprise/ }).tap();
  await page.getByRole('toolbar', { name: 'Selected samples' }).getByRole('button', { name: 'Person' }).tap();
  await page.getByRole('combobox', { name: 'Person of 2 samples' }).fill('Dora');
  await page.getByRole('button', { name: 'Set' }).tap();

  await page.getByRole('tab', { name: 'Classes' }).tap();
  expect(await counted(page, 'Classes', 'Surprise')).toBe(2);
  await page.getByRole('button', { name: /^Dora/ }).tap();
  await page.getByRole('button', { name: 'Show these samples' }).tap();
  await expect.poll(() => filterCount(page)).toBe('2 of 60');
  expect(await cells(page).count()).toBe(2);
  await context.close();
});

it('changes nothing while another tab keeps the samples, and says so', async () => {
  const { page, context } = await openData(20);
  const second = await context.newPage();
  await second.goto(inject('root'));
  await showData(second);
  await cells(second).first().press('Space');
  const labelling = second.getByRole('toolbar', { name: 'Selected samples' }).getByRole('button', { name: 'Class' });
  expect(await labelling.isDisabled()).toBe(true);
  expect(await labelling.getAttribute('title')).toContain('Another tab');
  await cells(second).first().press('3');
  await second.locator('.toast').getByText('Another tab of Mien is open').waitFor();
  expect(await counted(second, 'Classes', 'Surprise')).toBe(0);
  expect(await counted(page, 'Classes', 'Surprise')).toBe(0);
  await context.close();
});

it.each(LONG ? LOOKS : LOOKS.slice(1))('has no serious issue: $colorScheme, $viewport.width px', async (options) => {
  const device = options.viewport.width < 1000 ? PHONE : DESKTOP;
  const { page, context } = await openData(40, { ...device, ...options, reducedMotion: 'reduce' });
  await cells(page).first().press('Space');
  await page.getByText('1 selected').waitFor();
  expect(await findings(page)).toEqual([]);
  await cells(page).first().press('Enter');
  await page.getByRole('dialog').waitFor();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  if (options.viewport.width < 1000) await page.getByRole('tab', { name: 'Classes' }).tap();
  await page.getByRole('button', { name: /^Ada/ }).press('Enter');
  expect(await findings(page)).toEqual([]);
  await context.close();
});
