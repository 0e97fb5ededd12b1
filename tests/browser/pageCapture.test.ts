/** Recording from real feeds: what is kept, what is skipped and said; timed takes by keyboard and touch; advice; people. */

import type { Browser, Page } from 'playwright-core';
import { afterEach, expect, inject, it } from 'vitest';
import { itLong } from '../long.ts';
import { launch, openPage } from './page.ts';
import { addClasses, holdKey, recognised, SLOW_MS, sampleCount, startCamera } from './pageActions.ts';
import { cameraFeed, type FeedOptions, type PhotoFace, STRAIGHT } from './photos.ts';
import { rawSamples } from './rawStore.ts';

/** Upright, and nobody else near. */
const ALONE: PhotoFace[] = STRAIGHT.test.slice(1, 2);
/** Between the two smiling faces of a photograph. */
const TWO: PhotoFace[] = [{ photo: 6, x: 568, y: 594 }];

/** A hold that gives plenty of looks even on a slow machine, ms. */
const HOLD_MS = 5_000;

let browser: Browser | undefined;
afterEach(() => browser?.close());

type Setting = { faces?: PhotoFace[]; feed?: FeedOptions; context?: Parameters<Browser['newContext']>[0] };

/** The page with a camera that shows the feed, and one class. */
async function record(name: string, { faces = ALONE, feed = {}, context = {} }: Setting = {}): Promise<Page> {
  browser = await launch({ camera: await cameraFeed(`capture-${name}`, faces, feed) });
  const { page } = await openPage(browser, inject('root'), context);
  await recognised(page);
  await startCamera(page);
  await page.getByRole('button', { name: 'Mirror' }).waitFor();
  await recognised(page);
  return page;
}

const advice = (page: Page) => page.getByTestId('advice');
const recordingNote = (page: Page) => page.locator('.recording .stage-tag');
const takeNote = (page: Page) => page.locator('.take-note');
const news = (page: Page) => page.getByTestId('news');

async function hold(page: Page, during: () => Promise<void> = async () => {}): Promise<void> {
  await page.keyboard.down('1');
  await during();
  await page.waitForTimeout(HOLD_MS);
  await page.keyboard.up('1');
  await page.locator('.recording').waitFor({ state: 'detached' });
}

it('keeps sharp faces that move, names people and the sitting, and undoes a take at once', async () => {
  const page = await record('sharp');
  await addClasses(page, 'Plain');
  await holdKey(page, '1', 'Plain', 8);
  const first = await sampleCount(page, 'Plain');
  const field = page.getByRole('textbox', { name: 'Who is in front of the camera?' });
  expect(await field.inputValue()).toBe('me');
  await field.fill('Ada');
  await field.press('Enter');
  await holdKey(page, '1', 'Plain', first + 3);
  const all = await sampleCount(page, 'Plain');
  await expect.poll(async () => (await rawSamples(page)).length).toBe(all);

  const samples = await rawSamples(page);
  expect(samples.map(({ person }) => person)).toEqual(samples.map((_, i) => (i < first ? 'me' : 'Ada')));
  expect(new Set(samples.map(({ session }) => session)).size).toBe(1);
  expect(samples[0]?.session).toMatch(/^camera, \d+ [A-Z][a-z]{2} \d\d:\d\d$/);
  const takes = new Set(samples.map(({ clip }) => clip));
  expect(takes.size).toBe(2);
  for (const take of takes) {
    expect(take).not.toBeNull();
    const times = samples.filter(({ clip }) => clip === take).map(({ time }) => time ?? -1);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(0);
  }

  await page.keyboard.press('Control+z');
  await expect.poll(() => sampleCount(page, 'Plain')).toBe(first);
  await page.keyboard.press('Control+z');
  await expect.poll(() => sampleCount(page, 'Plain')).toBe(0);
  await page.reload();
  await recognised(page);
  await startCamera(page);
  await expect.poll(() => field.inputValue()).toBe('Ada');
});

itLong('drops a blurred feed and says why; with smart capture off it takes it', async () => {
  const page = await record('blurred', { feed: { change: (frame) => frame.blur(7) } });
  await addClasses(page, 'Plain');
  await hold(page, () => recordingNote(page).getByText('Blurred').waitFor());
  expect(await sampleCount(page, 'Plain')).toBe(0);
  expect(await takeNote(page).textContent()).toMatch(/^Last take: 0 kept, \d+ skipped: .*\d+ blurred/);
  await expect.poll(() => news(page).textContent()).toMatch(/Plain: 0 recorded, \d+ skipped/);

  await page.getByRole('button', { name: 'Recording settings' }).click();
  await page.getByRole('switch', { name: 'Smart capture' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await holdKey(page, '1', 'Plain', 3);
});

itLong('keeps a few of a feed that stands still, and asks to vary it', async () => {
  const page = await record('still', { feed: { framesEach: 1 } });
  await addClasses(page, 'Plain');
  await hold(page, () => recordingNote(page).getByText('Too alike: vary the expression').waitFor());
  const kept = await sampleCount(page, 'Plain');
  expect(kept).toBeGreaterThanOrEqual(1);
  expect(kept).toBeLessThanOrEqual(4);
  expect(await takeNote(page).textContent()).toContain('too alike');
});

it('asks which of two faces is meant, and records the one that is picked', async () => {
  const page = await record('two', { faces: TWO, feed: { zoom: 0.72 } });
  await addClasses(page, 'Plain');
  await advice(page).getByText('Two faces').waitFor({ timeout: SLOW_MS });
  await hold(page, () => recordingNote(page).getByText('Two faces').waitFor());
  expect(await takeNote(page).textContent()).toContain('with two faces');
  const before = await sampleCount(page, 'Plain');
  await page.keyboard.press('f');
  await advice(page).getByText('Two faces').waitFor({ state: 'detached', timeout: SLOW_MS });
  await holdKey(page, '1', 'Plain', before + 3);
});

itLong('says that it is too dark before and while it is recorded', async () => {
  const page = await record('dark', { feed: { change: (frame) => frame.linear(0.2) } });
  await addClasses(page, 'Plain');
  await advice(page).getByText('Too dark: turn a light towards your face.').waitFor({ timeout: SLOW_MS });
  await hold(page, () => recordingNote(page).getByText('Too dark').waitFor());
  expect(await sampleCount(page, 'Plain')).toBe(0);
});

itLong('counts down and records by keyboard alone; Escape stops it; the choice outlives the visit', async () => {
  const page = await record('timed');
  await addClasses(page, 'Plain');
  await page.getByRole('button', { name: 'Recording settings' }).press('Enter');
  const length = page.getByRole('radio', { name: '3 s' }).first();
  await length.focus();
  await length.press('Space');
  await page.getByText('Countdown before it').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await page.keyboard.press('1');
  const seen: string[] = [];
  await expect
    .poll(
      async () => {
        const [number] = await page.locator('.countdown-number').allTextContents();
        if (number && seen.at(-1) !== number) seen.push(number);
        return (await page.locator('.recording').count()) > 0;
      },
      { timeout: SLOW_MS, interval: 100 },
    )
    .toBe(true);
  expect(seen).toEqual(['3', '2', '1']);
  await page.getByRole('button', { name: 'Stop Plain' }).waitFor();
  await page.locator('.recording').waitFor({ state: 'detached', timeout: SLOW_MS });
  const taken = await sampleCount(page, 'Plain');
  expect(taken).toBeGreaterThan(0);

  await page.keyboard.press('1');
  await page.getByTestId('countdown').waitFor();
  await page.keyboard.press('Escape');
  await page.getByTestId('countdown').waitFor({ state: 'detached' });
  await expect.poll(() => news(page).textContent()).toBe('Not recorded.');
  await page.waitForTimeout(4_000);
  expect(await sampleCount(page, 'Plain')).toBe(taken);

  await page.keyboard.press('Control+z');
  await expect.poll(() => sampleCount(page, 'Plain')).toBe(0);
  await page.reload();
  await page.getByRole('button', { name: 'Record 3 s Plain' }).waitFor({ timeout: SLOW_MS });
});

itLong('counts down and records by touch on a phone; a second tap stops it', async () => {
  // The camera is called by its file: a name that no phone has room for.
  const page = await record('by-touch-with-a-camera-of-a-long-name', {
    context: { viewport: { width: 390, height: 844 }, hasTouch: true },
  });
  await page.getByRole('tab', { name: 'Teach' }).tap();
  await addClasses(page, 'Plain');
  await page.getByRole('button', { name: 'Recording settings' }).tap();
  await page.getByRole('radio', { name: '10 s' }).tap();
  await page.touchscreen.tap(40, 200);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Record 10 s Plain' }).tap();
  await page.getByTestId('countdown').waitFor();
  await page.locator('.recording').waitFor({ timeout: SLOW_MS });
  await expect.poll(() => sampleCount(page, 'Plain'), { timeout: SLOW_MS }).toBeGreaterThan(1);
  await page.getByRole('button', { name: 'Stop Plain' }).tap();
  await page.locator('.recording').waitFor({ state: 'detached', timeout: 2_000 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

itLong('refuses once, with the reason, where another tab keeps the samples', async () => {
  const page = await record('reader');
  await addClasses(page, 'Plain');
  const second = await page.context().newPage();
  await second.goto(inject('root'));
  await second.getByRole('button', { name: 'Hold to record Plain' }).waitFor({ timeout: SLOW_MS });
  await recognised(second);
  await second.keyboard.down('1');
  await second
    .getByText(/keeps the samples\. Change them there/)
    .first()
    .waitFor();
  await second.waitForTimeout(2_000);
  expect(await second.locator('.toast').count()).toBe(1);
  expect(await second.locator('.recording').count()).toBe(0);
  await second.keyboard.up('1');
});
