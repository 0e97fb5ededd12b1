/** A file is recognised: a video with its timeline, several pictures, a folder; by keyboard; with its downloads. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Papa from 'papaparse';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { overlap } from '../../src/math/box.ts';
import type { Clip } from '../../tools/actors/clip.ts';
import { itLong } from '../long.ts';
import { filmFolder, makeFilm, SAMPLE } from './films.ts';
import { giveFile } from './giveFile.ts';
import { launch, openPage, type Watched } from './page.ts';
import { chooseFiles, recognised, SLOW_MS, stageTag } from './pageActions.ts';
import { photo } from './photos.ts';

const clip: Clip = JSON.parse(readFileSync('public/samples/clip.json', 'utf8'));
const { folder, remove } = filmFolder();

type Scores = { expression: string; scores: number[] } | null;
type JsonFace = { face: number; x: number; y: number; width: number; height: number; yaw: number; base: Scores };
type FilmJson = {
  file: string;
  models: { base: { hash: string; classes: string[] } };
  frames: { time_ms: number; faces: JsonFace[] }[];
};
type PicturesJson = { pictures: { file: string; problem?: string; faces?: JsonFace[] }[] };

let browser: Browser;
let short: string;
beforeAll(async () => {
  browser = await launch();
  short = makeFilm(join(folder, 'short, "cut".mp4'), ['-t', '2', '-preset', 'ultrafast', '-crf', '12']);
});
afterAll(async () => {
  await browser.close();
  remove();
});

const panel = (page: Page) => page.getByRole('region', { name: 'File' });
const summary = (page: Page) => panel(page).locator('.file-summary');
const slider = (page: Page) => panel(page).getByRole('slider', { name: 'Time in the video' });
const videoTime = (page: Page) => page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime);
const isPaused = (page: Page) => page.locator('video').evaluate((video: HTMLVideoElement) => video.paused);

async function readAs(page: Page, text: string): Promise<void> {
  await expect.poll(() => summary(page).textContent({ timeout: SLOW_MS }), { timeout: SLOW_MS }).toBe(text);
}

async function downloaded(page: Page, kind: 'CSV' | 'JSON'): Promise<{ name: string; text: string }> {
  const download = page.waitForEvent('download');
  await panel(page)
    .getByRole('button', { name: `Download ${kind}` })
    .click();
  const file = await download;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

async function readCsv(page: Page): Promise<Record<string, string>[]> {
  const { data, errors } = Papa.parse<Record<string, string>>((await downloaded(page, 'CSV')).text, { header: true });
  expect(errors).toEqual([]);
  return data;
}

describe('a video file', () => {
  let visit: Watched;
  let page: Page;
  beforeAll(async () => {
    visit = await openPage(browser, inject('root'));
    page = visit.page;
  });
  afterAll(() => visit.context.close());

  it('plays on the stage and is read as a whole', async () => {
    await chooseFiles(page, short);
    await readAs(page, '10 frames read, 6 faces found');
    expect(await stageTag(page).textContent()).toBe(basename(short));
    await expect.poll(() => isPaused(page)).toBe(false);
    expect(await panel(page).locator('.face-row button').count()).toBe(6);
    expect(visit.errors).toEqual([]);
  });

  it('gives a CSV and a JSON that agree with each other and with the truth', async () => {
    const json: FilmJson = JSON.parse((await downloaded(page, 'JSON')).text);
    const rows = await readCsv(page);
    expect(json.file).toBe(basename(short));
    expect(json.models.base.hash).toMatch(/^[0-9a-f]{16}$/);
    expect(json.frames.map(({ time_ms }) => Math.round(time_ms / 200))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const faces = json.frames.flatMap(({ time_ms, faces: seen }) => seen.map((face) => ({ time_ms, ...face })));
    expect(faces).toHaveLength(60);
    expect(
      rows.map(({ time_ms, face, x, yaw, 'base expression': expression }) => [time_ms, face, x, yaw, expression]),
    ).toEqual(
      faces.map(({ time_ms, face, x, yaw, base }) => [...[time_ms, face, x, yaw].map(String), base?.expression]),
    );
    expect(rows.map((row) => json.models.base.classes.map((name) => Number(row[`base ${name}`])))).toEqual(
      faces.map(({ base }) => base?.scores),
    );
    const judged = json.frames.flatMap(({ time_ms, faces: seen }) =>
      clip.frames[Math.round((time_ms * clip.framesPerSecond) / 1000)]!.faces.filter(({ apex }) => apex).map(
        ({ box, expression }) => seen.find((face) => overlap(face, box) > 0.5)?.base?.expression === expression,
      ),
    );
    expect(judged.length).toBeGreaterThan(5);
    expect(judged.filter(Boolean).length / judged.length).toBeGreaterThan(0.8);
  });

  it('is moved through by the keyboard', async () => {
    await slider(page).focus();
    await page.keyboard.press('Home');
    await expect.poll(() => videoTime(page)).toBe(0);
    expect(await isPaused(page)).toBe(true);
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
    await expect.poll(() => videoTime(page)).toBeCloseTo(0.6, 2);
    await expect.poll(() => slider(page).getAttribute('aria-valuetext')).toBe('0.6 of 2.0 seconds');
    await page.keyboard.press('End');
    await expect.poll(() => videoTime(page)).toBeGreaterThan(1.9);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => videoTime(page)).toBeCloseTo(1.8, 1);
  });

  it('is moved through by the pointer', async () => {
    const box = (await slider(page).boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.25, box.y + 40);
    await page.mouse.down();
    await expect.poll(() => videoTime(page)).toBeCloseTo(0.5, 1);
    await page.mouse.move(box.x + box.width * 0.75, box.y + 60);
    await page.mouse.up();
    await expect.poll(() => videoTime(page)).toBeCloseTo(1.5, 1);
  });

  it('shows the scores of the chosen face at the playhead, on the stage under the same number', async () => {
    await slider(page).press('Home');
    const json: FilmJson = JSON.parse((await downloaded(page, 'JSON')).text);
    const verdicts = new Map(json.frames[0]!.faces.map(({ face, base }) => [face, base?.expression]));
    for (const id of [3, 5]) {
      const button = panel(page).getByRole('button', { name: `Face ${id}`, exact: true });
      await button.press('Enter');
      expect(await button.getAttribute('aria-pressed')).toBe('true');
      await expect
        .poll(() => panel(page).getByTestId('film-verdict').textContent())
        .toMatch(new RegExp(`^${verdicts.get(id)}$`, 'i'));
    }
    // The live scores of the same face, in the panel's place, and the way back.
    await panel(page).getByRole('button', { name: 'Watch' }).press('Enter');
    const live = page.getByRole('group', { name: 'Face' }).getByRole('button', { name: 'Face 5', exact: true });
    await expect.poll(() => live.getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('region', { name: 'Watch' }).getByRole('button', { name: 'File' }).press('Enter');
    await slider(page).waitFor();
  });

  it('is read again at another rate', async () => {
    await panel(page).getByRole('combobox', { name: 'Frames read of each second' }).press('Enter');
    await page.getByRole('option', { name: '10 a second' }).press('Enter');
    await readAs(page, '20 frames read, 6 faces found');
  });

  it('gives way to another source and comes back', async () => {
    await page.getByRole('button', { name: 'Sample', exact: true }).click();
    await page.getByRole('region', { name: 'Watch' }).getByRole('button', { name: 'File' }).click();
    await expect.poll(() => stageTag(page).textContent()).toBe(basename(short));
    expect(await summary(page).textContent()).toBe('20 frames read, 6 faces found');
    await panel(page).getByRole('button', { name: 'Close the file' }).click();
    await page.getByRole('region', { name: 'Watch' }).waitFor();
    expect(visit.errors).toEqual([]);
  });

  it('can be stopped while it is read, and what was read stays', async () => {
    await chooseFiles(page, SAMPLE);
    await panel(page).locator('.face-row').first().waitFor({ timeout: SLOW_MS });
    await panel(page).getByRole('button', { name: 'Cancel' }).click();
    await panel(page).getByText('Stopped: what was read until then is shown.').waitFor();
    const { frames }: FilmJson = JSON.parse((await downloaded(page, 'JSON')).text);
    expect(frames.length).toBeGreaterThan(0);
    expect(frames.length).toBeLessThan(100);
  });
});

itLong('says when a video can be read but not played, and its timeline still works', async () => {
  const stream = makeFilm(join(folder, 'stream.ts'), ['-t', '1', '-c:v', 'libx264', '-preset', 'ultrafast']);
  const { page, context, errors } = await openPage(browser, inject('root'), { viewport: { width: 390, height: 844 } });
  await chooseFiles(page, stream);
  await panel(page).getByText('This browser cannot play this video').waitFor({ timeout: SLOW_MS });
  await readAs(page, '5 frames read, 6 faces found');
  await slider(page).press('Home');
  await slider(page).press('ArrowRight');
  await expect.poll(() => slider(page).getAttribute('aria-valuenow')).toBe('0.2');
  expect(await panel(page).getByTestId('film-verdict').textContent()).not.toBe('Not read yet');
  // Nothing of the panel reaches beyond a phone's screen.
  const { x, width } = (await panel(page).boundingBox())!;
  expect(x + width).toBeLessThanOrEqual(390);
  expect(await panel(page).evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  expect(errors).toEqual([]);
  await context.close();
});

it('refuses what is no video, says why, and keeps what was shown', async () => {
  const { page, context, errors } = await openPage(browser, inject('root'));
  await recognised(page);
  const before = await stageTag(page).textContent();
  const notice = page.getByRole('alert').filter({ hasText: 'Not opened.' });
  for (const [name, bytes, reason] of [
    ['notes.mp4', 'These are notes.', /not a video/],
    ['empty.webm', '', /empty/],
  ] as const) {
    await giveFile(page, 'drop', name, 'video/mp4', Buffer.from(bytes));
    await notice.filter({ hasText: reason }).waitFor({ timeout: SLOW_MS });
    await notice.getByRole('button', { name: 'Close' }).click();
  }
  expect(await stageTag(page).textContent()).toBe(before);
  expect(await panel(page).count()).toBe(0);
  expect(errors).toEqual([]);
  await context.close();
});

describe('several pictures', () => {
  const FILES = ['=1+1.jpg', 'b/four.jpg', 'b/grey "wall".png', 'b/notes.png'];
  const pictures = join(folder, 'pictures');
  beforeAll(() => {
    mkdirSync(join(pictures, 'b'), { recursive: true });
    writeFileSync(join(pictures, FILES[0]!), readFileSync(photo(1)));
    writeFileSync(join(pictures, FILES[1]!), readFileSync(photo(6)));
    makeFilm(join(pictures, FILES[2]!), ['-frames:v', '1'], ['-f', 'lavfi', '-i', 'color=gray:size=320x240']);
    writeFileSync(join(pictures, FILES[3]!), 'These are notes.');
  });

  it('are listed with what they show, the broken ones with their reason', async () => {
    const { page, context, errors } = await openPage(browser, inject('root'));
    await chooseFiles(
      page,
      FILES.map((file) => join(pictures, file)),
    );
    await readAs(page, '3 pictures read, 1 not');
    const lines = panel(page).getByRole('listitem');
    expect(await lines.count()).toBe(4);
    expect(await lines.filter({ hasText: 'four.jpg' }).textContent()).toContain('4 faces');
    expect(await lines.filter({ hasText: 'wall' }).textContent()).toContain('No face');
    expect(await lines.filter({ hasText: 'notes.png' }).textContent()).toContain('not a picture');

    await panel(page)
      .getByRole('button', { name: /four\.jpg/ })
      .press('Enter');
    await expect.poll(() => stageTag(page).textContent(), { timeout: SLOW_MS }).toBe('four.jpg');

    const json: PicturesJson = JSON.parse((await downloaded(page, 'JSON')).text);
    const rows = await readCsv(page);
    expect(json.pictures.map(({ file, faces, problem }) => [file, faces?.length, problem !== undefined])).toEqual([
      ['=1+1.jpg', expect.any(Number), false],
      ['four.jpg', 4, false],
      ['grey "wall".png', 0, false],
      ['notes.png', undefined, true],
    ]);
    const expected = json.pictures.flatMap(({ file, faces = [], problem = '' }) =>
      faces.length > 0
        ? faces.map(({ face, x, base }) => [file, '', String(face), String(x), base?.expression])
        : [[file, problem, '', '', '']],
    );
    expect(
      rows.map((row) => [row.file?.replace(/^'/, ''), row.problem, row.face, row.x, row['base expression']]),
    ).toEqual(expected);
    expect(rows[0]?.file).toBe("'=1+1.jpg");
    expect(errors).toEqual([]);
    await context.close();
  });

  itLong('are read from a folder, with their paths', async () => {
    const { page, context } = await openPage(browser, inject('root'));
    await page.locator('input[aria-label="Folder of pictures"]').setInputFiles(pictures);
    await readAs(page, '3 pictures read, 1 not');
    const json: PicturesJson = JSON.parse((await downloaded(page, 'JSON')).text);
    expect(json.pictures.map(({ file }) => file).sort()).toEqual(FILES.map((file) => `pictures/${file}`).sort());
    await context.close();
  });
});

it('hands what holds samples to the import instead', async () => {
  const { page, context } = await openPage(browser, inject('root'));
  await recognised(page);
  await giveFile(page, 'drop', 'samples.zip', 'application/zip', Buffer.from('PK'));
  await page
    .getByRole('dialog')
    .filter({ hasText: /import/i })
    .waitFor({ timeout: SLOW_MS });
  expect(await panel(page).count()).toBe(0);
  await context.close();
});
