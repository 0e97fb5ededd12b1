/**
 * Each published method on what a fake camera recorded: too little is said to be too little, then it trains. In the short
 * run CL-MEx alone is trained on it: the others' recordings take minutes.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, expect, inject } from 'vitest';
import { itLong } from '../long.ts';
import { filmFolder, makeFilm, SAMPLE } from './films.ts';
import { launch, openPage, WEBGPU_FLAGS } from './page.ts';
import { addClasses, holdKey, recognised, SLOW_MS, startCamera } from './pageActions.ts';
import { cameraFeed, SMILES, STRAIGHT } from './photos.ts';
import { rawRuns } from './rawRuns.ts';
import { rawSamples } from './rawStore.ts';
import { chosenMethod, shorten } from './trainingPage.ts';

/** They look to different sides. */
const FACES = [...STRAIGHT.train.slice(0, 2), ...SMILES.train.slice(0, 2)];

/** RMFER needs 31 of each person. */
const INSTANTS = 34;

const { folder, remove } = filmFolder();
let browser: Browser | undefined;
afterEach(() => browser?.close());
afterAll(remove);

const dialog = (page: Page) => page.getByRole('dialog');
const press = (page: Page, name: string | RegExp) =>
  dialog(page).getByRole('button', { name }).press('Enter', { timeout: SLOW_MS });
const says = (page: Page, text: string | RegExp) => dialog(page).getByText(text).waitFor({ timeout: SLOW_MS });

async function openCapture(page: Page, title: RegExp): Promise<void> {
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Guided capture…' }).press('Enter');
  await press(page, title);
}

/** One expression from three directions or more, as one moment: two that are next to each other may be nearly one. */
async function turn(page: Page, first: boolean): Promise<void> {
  await press(page, first ? 'Start' : 'Record another');
  await dialog(page).getByRole('button', { name: 'Stop and keep' }).waitFor();
  await expect
    .poll(() => dialog(page).locator('.yaw-bin[data-seen=true]').count(), { timeout: SLOW_MS })
    .toBeGreaterThanOrEqual(3);
  await press(page, 'Stop and keep');
  await says(page, /\d+ views of \w+ kept/);
}

/** Why the method cannot be trained, as the Lab says beside its button, which then rests. */
async function refusal(page: Page, method: string): Promise<string> {
  await chosenMethod(page, method);
  const lab = page.getByRole('main', { name: 'Lab' });
  expect(await lab.getByRole('button', { name: /^Train( again)?$/ }).isDisabled()).toBe(true);
  return (await lab.locator('#lab-train-reason').textContent()) ?? '';
}

/** Waits until so many runs are done, and the page shows the outcome of the last, which is of this method. */
async function outcome(page: Page, method: string, count: number): Promise<void> {
  const lab = page.getByRole('main', { name: 'Lab' });
  const refused = async () => (await lab.getByRole('alert').allTextContents()).join();
  const done = async () => (await rawRuns(page)).runs.filter(({ state }) => state === 'done').length;
  const ended = async () => (await refused()) || (await done());
  await expect.poll(ended, { timeout: 2 * SLOW_MS }).not.toBe(count - 1);
  expect(await ended()).toBe(count);
  await lab.getByRole('heading', { name: `Train with ${method}` }).waitFor();
  await lab.getByText(/Right on \d+ %/).waitFor();
  await page.keyboard.press('l');
}

itLong('says what each method lacks, records it, and trains on it', { timeout: 5 * SLOW_MS }, async () => {
  browser = await launch({
    camera: await cameraFeed('methods', FACES, { framesEach: 30 }),
    without: WEBGPU_FLAGS,
    flags: ['--disable-gpu'],
  });
  const { page, context, errors } = await openPage(browser, inject('root'));
  await recognised(page);
  await startCamera(page);
  await addClasses(page, 'Smile', 'Plain');
  await page.getByRole('button', { name: 'Recording settings' }).press('Enter');
  await page.getByRole('switch', { name: 'Smart capture' }).press('Space');
  await page.keyboard.press('Escape');
  await holdKey(page, '1', 'Smile', 40);
  // Takes too short to hold moments that differ.
  for (const samples of [4, 8, 12]) await holdKey(page, '2', 'Plain', samples);

  for (const label of ['RMFER', 'CL-MEx', 'CAL', 'SSLFER']) await shorten(page, label, { Epochs: 2 });
  await page.keyboard.press('l');
  expect(await refusal(page, 'RMFER')).toContain('needs 2 people on the same clip, 31 frames of each');
  expect(await refusal(page, 'CL-MEx')).toContain('needs 4 more moments seen from two sides or more');
  expect(await refusal(page, 'CAL')).toContain('needs 60 more samples with valence and arousal');
  expect(await refusal(page, 'SSLFER')).toMatch(/needs [12] more recordings? of one person, longer than 3 s/);
  await page.keyboard.press('l');

  await openCapture(page, /turn your head/);
  for (const first of [true, false]) await turn(page, first);
  await says(page, 'CL-MEx needs 4 moments seen from two sides or more: 2 more.');
  await dialog(page).getByRole('combobox', { name: 'Expression' }).press('Enter');
  await page.getByRole('option', { name: 'Plain' }).press('Enter');
  for (const first of [false, false]) await turn(page, first);
  await press(page, 'Train with CL-MEx');
  await outcome(page, 'CL-MEx', 1);
  expect(errors).toEqual([]);

  // Far longer than anybody has to watch.
  const film = makeFilm(join(folder, 'funny.mp4'), ['-c', 'copy'], ['-stream_loop', '4', '-i', SAMPLE]);
  await openCapture(page, /Watch a clip/);
  await dialog(page)
    .getByLabel('Video to watch')
    .setInputFiles({ name: 'funny.mp4', mimeType: 'video/mp4', buffer: readFileSync(film) });
  for (const person of ['Ada', 'Ben']) {
    const name = dialog(page).getByRole('textbox', { name: 'Who watches?' });
    await name.fill(person);
    await name.press('Enter');
    await expect
      .poll(
        async () =>
          Number(
            /(\d+) of/.exec(
              (await dialog(page)
                .getByText(/^\d+ of \d+ instants/)
                .textContent()) ?? '',
            )?.[1],
          ),
        { timeout: SLOW_MS },
      )
      .toBeGreaterThanOrEqual(INSTANTS);
    await press(page, 'Stop and keep');
    await says(page, new RegExp(`${person}: \\d+ of \\d+ instants kept`));
  }
  await press(page, 'Train with RMFER');
  await outcome(page, 'RMFER', 2);

  await openCapture(page, /Rate a recording/);
  for (const person of ['Ben', 'Ada']) {
    await dialog(page).getByRole('combobox', { name: 'Recording' }).press('Enter');
    await page.getByRole('option', { name: new RegExp(`^${person}`) }).press('Enter');
    await dialog(page).getByRole('radio', { name: '2×' }).press('Space');
    const pad = dialog(page).getByRole('slider', { name: 'Valence and arousal' });
    await pad.press('Space');
    // Weak at first, then strong.
    await pad.press('ArrowUp');
    await pad.press('ArrowLeft');
    await page.waitForTimeout(1_500);
    for (let i = 0; i < 3; i++) await pad.press('Shift+ArrowRight');
    await expect.poll(() => dialog(page).getByRole('button', { name: 'Play' }).count(), { timeout: SLOW_MS }).toBe(1);
    await press(page, /^Done: keep/);
    await says(page, /^\d+ frames rated\.$/);
  }
  await press(page, 'Train with CAL');
  await outcome(page, 'CAL', 3);

  await page.keyboard.press('l');
  await chosenMethod(page, 'SSLFER');
  await page.keyboard.press('t');
  await page
    .getByRole('main', { name: 'Lab' })
    .getByText(/Step \d+ of/)
    .waitFor({ timeout: SLOW_MS });
  await page
    .getByRole('main', { name: 'Lab' })
    .getByText(/Right on \d+ %/)
    .waitFor({ timeout: SLOW_MS });
  expect(errors).toEqual([]);
  expect((await rawSamples(page)).length).toBeGreaterThan(120);
  await context.close();
});
