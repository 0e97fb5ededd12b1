/** Files that leave the page: embeddings with a sheet of pictures, the report of a run, and a project that comes back. */

import { readFile } from 'node:fs/promises';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { ended, chooseFiles as importFiles, leftOut, openData, start, zipFile } from './importActions.ts';
import { openLab, showTab, trainOnce } from './labPage.ts';
import { launch, openPage, WEBGPU_FLAGS } from './page.ts';
import { ownAnswersOn, pauseClip, SLOW_MS } from './pageActions.ts';
import { choose } from './trainingPage.ts';

let browser: Browser;
/** The project that the first test exports, and what its model says about a picture. */
let exported: Buffer;
let expected: number[] = [];
beforeAll(async () => {
  browser = await launch({ without: WEBGPU_FLAGS });
});
afterAll(() => browser.close());

async function unzipped(page: Page, name: string, act: () => Promise<void>): Promise<{ [path: string]: Uint8Array }> {
  const [file] = await Promise.all([page.waitForEvent('download', { timeout: SLOW_MS }), act()]);
  expect(file.suggestedFilename()).toBe(name);
  return unzipSync(new Uint8Array(await readFile(await file.path())));
}

/** How much the pixels of a tile differ, 0–128. */
async function spread(sheet: Uint8Array | undefined, column: number, row: number): Promise<number> {
  const tile = { left: 64 * column, top: 64 * row, width: 64, height: 64 };
  const { channels } = await sharp(await sharp(sheet).extract(tile).png().toBuffer()).stats();
  return Math.max(...channels.map(({ stdev }) => stdev));
}

const rows = (bytes: Uint8Array | undefined) =>
  strFromU8(bytes ?? new Uint8Array())
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));

it('gives embeddings with labels and pictures, and a report of a run', async () => {
  const { page, context, errors } = await openLab(browser, inject('root'));
  await pauseClip(page);
  await showTab(page, 'Map');
  // The first map is drawn by itself, and one thing is worked at a time.
  await page.getByRole('application', { name: /^Map of \d+ samples$/ }).waitFor({ timeout: SLOW_MS });
  const menu = page.getByRole('button', { name: 'Export…', disabled: false });
  const pictured = await unzipped(page, 'Base model embeddings.zip', async () => {
    await menu.press('Enter');
    await page.getByRole('menuitem', { name: /^With pictures/ }).press('Enter');
  });
  expect(Object.keys(pictured).sort()).toEqual(
    ['README.txt', 'metadata.tsv', 'projector_config.json', 'sprite.jpg', 'vectors.tsv'].sort(),
  );
  const [vectors, [head = [], ...samples]] = [rows(pictured['vectors.tsv']), rows(pictured['metadata.tsv'])];
  expect(vectors.length).toBe(60);
  expect(samples.length).toBe(60);
  expect(vectors.every((row) => row.length === 184 && row.every((cell) => Number.isFinite(Number(cell))))).toBe(true);
  // Smiling faces lie nearer to each other than to straight ones: the rows belong together.
  const mean = (name: string) => {
    const of = vectors.filter((_, i) => samples[i]?.[head.indexOf('class')] === name);
    return vectors[0]?.map((_, c) => of.reduce((sum, row) => sum + Number(row[c]), 0) / of.length) ?? [];
  };
  const [smile, straight] = [mean('Happiness'), mean('Neutral')];
  expect(Math.hypot(...smile.map((value, c) => value - (straight[c] ?? 0)))).toBeGreaterThan(0.1);
  const sheet = await sharp(pictured['sprite.jpg']).metadata();
  expect([sheet.format, sheet.width, sheet.height]).toEqual(['jpeg', 8 * 64, 8 * 64]);
  // A face in the first tile, nothing behind the last.
  expect(await spread(pictured['sprite.jpg'], 0, 0)).toBeGreaterThan(20);
  expect(await spread(pictured['sprite.jpg'], 7, 7)).toBeLessThan(2);

  await showTab(page, 'Train');
  await choose(page, { Epochs: 2, 'Views per sample': 1 });
  await page.getByRole('radio', { name: /^Live/ }).press('Space');
  await trainOnce(page);
  await showTab(page, 'Runs');
  const report = await unzipped(page, 'Model 1 report.zip', async () => {
    await page.getByRole('main', { name: 'Lab' }).getByRole('button', { name: 'More for Model 1' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Report', exact: true }).press('Enter');
  });
  const text = strFromU8(report['report.md'] ?? new Uint8Array());
  for (const heading of ['# Model 1', '## Classes', '## Settings', '## End of the curves'])
    expect(text).toContain(heading);
  const data = JSON.parse(strFromU8(report['report.json'] ?? new Uint8Array()));
  expect(data).toMatchObject({ name: 'Model 1', settings: { objective: 'supervised', common: { scope: 'heads' } } });
  expect(data.settings.common.seed).toBeTypeOf('number');
  expect(data.evaluation.perClass.length).toBe(2);
  expect(data.end.step).toBe(data.step);
  expect(strFromU8(report['curve.csv'] ?? new Uint8Array())).toMatch(/^step,loss/);

  await page.getByRole('radio', { name: /^Live/ }).press('Space');
  expected = await ownAnswersOn(page, 6);
  await openData(page);
  const project = await Promise.all([
    page.waitForEvent('download', { timeout: SLOW_MS }),
    page.getByRole('button', { name: 'Export everything' }).press('Enter'),
  ]);
  exported = await readFile(await project[0].path());
  const [alone] = await Promise.all([
    page.waitForEvent('download', { timeout: SLOW_MS }),
    page
      .getByRole('checkbox', { name: 'Samples' })
      .press('Space')
      .then(() => page.getByRole('button', { name: 'Export', exact: true }).press('Enter')),
  ]);
  const small = unzipSync(new Uint8Array(await readFile(await alone.path())));
  expect(Object.keys(small).sort()).toEqual(['mien.json', 'models/01 Model 1.safetensors']);
  expect(errors).toEqual([]);
  await context.close();
});

it('brings an exported project back with its model, which answers alike', async () => {
  const { page, context, errors } = await openPage(browser, inject('root'));
  await openData(page);
  await importFiles(page, { name: 'mien.zip', mimeType: 'application/zip', buffer: exported });
  await start(page);
  expect(await ended(page)).toBe('60 faces and 1 model added');
  await page.getByRole('dialog').getByText('“Model 1”').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).press('Enter');
  await page.getByRole('radio', { name: /^Live/ }).press('Space');
  await page.getByRole('radio', { name: 'Use Model 1' }).click();
  const found = await ownAnswersOn(page, 6);
  for (const [i, score] of found.entries())
    expect(Math.abs(score - (expected[i] ?? Number.NaN))).toBeLessThanOrEqual(1);

  // Once more: nothing is doubled, and nothing takes the place of what is here.
  await openData(page);
  const damaged = unzipSync(exported);
  const manifest = JSON.parse(strFromU8(damaged['mien.json'] ?? new Uint8Array()));
  manifest.models.push({ ...manifest.models[0], id: 'another', sha256: '0'.repeat(64) }, { id: 7 });
  const again = zipSync({ ...damaged, 'mien.json': strToU8(JSON.stringify(manifest)) }, { level: 0 });
  await importFiles(page, zipFile('again.zip', again));
  await start(page);
  expect(await ended(page)).toBe('Nothing was added');
  const reasons = Object.keys(await leftOut(page)).join('\n');
  expect(reasons).toMatch(/checksum is wrong/);
  expect(reasons).toMatch(/record is damaged \(id/);
  expect(reasons).toMatch(/It is already here/);
  expect(errors).toEqual([]);
  await context.close();
});
