/** A large import is taken in without holding up the page: no task of the main thread is long. */

import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { zipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { folderNames, imagePath, PROJECT_FILE, UNLABELLED, writeProject } from '../../src/data/projectFile.ts';
import { sha256 } from '../../src/math/sha256.ts';
import { CLASSES, faces, manySamples } from './gallerySamples.ts';
import { chooseFiles, dialog, openData, start } from './importActions.ts';
import { longestTask } from './mainThread.ts';
import { launch, openPage } from './page.ts';
import { recognised, SLOW_MS } from './pageActions.ts';

/** As many faces as a video of some minutes gives. */
const MANY = 4_000;

/** A task of the main thread that is longer holds up what the user does. */
const LONG_MS = 50;

let browser: Browser;
let project: string;
beforeAll(async () => {
  browser = await launch();
  project = await exported();
});
afterAll(() => browser.close());

/** An export of that many samples: it comes in faster than anything whose faces have yet to be found. @returns its path */
async function exported(): Promise<string> {
  const [jpeg] = (await faces(1)).smiles;
  if (!jpeg) throw new Error('There is no face to export.');
  const sum = await sha256(Uint8Array.from(jpeg).buffer);
  const folders = folderNames(CLASSES);
  const entries = manySamples(MANY).map((sample, i) => ({
    sample,
    image: imagePath(folders.get(sample.classId ?? '') ?? UNLABELLED, i + 1),
    sha256: sum,
    landmarks: null,
  }));
  const account = await new Blob(writeProject(CLASSES, null, entries)).arrayBuffer();
  const files = Object.fromEntries(entries.map(({ image }) => [image, jpeg]));
  const path = resolve('tests/output/large.zip');
  writeFileSync(path, zipSync({ ...files, [PROJECT_FILE]: new Uint8Array(account) }, { level: 0 }));
  return path;
}

/** Faces that the dialog says are stored. */
const added = async (page: Page): Promise<number> => {
  const figures = (await dialog(page).locator('.import-figures strong').textContent()) ?? '';
  return Number(figures.replaceAll(/\D/g, ''));
};

it('takes in thousands of faces without a task over 50 ms, the whole collection being shown', async () => {
  const { page, context } = await openPage(browser, inject('root'));
  await recognised(page);
  await openData(page);
  await chooseFiles(page, [project]);
  await start(page);
  // A trace of the whole import would be too large; what is long comes when all of it arrives.
  await expect.poll(() => added(page), { timeout: SLOW_MS }).toBeGreaterThan(0.8 * MANY);
  const { cpu, wall } = await longestTask(browser, page, async () => {
    // Looking for roles and names would itself be a long task of the page.
    await page.waitForFunction(() => document.querySelector('.import-classes'), undefined, { timeout: SLOW_MS });
    // The trainer is told of the new faces, and the panels count them.
    await page.waitForTimeout(1_500);
  });
  console.log(`longest task with ${MANY} faces: ${cpu.toFixed(1)} ms (${Math.round(wall)} ms on this machine's clock)`);
  expect(cpu).toBeLessThan(LONG_MS);
  await context.close();
});
