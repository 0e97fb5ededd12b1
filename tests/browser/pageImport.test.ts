/** Import and export through the page, with real photos: zips, folders, tables, stopping, undo, crops by hand, a round trip. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { itLong } from '../long.ts';
import { findings } from './axe.ts';
import { makeFilm } from './films.ts';
import { giveFile } from './giveFile.ts';
import {
  addedByClass,
  chooseFiles,
  dialog,
  ended,
  expectTotal,
  leftOut,
  openData,
  portrait,
  sampleTotal,
  start,
  wall,
  zipFile,
} from './importActions.ts';
import { launch, openPage } from './page.ts';
import { kill, SLOW_MS, workerNamed } from './pageActions.ts';
import { photo, SMILES, STRAIGHT } from './photos.ts';

let browser: Browser;
let folder: string;
/** Three smiles and two straight faces. */
let smiles: Buffer[];
let straight: Buffer[];
/** The class folders as a zip, with what cannot be taken in: no face, several faces, a broken picture, a text. */
let classes: Uint8Array;

beforeAll(async () => {
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), 'mien-import-'));
  smiles = await Promise.all([0, 2, 4].map((i) => portrait(SMILES.train[i] ?? SMILES.train[0]!)));
  straight = await Promise.all([0, 1].map((i) => portrait(STRAIGHT.train[i] ?? STRAIGHT.train[0]!)));
  classes = zipSync({
    'faces/Smile/a.jpg': smiles[0]!,
    'faces/Smile/b.jpg': smiles[1]!,
    'faces/Smile/c.jpg': smiles[2]!,
    'faces/Smile/group.jpg': readFileSync(photo(6)),
    'faces/Straight/a.jpg': straight[0]!,
    'faces/Straight/b.jpg': straight[1]!,
    'faces/Straight/wall.jpg': await wall(),
    'faces/Straight/cut.jpg': smiles[0]!.subarray(0, 3_000),
    'faces/read me.txt': Buffer.from('Notes.'),
  });
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

const undoImport = (page: Page) => page.getByRole('button', { name: 'Undo this import' }).click();
const close = async (page: Page) => {
  await dialog(page).getByRole('button', { name: 'Close', exact: true }).click();
  await dialog(page).waitFor({ state: 'hidden' });
};

async function dataPage() {
  const visit = await openPage(browser, inject('root'));
  await openData(visit.page);
  return visit;
}

describe('a zip of class folders', () => {
  let page: Page;
  let errors: string[];
  beforeAll(async () => {
    ({ page, errors } = await dataPage());
  });
  afterAll(() => page.context().close());

  it('comes in by class, and what was left out is told with its reason', async () => {
    await chooseFiles(page, zipFile('holiday.zip', classes));
    expect(await dialog(page).textContent()).toContain('1 zip file');
    expect(await page.getByLabel('Name of the sitting').inputValue()).toBe('holiday');
    await start(page);
    expect(await ended(page)).toBe('5 faces added');
    expect(await addedByClass(page)).toEqual({ Smile: 3, Straight: 2 });
    expect(await dialog(page).getByText('new class').count()).toBe(2);
    const reasons = Object.entries(await leftOut(page));
    const reasonOf = (name: string) => reasons.find(([, paths]) => paths.some((path) => path.endsWith(name)))?.[0];
    expect(reasonOf('wall.jpg')).toMatch(/no face/i);
    expect(reasonOf('group.jpg')).toMatch(/faces/i);
    expect(reasonOf('cut.jpg')).toMatch(/\w/);
    expect(new Set(['wall.jpg', 'group.jpg', 'cut.jpg'].map(reasonOf)).size).toBe(3);
    const listed = reasons.flatMap(([, paths]) => paths).length;
    expect(
      await dialog(page)
        .getByRole('heading', { name: `Left out: ${listed}` })
        .count(),
    ).toBe(1);
    expect(await sampleTotal(page)).toBe(5);
  });

  it('offers the list of what was left out as a file', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the list' }).click();
    const text = readFileSync(await (await download).path(), 'utf8');
    expect(text).toContain('holiday.zip/faces/Straight/wall.jpg');
  });

  it('is taken back as a whole', async () => {
    await undoImport(page);
    await dialog(page).waitFor({ state: 'hidden' });
    await expectTotal(page, 0);
    expect(await page.getByRole('button', { name: 'Export everything' }).isDisabled()).toBe(true);
    await page.reload();
    await openData(page);
    expect(await sampleTotal(page)).toBe(0);
  });

  it('lets the rest be cropped by hand, by keyboard alone', async () => {
    await chooseFiles(page, zipFile('holiday.zip', classes));
    await start(page);
    await ended(page);
    const crop = page.getByRole('button', { name: /^Crop \d+ by hand/ });
    const left = Number(/\d+/.exec((await crop.textContent()) ?? '')?.[0]);
    expect(left).toBeGreaterThanOrEqual(2);
    await crop.press('Enter');
    const square = page.getByRole('application', { name: 'Square around the face' });
    await square.waitFor({ timeout: SLOW_MS });
    await expect.poll(() => square.evaluate((element) => element === document.activeElement)).toBe(true);
    const before = await square.boundingBox();
    for (const key of ['ArrowLeft', 'ArrowUp', '-', '-']) await page.keyboard.press(key);
    const after = await square.boundingBox();
    expect(after?.width).toBeLessThan(before?.width ?? 0);
    await page.keyboard.press('Enter');
    await expectTotal(page, 6);
    await dialog(page).getByText(`2 of ${left}`, { exact: true }).waitFor();
    await square.waitFor({ timeout: SLOW_MS });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: `Crop ${left - 1} by hand` }).waitFor();
    await close(page);
    await page.reload();
    await openData(page);
    await expectTotal(page, 6);
  });

  it('goes out as a zip and comes back the same, once', async () => {
    const [file] = await Promise.all([
      page.waitForEvent('download', { timeout: SLOW_MS }),
      page.getByRole('button', { name: 'Export everything' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^mien-\d{4}-\d\d-\d\d\.zip$/);
    const zip = readFileSync(await file.path());
    const names = Object.keys(unzipSync(zip));
    expect(names).toContain('mien.json');
    expect(names.filter((name) => /^Smile\/.*\.jpg$/.test(name)).length).toBeGreaterThanOrEqual(3);

    const fresh = await dataPage();
    await chooseFiles(fresh.page, zipFile('mien.zip', zip));
    await start(fresh.page);
    expect(await ended(fresh.page)).toBe('6 faces added');
    const added = await addedByClass(fresh.page);
    expect(added.Smile).toBeGreaterThanOrEqual(3);
    expect(Object.values(added).reduce((sum, n) => sum + n)).toBe(6);
    await close(fresh.page);
    await chooseFiles(fresh.page, zipFile('mien.zip', zip));
    await start(fresh.page);
    expect(await ended(fresh.page)).toBe('Nothing was added');
    expect(Object.keys(await leftOut(fresh.page)).join()).toMatch(/already/i);
    await close(fresh.page);
    expect(await sampleTotal(fresh.page)).toBe(6);
    expect(await records(fresh.page)).toEqual(await records(page));
    expect([...errors, ...fresh.errors]).toEqual([]);
    await fresh.context.close();
  });
});

/** Everything stored but the bytes of the pictures, of which the sizes. */
const records = (page: Page) =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('mien');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const all = (store: string) =>
      new Promise<unknown[]>((resolve) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result);
      });
    const images = (await all('images')) as { id: string; jpeg: Blob; landmarks: Float32Array | null }[];
    const classes = (await all('classes')) as { name: string; id: string }[];
    const result = {
      classes: classes.map(({ id, name }) => ({ id, name })),
      samples: await all('samples'),
      images: images.map(({ id, jpeg, landmarks }) => ({
        id,
        size: jpeg.size,
        landmarks: landmarks && [...landmarks],
      })),
    };
    database.close();
    return result;
  });

it('takes a folder, several pictures, a table, and goes on while something else is watched', async () => {
  const { page, context, errors } = await dataPage();
  mkdirSync(join(folder, 'set/Smile'), { recursive: true });
  mkdirSync(join(folder, 'set/Straight'), { recursive: true });
  writeFileSync(join(folder, 'set/Smile/a.jpg'), smiles[0]!);
  writeFileSync(join(folder, 'set/Straight/b.jpg'), straight[0]!);
  await page.getByLabel('Folder to import').setInputFiles(join(folder, 'set'));
  await dialog(page).getByText('“Smile”').waitFor();
  await start(page);
  expect(await ended(page)).toBe('2 faces added');
  expect(await addedByClass(page)).toEqual({ Smile: 1, Straight: 1 });
  await close(page);

  const jpeg = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/jpeg', buffer });
  await chooseFiles(page, [jpeg('one.jpg', smiles[1]!), jpeg('two.jpg', smiles[2]!)]);
  await page.getByRole('combobox', { name: 'Pictures in no folder' }).click();
  await page.getByRole('option', { name: 'New class…' }).click();
  await page.getByLabel('Name of the new class').fill('Grin');
  await start(page);
  await dialog(page)
    .getByRole('button', { name: 'Close and go on' })
    .or(page.getByText('faces added'))
    .first()
    .waitFor();
  await ended(page);
  expect(await addedByClass(page)).toEqual({ Grin: 2 });
  await undoImport(page);
  await expectTotal(page, 2);
  // The class came with the import, and goes with it.
  expect((await records(page)).classes.map(({ name }) => name).sort()).toEqual(['Smile', 'Straight']);

  const table = Buffer.from('file,label\nthree.jpg,Straight\n');
  await chooseFiles(page, [
    { name: 'labels.csv', mimeType: 'text/csv', buffer: table },
    jpeg('three.jpg', straight[1]!),
  ]);
  await start(page);
  await ended(page);
  expect(await addedByClass(page)).toEqual({ Straight: 1 });
  await page.getByRole('button', { name: 'Show them' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  expect(errors).toEqual([]);
  await context.close();
});

it('asks who is who in a film, and keeps what is answered', async () => {
  const { page, context, errors } = await dataPage();
  const film = makeFilm(join(folder, 'talk.mp4'), ['-t', '1.2', '-c', 'copy']);
  await chooseFiles(page, [film]);
  await page.getByRole('switch', { name: 'Cut videos into clips' }).click();
  expect(await page.getByLabel('Frames per second of video').inputValue()).toBe('4');
  await page.getByLabel('Longest clip, seconds').fill('1');
  await start(page);
  await dialog(page).getByRole('heading', { name: 'Who is who?' }).waitFor({ timeout: SLOW_MS });
  expect(await findings(page)).toEqual([]);
  await page.getByLabel('Name of talk 1').fill('Ada');
  const choose = async (person: string, option: string) => {
    await page.getByRole('combobox', { name: `Who ${person} is` }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  await choose('talk 2', 'Same as Ada');
  await choose('talk 3', 'No face: take out');
  await page.getByRole('button', { name: 'Save names' }).click();
  await ended(page);
  await dialog(page).getByText('talk.mp4: 4 people in 3 × 2 tiles, cut into').waitFor();
  const samples = (await records(page)).samples as { person: string; tile: number; clip: string }[];
  const people = new Map(samples.map(({ person, tile }) => [`${person}, ${tile}`, 1]));
  expect([...people.keys()].sort()).toEqual(['Ada, 1', 'Ada, 2', 'talk 4, 4', 'talk 5, 5', 'talk 6, 6']);
  expect(samples.every(({ clip }) => /^talk\.mp4, part \d+$/.test(clip))).toBe(true);
  expect(errors).toEqual([]);
  await context.close();
});

describe('a long import', () => {
  let many: Uint8Array;
  beforeAll(async () => {
    const files: Record<string, Uint8Array> = {};
    for (let i = 0; i < 80; i++) files[`Smile/${i}.jpg`] = await portrait(SMILES.train[i % 6]!, i);
    many = zipSync(files, { level: 0 });
  });

  /** Starts it and waits until faces are stored. */
  async function begun(page: Page): Promise<void> {
    await chooseFiles(page, zipFile('many.zip', many));
    await start(page);
    const figures = dialog(page).locator('.import-figures strong');
    await expect
      .poll(async () => Number(/\d+/.exec((await figures.textContent()) ?? '')?.[0]), { timeout: SLOW_MS })
      .toBeGreaterThan(20);
  }

  itLong('goes on behind a pill while the live view runs, and other changes wait', async () => {
    const { page, context } = await dataPage();
    await begun(page);
    await dialog(page).getByRole('button', { name: 'Close and go on' }).click();
    const pill = page.getByRole('button', { name: /^Importing: / });
    await pill.waitFor();
    await page.getByRole('radio', { name: 'Live' }).click();
    await page.getByRole('region', { name: 'Live view' }).waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('An import is running.').first().waitFor();
    await page.getByRole('button', { name: /^Import finished: / }).click({ timeout: SLOW_MS });
    expect(await ended(page)).toMatch(/^\d+ faces added/);
    await context.close();
  });

  itLong('keeps and shows what was written when it is stopped', async () => {
    const { page, context } = await dataPage();
    await begun(page);
    await dialog(page).getByRole('button', { name: 'Stop' }).click();
    const added = Number(/^Stopped: (\d+) faces added$/.exec(await ended(page))?.[1]);
    expect(added).toBeGreaterThan(20);
    expect(added).toBeLessThan(80);
    expect(await sampleTotal(page)).toBe(added);
    await close(page);
    await page.reload();
    await openData(page);
    await expectTotal(page, added);
    await context.close();
  });

  itLong('keeps and shows what was written when the worker dies, and undoes it', async () => {
    const { page, context } = await dataPage();
    await begun(page);
    await kill(await workerNamed(page, 'vision'));
    expect(await ended(page)).toBe('The import did not finish');
    const words = await dialog(page).getByRole('alert').textContent();
    const kept = Number(/(\d+) faces had been stored/.exec(words ?? '')?.[1]);
    expect(kept).toBeGreaterThan(0);
    expect(await sampleTotal(page)).toBe(kept);
    expect((await records(page)).samples.length).toBe(kept);
    await undoImport(page);
    await expectTotal(page, 0);
    await context.close();
  });
});

itLong('works on a phone, from a drop to a crop', async () => {
  const { page, context } = await openPage(browser, inject('root'), { viewport: { width: 390, height: 844 } });
  await openData(page);
  await giveFile(page, 'drop', 'wall.jpg', 'image/jpeg', await wall());
  await dialog(page).getByText('1 picture').waitFor();
  await start(page);
  expect(await ended(page)).toBe('Nothing was added');
  await page.getByRole('button', { name: 'Crop 1 by hand' }).click();
  const square = page.getByRole('application', { name: 'Square around the face' });
  await square.waitFor({ timeout: SLOW_MS });
  const box = (await square.boundingBox())!;
  await page.mouse.move(box.x + box.width, box.y + box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 40, box.y + box.height - 40);
  await page.mouse.up();
  expect((await square.boundingBox())?.width).toBeCloseTo(box.width - 40, -1);
  await page.getByRole('button', { name: 'Keep this face' }).click();
  await expectTotal(page, 1);
  await dialog(page).getByRole('button', { name: 'Close', exact: true }).click();
  await dialog(page).waitFor({ state: 'detached' });
  // A scroll bar, which the dialog had hidden, takes its part of the 390 px.
  const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  expect(await page.evaluate(overflow)).toBe(0);
  await context.close();
});

it('works by keyboard alone', async () => {
  const { page, context } = await openPage(browser, inject('root'));
  await page.keyboard.press('d');
  const button = page.getByRole('button', { name: 'Import…' });
  await button.waitFor();
  // The browser is told to hand the chooser over before the key opens it.
  const chooser = page.waitForEvent('filechooser');
  for (let i = 0; i < 40 && !(await focused(page, 'Import…')); i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles([
    zipFile('two.zip', zipSync({ 'Smile/a.jpg': smiles[0]!, 'wall.jpg': await wall() })),
  ]);
  await dialog(page).waitFor();
  await expect
    .poll(() => page.getByRole('button', { name: 'Start import' }).isEnabled(), { timeout: SLOW_MS })
    .toBe(true);
  for (let i = 0; i < 10 && !(await focused(page, 'Start import')); i++) await page.keyboard.press('Tab');
  await expect.poll(() => focused(page, 'Start import'), { timeout: SLOW_MS }).toBe(true);
  await page.keyboard.press('Enter');
  expect(await ended(page)).toBe('1 face added');
  for (let i = 0; i < 10 && !(await focused(page, 'Undo this import')); i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await dialog(page).waitFor({ state: 'hidden' });
  await expectTotal(page, 0);
  await context.close();
});

const focused = (page: Page, name: string): Promise<boolean> =>
  page.evaluate((text) => document.activeElement?.textContent?.trim() === text, name);
