/** Teaching by keyboard, but for the choice of an actor: two classes, a run, both models side by side, all of it again after a reload. */

import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Clip } from '../../tools/actors/clip.ts';
import { launch, openPage, type Watched } from './page.ts';
import {
  addClasses,
  choosePicture,
  holdKey,
  recognised,
  SLOW_MS,
  sampleCount,
  scores,
  stageTag,
  startCamera,
  train,
  verdict,
} from './pageActions.ts';
import { cameraFeed, photo, SMILES } from './photos.ts';

const OWN = /^Your model: /;

const clip: Clip = JSON.parse(readFileSync('public/samples/clip.json', 'utf8'));

let browser: Browser;
let visit: Watched;
let page: Page;

beforeAll(async () => {
  browser = await launch({ camera: await cameraFeed('smile', SMILES.train.slice(0, 1)) });
  visit = await openPage(browser, inject('root'));
  page = visit.page;
});
afterAll(() => browser.close());

/** What both models say about a picture, once they have said it. */
async function onPicture(): Promise<{ base: number[]; own: number[] }> {
  await choosePicture(page, photo(6));
  await expect.poll(() => stageTag(page).textContent(), { timeout: SLOW_MS }).toBe('sample6.jpg');
  await expect.poll(async () => Math.max(0, ...(await scores(page, OWN))), { timeout: SLOW_MS }).toBeGreaterThan(10);
  return { base: await scores(page), own: await scores(page, OWN) };
}

/** Picks an actor of the sample clip by a click on the stage. */
async function pickActor(person: string): Promise<void> {
  const overlay = page.locator('.overlay');
  const stage = await overlay.boundingBox();
  const tile = clip.tiles.find((each) => each.person === person)?.tile;
  if (!stage || !tile) throw new Error(`The stage does not show ${person}.`);
  const scale = Math.min(stage.width / clip.width, stage.height / clip.height);
  const position = {
    x: (stage.width - clip.width * scale) / 2 + scale * (tile.x + tile.width / 2),
    y: (stage.height - clip.height * scale) / 2 + scale * (tile.y + tile.height / 2),
  };
  await expect
    .poll(async () => {
      await overlay.hover({ position });
      return overlay.getAttribute('data-over-face');
    })
    .toBe('true');
  await overlay.click({ position });
}

const disabledReason = () => page.locator('#train-reason').textContent();

it('says what is missing before training can start', async () => {
  await recognised(page);
  const button = page.getByRole('button', { name: 'Train', exact: true });
  expect(await button.isDisabled()).toBe(true);
  expect(await disabledReason()).toContain('two classes');
  await addClasses(page, 'Camera face');
  expect(await disabledReason()).toContain('one more class');
  await addClasses(page, 'Actor');
  expect(await disabledReason()).toContain('“Camera face” needs 5 more samples');
});

it('records two classes by holding their keys, trains, and shows both models', async () => {
  await startCamera(page);
  await expect.poll(async () => Math.max(0, ...(await scores(page))), { timeout: SLOW_MS }).toBeGreaterThan(10);
  await holdKey(page, '1', 'Camera face', 12);
  await page.keyboard.press('s');
  await recognised(page);
  // The one who never smiles: an actor who does, and a smile before the camera, are one expression.
  await pickActor('esra');
  await holdKey(page, '2', 'Actor', 12);
  await train(page);
  await expect.poll(() => scores(page, OWN), { timeout: SLOW_MS }).toHaveLength(2);
  await expect.poll(() => verdict(page, OWN), { timeout: SLOW_MS }).toBe('Actor');
  await startCamera(page);
  await expect.poll(() => verdict(page, OWN), { timeout: SLOW_MS }).toBe('Camera face');
  expect(await verdict(page)).not.toBe('–');
  await page.getByText(/Saved .* on this device/).waitFor();
});

it('finds classes, samples and the model again after a reload, with the same scores', async () => {
  const counts = [await sampleCount(page, 'Camera face'), await sampleCount(page, 'Actor')];
  const before = await onPicture();
  await page.reload();
  await recognised(page);
  expect([await sampleCount(page, 'Camera face'), await sampleCount(page, 'Actor')]).toEqual(counts);
  expect(await page.getByRole('radio', { name: 'Use Model 1' }).isChecked()).toBe(true);
  expect(await onPicture()).toEqual(before);
});

it('takes the model away and puts it back', async () => {
  await page.getByRole('radio', { name: 'Base model only' }).press('Space');
  await page.getByRole('region', { name: OWN }).waitFor({ state: 'hidden' });
  await page.getByRole('radio', { name: 'Use Model 1' }).click();
  await page.getByRole('region', { name: OWN }).waitFor();
});

it('renames a class without touching the model', async () => {
  const before = await onPicture();
  await page.getByRole('button', { name: 'Actor, rename' }).click();
  await page.getByRole('textbox', { name: 'Class name' }).fill('Player');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: OWN }).getByRole('meter', { name: 'Player' }).waitFor();
  expect((await onPicture()).own).toEqual(before.own);
});

it('adds one sample from a picture', async () => {
  const before = await sampleCount(page, 'Player');
  await page.getByRole('button', { name: 'Add face to Player' }).click();
  await expect.poll(() => sampleCount(page, 'Player')).toBe(before + 1);
});

it('deletes a sample, a class and a checkpoint, and undoes each', async () => {
  const before = await sampleCount(page, 'Player');
  await page
    .getByRole('button', { name: /^Delete sample \d+ of Player/ })
    .first()
    .click();
  await expect.poll(() => sampleCount(page, 'Player')).toBe(before - 1);
  await page.keyboard.press('Control+z');
  await expect.poll(() => sampleCount(page, 'Player')).toBe(before);

  await page.getByRole('button', { name: 'More for Player' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Delete' }).press('Enter');
  await page.getByText('Deleted “Player”').first().waitFor();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect.poll(() => sampleCount(page, 'Player')).toBe(before);

  await page.getByRole('button', { name: 'More for Model 1' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Delete' }).press('Enter');
  await page.getByRole('region', { name: OWN }).waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.getByRole('region', { name: OWN }).waitFor();

  await page.reload();
  await recognised(page);
  expect(await sampleCount(page, 'Player')).toBe(before);
  await page.getByRole('radio', { name: 'Use Model 1' }).waitFor();
  expect(visit.errors).toEqual([]);
});
