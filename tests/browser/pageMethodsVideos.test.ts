/** RMFER and SSLFER on imported videos of real people: a few faces are labelled in the page, the rest teaches without. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { filmFolder, makeFilm } from './films.ts';
import { chooseFiles, dialog, ended, openData, start } from './importActions.ts';
import { launch, openPage, WEBGPU_FLAGS } from './page.ts';
import { addClasses, pauseClip, SLOW_MS } from './pageActions.ts';
import { chosenMethod, shorten } from './trainingPage.ts';

const FOLDER = '../shared/data/video';

const METHODS = [
  // Nine people for twelve seconds, of whom 31 frames each are wanted.
  { label: 'RMFER', films: ['grid6.mp4'], seconds: 12, rate: 3, perClass: 12 },
  {
    label: 'SSLFER',
    films: ['one-man-webcam-turning.webm', 'one-actress-sad-shock-laugh.mp4'],
    seconds: 9,
    rate: 4,
    perClass: 6,
  },
];

/** Labels the first faces that have no class: so many of the one, then of the other. */
async function label(page: Page, perClass: number): Promise<void> {
  await page.getByRole('button', { name: /^No class/ }).press('Enter');
  for (const key of ['1', '2']) {
    await page.getByRole('gridcell').first().focus();
    for (let i = 1; i < perClass; i++) await page.keyboard.press('Shift+ArrowRight');
    await page.getByText(`${perClass} selected`).waitFor();
    await page.keyboard.press(key);
    await page.getByText(`${perClass} selected`).waitFor({ state: 'detached' });
  }
}

describe.skipIf(!existsSync(FOLDER))('real videos', () => {
  const { folder, remove } = filmFolder();
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch({ without: WEBGPU_FLAGS, flags: ['--disable-gpu'] });
  });
  afterAll(async () => {
    await browser.close();
    remove();
  });

  it.each(METHODS)('teach $label, whose pairs can be looked at', { timeout: 4 * SLOW_MS }, async (each) => {
    const { page, context, errors } = await openPage(browser, inject('root'));
    await pauseClip(page);
    await addClasses(page, 'Smile', 'Plain');
    await shorten(page, each.label, { Epochs: 1, 'Views per sample': 2 });

    const films = each.films.map((name) =>
      makeFilm(join(folder, name), ['-t', String(each.seconds), '-an', '-c', 'copy'], ['-i', join(FOLDER, name)]),
    );
    await openData(page);
    await chooseFiles(page, films);
    await dialog(page).getByLabel('Frames per second of video').fill(String(each.rate));
    await start(page);
    const title = dialog(page).getByRole('heading', { level: 1, name: /added|did not finish|Who is who/ });
    await title.waitFor({ timeout: 2 * SLOW_MS });
    if ((await title.textContent()) === 'Who is who?') {
      await dialog(page).getByRole('button', { name: 'Later' }).press('Enter');
    }
    console.log(`${each.label}: ${await ended(page)}`);
    await dialog(page)
      .getByText(new RegExp(`^${each.label} (has|needs)`))
      .waitFor();
    await dialog(page).getByRole('button', { name: 'Close' }).press('Enter');
    await label(page, each.perClass);

    await page.getByRole('radio', { name: /^Lab/ }).press('Space');
    await chosenMethod(page, each.label);
    const lab = page.getByRole('main', { name: 'Lab' });
    await lab.getByRole('tab', { name: 'Views' }).click();
    await lab.getByRole('button', { name: 'Look at a batch' }).press('Enter', { timeout: SLOW_MS });
    const anchors = lab.locator('.anchors > li');
    await anchors.first().waitFor({ timeout: SLOW_MS });
    expect(await anchors.count()).toBeGreaterThan(1);
    for (const kind of ['positive', 'negative']) {
      expect(await anchors.first().locator(`.seen-face[data-kind=${kind}]`).count()).toBeGreaterThan(0);
    }

    await lab.getByRole('tab', { name: 'Train' }).click();
    await page.keyboard.press('t');
    await lab.getByText(/Right on \d+ %/).waitFor({ timeout: SLOW_MS });
    expect(errors).toEqual([]);
    await context.close();
  });
});
