/** Delete everything: says what goes, shows that nothing is left, and the page is as on a first visit. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { itLong } from '../long.ts';
import { launch, openPage } from './page.ts';
import { addClasses, holdKey, recognised, SLOW_MS, sampleCount, train } from './pageActions.ts';
import { rawContent } from './rawStore.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const OWN = /^Your model: /;

it('leaves nothing, and proves it', async () => {
  const { page, context, errors } = await openPage(browser, inject('root'));
  await recognised(page);
  await addClasses(page, 'Smile', 'Frown');
  await holdKey(page, '1', 'Smile', 6);
  await holdKey(page, '2', 'Frown', 6);
  await train(page);
  await page.getByRole('region', { name: OWN }).waitFor({ timeout: SLOW_MS });
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  const total = (await sampleCount(page, 'Smile')) + (await sampleCount(page, 'Frown'));
  const before = await rawContent(page);
  const used = ['classes', 'samples', 'images', 'features', 'runs', 'checkpoints', 'tensors', 'settings'];
  for (const store of used) {
    expect(before.keys[store]?.length, store).toBeGreaterThan(0);
  }

  await page.keyboard.press('d');
  await page.getByRole('button', { name: 'Delete everything' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('2 classes, and the split').waitFor();
  await dialog.getByText(`${total} samples with their pictures`).waitFor();
  await dialog.getByText('1 trained model').waitFor();
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  expect(await rawContent(page)).toEqual(before);

  await page.getByRole('button', { name: 'Delete everything' }).click();
  await dialog.getByRole('button', { name: 'Delete everything' }).click();
  await dialog.getByText('Everything is deleted').waitFor({ timeout: SLOW_MS });
  expect(await dialog.locator('dd').allTextContents()).toEqual(Array(9).fill('0'));

  await dialog.getByRole('button', { name: 'Start anew' }).click();
  await recognised(page);
  const after = await rawContent(page);
  expect(after.keys).toEqual(Object.fromEntries([...used, 'embeddings'].map((store) => [store, []])));
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  expect(await page.getByRole('button', { name: /, rename$/ }).count()).toBe(0);
  expect(await page.getByRole('region', { name: OWN }).count()).toBe(0);
  expect(await page.locator('.radix-themes').first().getAttribute('class')).not.toContain('dark');
  expect(errors).toEqual([]);
  await context.close();
});

itLong('is told to the other tabs, which start anew', async () => {
  const { page, context } = await openPage(browser, inject('root'));
  await recognised(page);
  await addClasses(page, 'Smile');
  const other = await context.newPage();
  await other.goto(inject('root'));
  await other.getByRole('button', { name: 'Smile, rename' }).waitFor();
  await page.keyboard.press('d');
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete everything' }).click();
  await other.getByRole('button', { name: 'Smile, rename' }).waitFor({ state: 'detached', timeout: SLOW_MS });
});
