/** Pictures: dropped, pasted and chosen; good, huge and broken ones. */

import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { itLong } from '../long.ts';
import { giveFile } from './giveFile.ts';
import { launch, openPage } from './page.ts';
import { choosePicture, recognised, SLOW_MS, scores, stageTag, verdict } from './pageActions.ts';
import { photo, SMILES } from './photos.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const faceButtons = (page: Page) => page.getByRole('group', { name: 'Face' }).getByRole('button');

/** A picture that holds one smiling face. */
async function portrait(): Promise<Buffer> {
  const face = SMILES.test[0];
  if (!face) throw new Error('There is no face to cut out.');
  const { photo: number, x, y } = face;
  return sharp(photo(number))
    .extract({ left: x - 200, top: y - 250, width: 400, height: 500 })
    .jpeg()
    .toBuffer();
}

async function shown(page: Page, name: string): Promise<void> {
  await expect.poll(() => stageTag(page).textContent(), { timeout: SLOW_MS }).toBe(name);
  await recognised(page);
}

it('reads a dropped picture with several faces', async () => {
  const { page, context } = await openPage(browser, inject('root'));
  await giveFile(page, 'drop', 'four.jpg', 'image/jpeg', readFileSync(photo(6)));
  await shown(page, 'four.jpg');
  expect(await faceButtons(page).count()).toBe(4);
  await faceButtons(page).nth(2).click();
  await expect.poll(() => faceButtons(page).nth(2).getAttribute('aria-pressed')).toBe('true');
  await context.close();
});

itLong('reads a pasted picture with one face', async () => {
  const { page, context } = await openPage(browser, inject('root'));
  await giveFile(page, 'paste', 'portrait.jpg', 'image/jpeg', await portrait());
  await shown(page, 'portrait.jpg');
  expect(await faceButtons(page).count()).toBe(0);
  expect(await verdict(page)).toBe('Happiness');
  await context.close();
});

itLong('reads a picture of more than 50 megapixels', async () => {
  const huge = await sharp(photo(6)).resize(8200).jpeg({ quality: 70 }).toBuffer();
  const { page, context } = await openPage(browser, inject('root'));
  await choosePicture(page, { name: 'huge.jpg', mimeType: 'image/jpeg', buffer: huge });
  await shown(page, 'huge.jpg');
  expect(await faceButtons(page).count()).toBe(4);
  await context.close();
});

it('refuses what is not a whole picture, says why, and keeps what was shown', async () => {
  const { page, context, errors } = await openPage(browser, inject('root'));
  await choosePicture(page, photo(6));
  await shown(page, 'sample6.jpg');
  const before = await scores(page);
  const bad = [
    { name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('These are notes.') },
    { name: 'empty.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(0) },
    { name: 'cut.jpg', mimeType: 'image/jpeg', buffer: readFileSync(photo(1)).subarray(0, 9_000) },
  ];
  const notice = page.getByRole('alert').filter({ hasText: 'Not opened.' });
  for (const file of bad) {
    await choosePicture(page, file);
    await notice.waitFor({ timeout: SLOW_MS });
    expect((await notice.textContent())?.length).toBeGreaterThan(40);
    await notice.getByRole('button', { name: 'Close' }).click();
    await notice.waitFor({ state: 'hidden' });
  }
  expect(await stageTag(page).textContent()).toBe('sample6.jpg');
  expect(await scores(page)).toEqual(before);
  expect(errors).toEqual([]);
  await context.close();
});

itLong('says when a picture shows no face', async () => {
  const { page, context } = await openPage(browser, inject('root'));
  const grey = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer();
  await giveFile(page, 'drop', 'grey.jpg', 'image/jpeg', grey);
  await expect.poll(() => stageTag(page).textContent(), { timeout: SLOW_MS }).toBe('No face found');
  await page.getByRole('button', { name: 'Sample', exact: true }).click();
  await recognised(page);
  await context.close();
});
