/** Quality of the samples on the page: planted wrong labels and copies are found, and each is dealt with by one click. */

import { existsSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { classNamed, sampleOf } from '../records.ts';
import { cropsOf, type Pictured, putSamples } from './faceSamples.ts';
import { launch, openPage, type Watched } from './page.ts';
import { SLOW_MS } from './pageActions.ts';
import { SMILES, STRAIGHT } from './photos.ts';
import { rawSamples } from './rawStore.ts';

let browser: Browser;
let watched: Watched;
let page: Page;
/** Press photographs of different people, where they are at hand; else the few photos of a dev package, roughly cut. */
const PRESS = '../shared/data/lfw-expressions';
const MANY = existsSync(PRESS);
/** Samples whose label was swapped, and copies under new ids. */
const SWAPPED = ['Smile 3', 'Smile 11', 'Straight 5'];
const COPIED = ['Smile 2', 'Straight 7'];
const PER_CLASS = 20;

/** Stored crops of `PER_CLASS` smiles or straight faces. */
async function crops(kind: 'Smile' | 'Straight'): Promise<Buffer[]> {
  if (!MANY) {
    const faces = kind === 'Smile' ? SMILES.train : [...STRAIGHT.train, ...STRAIGHT.test];
    return (await Promise.all(faces.map((face) => cropsOf(face, 4)))).flat().slice(0, PER_CLASS);
  }
  const label = kind === 'Smile' ? 'happiness' : 'neutral';
  const rows = readFileSync(`${PRESS}/labels.csv`, 'utf8')
    .split('\n')
    .map((row) => row.split(','));
  // By person, one picture each.
  const people = new Map(
    rows.filter((row) => row[2] === label && row[3] === 'evaluate').map((row) => [row[1], row[0]]),
  );
  // These pictures are the model's framing already; a stored crop has a margin about it.
  const margin = { top: 28, bottom: 28, left: 28, right: 28, extendWith: 'mirror' } as const;
  const files = [...people.values()].slice(0, PER_CLASS).map((file) => sharp(`${PRESS}/images/${file}`));
  return Promise.all(files.map((file) => file.extend(margin).resize(160, 160).jpeg().toBuffer()));
}

beforeAll(async () => {
  browser = await launch();
  watched = await openPage(browser, inject('root'));
  ({ page } = watched);
  await page.waitForFunction(async () => (await indexedDB.databases()).some(({ name }) => name === 'mien'));
  const all: Pictured[] = [];
  for (const kind of ['Smile', 'Straight'] as const) {
    for (const [i, jpeg] of (await crops(kind)).entries()) {
      const id = `${kind} ${i}`;
      const other = kind === 'Smile' ? 'Straight' : 'Smile';
      const sample = sampleOf(id, SWAPPED.includes(id) ? other : kind, { recordedAt: all.length });
      all.push({ sample, jpeg });
      if (COPIED.includes(id)) all.push({ sample: { ...sample, id: `copy of ${id}`, recordedAt: 1000 }, jpeg });
    }
  }
  const classes = [classNamed('Smile', 1, { colour: '#E69F00' }), classNamed('Straight', 2, { colour: '#56B4E9' })];
  await putSamples(page, classes, all);
  await page.reload();
});
afterAll(() => browser.close());

const quality = () => page.getByRole('region', { name: 'Quality' });
const doubts = () => quality().getByRole('button', { name: /^Relabel / });

it('previews the faces of the stage from the samples before anything is trained', async () => {
  const preview = page.getByRole('region', { name: 'Preview from your samples' });
  await preview.getByRole('meter').first().waitFor({ timeout: SLOW_MS });
  await expect
    .poll(async () => {
      const shares = await preview
        .getByRole('meter')
        .evaluateAll((meters) => meters.map((meter) => Number(meter.getAttribute('aria-valuenow'))));
      return shares.length === 2 ? shares.reduce((sum, share) => sum + share) : 0;
    })
    .toBeGreaterThanOrEqual(99);
  expect(await preview.textContent()).toContain('Nothing is trained yet');
});

it('finds the planted wrong labels and relabels them in one click each, with undo', async () => {
  await page.keyboard.press('d');
  await doubts().first().waitFor({ timeout: SLOW_MS });
  const names = await doubts().evaluateAll((all) => all.map((button) => button.getAttribute('aria-label')));
  console.log(`labels doubted: ${names.join(', ')}`);
  const before = await labels();
  await doubts().first().click();
  await expect.poll(() => doubts().count()).toBe(names.length - 1);
  await expect.poll(async () => differing(before, await labels())).toHaveLength(1);
  await page.keyboard.press('Control+z');
  await expect.poll(() => doubts().count()).toBe(names.length);
  await expect.poll(async () => differing(before, await labels())).toEqual([]);
  while ((await doubts().count()) > 0) {
    const left = await doubts().count();
    await doubts().first().click();
    await expect.poll(() => doubts().count()).toBe(left - 1);
  }
  await quality().getByText('No label looks wrong.').waitFor();
  await expect.poll(async () => differing(before, await labels())).toHaveLength(names.length);
  const relabelled = differing(before, await labels());
  console.log(`relabelled: ${relabelled.join(', ')}`);
  if (!MANY) return;
  expect(relabelled).toEqual(expect.arrayContaining(SWAPPED));
  expect(relabelled.length).toBeLessThanOrEqual(SWAPPED.length + 2);
});

it('finds copies and deletes all but the first of each, with undo; the number opens the gallery', async () => {
  const copies = quality().getByRole('region', { name: 'Near-duplicates' });
  await copies.getByRole('button', { name: /^Show/ }).click();
  await page.getByText('Near-duplicates', { exact: false }).first().waitFor();
  const before = Object.keys(await labels());
  await copies.getByRole('button', { name: 'Delete all but the first of each' }).click();
  await expect.poll(async () => Object.keys(await labels())).not.toContain('copy of Smile 2');
  const kept = Object.keys(await labels());
  for (const id of COPIED) {
    expect(kept).toContain(id);
    expect(kept).not.toContain(`copy of ${id}`);
  }
  await page.keyboard.press('Control+z');
  await expect.poll(async () => Object.keys(await labels()).length).toBe(before.length);
  expect(watched.errors).toEqual([]);
});

const differing = (before: Record<string, string>, now: Record<string, string>): string[] =>
  Object.keys(before).filter((id) => before[id] !== now[id]);

/** The stored label of every sample. */
const labels = async (): Promise<Record<string, string>> =>
  Object.fromEntries((await rawSamples(page)).map(({ id, classId }) => [id, classId ?? '']));
