/** What a restless person does on the page, over and over: watch, train, import, delete. Measures nothing. */

import { zipSync } from 'fflate';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { giveFile } from '../../tests/browser/giveFile.ts';
import { photo, SMILES, STRAIGHT } from '../../tests/browser/photos.ts';

/** Pictures of an import. */
const PICTURES = 12;
/** Samples of each class that is taught. */
const TAUGHT = 12;

const FACES = [...SMILES.train, ...STRAIGHT.train];

/** The camera on, two classes with samples of it, and a model. */
export async function prepareVisit(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Base model' }).getByRole('meter').first().waitFor();
  await page.keyboard.press('c');
  await page.getByRole('button', { name: 'Start camera' }).press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.keyboard.press('n');
  await page.waitForFunction(() => document.activeElement?.id === 'new-class');
  for (const name of ['One', 'Two']) {
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
  }
  await page.keyboard.press('Escape');
  for (const key of ['1', '2']) {
    const before = await sampleTotal(page);
    await page.keyboard.down(key);
    while ((await sampleTotal(page)) < before + TAUGHT) await page.waitForTimeout(200);
    await page.keyboard.up(key);
  }
  await train(page);
}

/** Once through everything; what it adds it takes away, so that what is stored stays as much. */
export async function round(page: Page, number: number): Promise<void> {
  await page.waitForTimeout(5_000);
  await train(page);
  // The newest stands first.
  await removeBy(
    page,
    models(page)
      .last()
      .getByRole('button', { name: /^More for/ }),
  );
  await importAndDelete(page, number);
  await page.getByRole('radio', { name: /^Lab/ }).press('Space');
  await page.getByRole('main', { name: 'Lab' }).waitFor();
  await page.getByRole('radio', { name: /^Live/ }).press('Space');
}

const models = (page: Page): Locator =>
  page.locator('.model').filter({ has: page.getByRole('radio', { name: /^Use/ }) });

async function train(page: Page): Promise<void> {
  const before = await models(page).count();
  // Keys rest while a field or a menu has the focus.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('t');
  await models(page).nth(before).waitFor();
}

async function importAndDelete(page: Page, number: number): Promise<void> {
  const before = await sampleTotal(page);
  await page.getByRole('radio', { name: /^Data/ }).press('Space');
  // Dropped, not chosen: this side would hold on to the field of a file dialog, and with it to the whole panel.
  await giveFile(page, 'drop', `soak ${number}.zip`, 'application/zip', await zip(number));
  await page.getByRole('button', { name: 'Start import' }).click();
  await page
    .getByRole('dialog')
    .getByRole('heading', { level: 1, name: /added|did not finish/ })
    .waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('radio', { name: /^Live/ }).press('Space');
  await removeBy(page, page.getByRole('button', { name: 'More for Soak' }));
  while ((await sampleTotal(page)) > before) await page.waitForTimeout(200);
}

/** Pictures of faces in one class folder; new ones each time, so that all of them are added. */
async function zip(number: number): Promise<Buffer> {
  const files: Record<string, Uint8Array> = {};
  for (let i = 0; i < PICTURES; i++) {
    const face = FACES[i % FACES.length] as (typeof FACES)[number];
    files[`take ${number}/Soak/${i}.jpg`] = await sharp(photo(face.photo))
      .extract({ left: face.x - 150 + (number % 20), top: face.y - 170 + (i % 20), width: 300, height: 330 })
      .jpeg({ quality: 88 })
      .toBuffer();
  }
  return Buffer.from(zipSync(files, { level: 0 }));
}

/** Deletes what a menu belongs to. */
async function removeBy(page: Page, menu: Locator): Promise<void> {
  await menu.press('Enter');
  await page.getByRole('menuitem', { name: 'Delete', exact: true }).press('Enter');
}

/** As the header says. */
async function sampleTotal(page: Page): Promise<number> {
  const [text = '0'] = await page.locator('.header .view-count').allTextContents();
  return Number(text.replaceAll(',', ''));
}
