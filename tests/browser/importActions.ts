/** What a user does to import, and what they can read of it; with portraits to import, cut out of the demo photos. */

import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { expect } from 'vitest';
import { SLOW_MS } from './pageActions.ts';
import { type PhotoFace, photo } from './photos.ts';

/** A picture of one face, its neighbours left out; `variant` shifts it, so that no two are the same. */
export function portrait({ photo: number, x, y }: PhotoFace, variant = 0): Promise<Buffer> {
  const shift = variant % 20;
  return sharp(photo(number))
    .extract({ left: x - 150 + shift, top: y - 170 + (Math.floor(variant / 20) % 20), width: 300, height: 330 })
    .jpeg({ quality: 88 })
    .toBuffer();
}

/** A picture without a face. */
export const wall = (): Promise<Buffer> =>
  sharp({ create: { width: 400, height: 300, channels: 3, background: '#7a8a99' } })
    .jpeg()
    .toBuffer();

export type GivenBuffer = { name: string; mimeType: string; buffer: Buffer };

export const zipFile = (name: string, buffer: Uint8Array): GivenBuffer => ({
  name,
  mimeType: 'application/zip',
  buffer: Buffer.from(buffer),
});

export const dialog = (page: Page): Locator => page.getByRole('dialog');

/** Shows the Data page and waits until an import can start. */
export async function openData(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /^Data/ }).click();
  // On a phone the side is a tab.
  const tools = page.getByRole('tab', { name: 'Tools' });
  await tools
    .or(page.getByRole('button', { name: 'Import…' }))
    .first()
    .waitFor();
  if (await tools.isVisible()) await tools.click();
  await page.getByRole('button', { name: 'Import…' }).waitFor();
}

/** Chooses files by the page's button. */
export async function chooseFiles(page: Page, files: GivenBuffer | GivenBuffer[] | string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import…' }).click();
  await (await chooser).setFiles(files);
  await dialog(page).waitFor();
}

/** Starts what the dialog asks about. */
export const start = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Start import' }).click({ timeout: SLOW_MS });

/** Waits for the summary and returns its title. */
export async function ended(page: Page): Promise<string> {
  const title = dialog(page).getByRole('heading', { level: 1, name: /added|did not finish/ });
  await title.waitFor({ timeout: SLOW_MS });
  return (await title.textContent()) ?? '';
}

/** Class → faces, as the summary lists them. */
export async function addedByClass(page: Page): Promise<Record<string, number>> {
  const rows = dialog(page).getByRole('list', { name: 'Faces added by class' }).getByRole('listitem');
  const texts = await rows.evaluateAll((items) =>
    items.map((item) => [item.children[1]?.textContent ?? '', Number(item.lastElementChild?.textContent)] as const),
  );
  return Object.fromEntries(texts);
}

/** Reason → paths, as the summary lists them. */
export async function leftOut(page: Page): Promise<Record<string, string[]>> {
  const reasons = await dialog(page)
    .locator('details')
    .evaluateAll((all) =>
      all.map(
        (each) =>
          [
            each.querySelector('summary span')?.textContent ?? '',
            [...each.querySelectorAll('li')].map((item) => item.textContent ?? ''),
          ] as const,
      ),
    );
  return Object.fromEntries(reasons);
}

/** Samples in the collection, as the header says, which a dialog may cover. */
export async function sampleTotal(page: Page): Promise<number> {
  const [text = '0'] = await page.locator('.header .view-count').allTextContents();
  return Number(text.replaceAll(',', ''));
}

export async function expectTotal(page: Page, total: number): Promise<void> {
  await expect.poll(() => sampleTotal(page), { timeout: SLOW_MS }).toBe(total);
}
