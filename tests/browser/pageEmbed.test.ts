/** Mien in a frame of another site: what it shows, whom it tells what, and from whom it takes commands. */

import type { Browser, Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { writeShareLink } from '../../src/data/shareLink.ts';
import { createRng } from '../../src/math/rng.ts';
import current from '../../src/model/current.json' with { type: 'json' };
import { itLong } from '../long.ts';
import { drawnModel } from '../sharedModels.ts';
import { findings } from './axe.ts';
import { addFrame, hears, lastHeard, openEmbedded, say, serveHost } from './embedHost.ts';
import { launch, WEBGPU_FLAGS } from './page.ts';
import { SLOW_MS } from './pageActions.ts';
import { photo } from './photos.ts';

const CAMERA = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];
const SMALL = { width: 320, height: 240 };

let browser: Browser;
let host: Awaited<ReturnType<typeof serveHost>>;
let link: string;

beforeAll(async () => {
  browser = await launch({ without: WEBGPU_FLAGS, flags: CAMERA });
  host = await serveHost();
  const model = drawnModel(createRng(1), 3, true);
  link = await writeShareLink({ ...model, card: { ...model.card, name: 'Three looks', encoder: current.hash } });
});
afterAll(async () => {
  await browser.close();
  host.close();
});

const app = () => inject('root');
const naming = (origin: string) => `&origin=${encodeURIComponent(origin)}`;

/** Nothing is cut off and nothing scrolls. */
const fits = (frame: Frame) =>
  frame.evaluate(() => {
    const inside = [...document.querySelectorAll('main, .source-bar, .source-bar *, .embed-answers .verdict')].every(
      (element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        return left >= 0 && top >= 0 && right <= innerWidth + 0.5 && bottom <= innerHeight + 0.5;
      },
    );
    return inside && document.documentElement.scrollHeight <= innerHeight;
  });

/** How much is stored, or that nothing can be. */
const stored = (frame: Frame) =>
  frame.evaluate(async () => {
    try {
      return { databases: (await indexedDB.databases()).length, items: localStorage.length };
    } catch {
      return 'refused';
    }
  });

it('tells the page that its address names of faces, as often as asked, and obeys it; what is no command changes nothing', async () => {
  const context = await browser.newContext({ viewport: SMALL, colorScheme: 'dark' });
  const { page, frame, errors } = await openEmbedded(context, host.origin, app(), { query: naming(host.origin), link });
  expect(await stored(frame)).toBe('refused');
  const ready = await hears(page, 'ready');
  expect(ready.classes).toHaveLength(8);
  const state = await hears(page, 'state', ({ own, source }) => own !== null && source === 'clip');
  expect(state.own).toEqual({ name: 'Three looks', classes: ['Neutral', 'Happiness', 'Surprise'] });

  // Nothing is told of faces before it is asked for.
  await frame.locator('.bar-value').first().getByText('%').waitFor({ state: 'attached' });
  expect(await lastHeard(page, 'faces')).toBeUndefined();
  await say(page, { mien: 1, type: 'subscribe', rate: 2 });
  const { faces, time, width } = await hears(
    page,
    'faces',
    (event) => event.faces.length === 6 && !!event.faces[0]?.own,
  );
  expect(width).toBe(960);
  expect(Math.abs(time - Date.now())).toBeLessThan(SLOW_MS);
  for (const face of faces) {
    expect(Object.keys(face).sort()).toEqual(['affect', 'base', 'box', 'id', 'own', 'score']);
    expect(face.affect).toEqual({ valence: expect.any(Number), arousal: expect.any(Number) });
    for (const [answer, classes] of [
      [face.base, 8],
      [face.own, 3],
    ] as const) {
      expect(answer?.scores).toHaveLength(classes);
      expect(answer?.scores.reduce((sum, score) => sum + score)).toBeCloseTo(1, 3);
    }
  }
  const told = () => page.evaluate(() => heard.filter(({ data }) => data.type === 'faces').length);
  const [began, first] = [performance.now(), await told()];
  await expect.poll(told, { timeout: SLOW_MS }).toBeGreaterThan(first + 3);
  const count = (await told()) - first;
  expect(count).toBeLessThanOrEqual(2 + (2 * (performance.now() - began)) / 1_000);
  const origins = await page.evaluate(() => heard.map(({ origin }) => origin));
  expect(new Set(origins)).toEqual(new Set([new URL(app()).origin]));

  expect(await fits(frame)).toBe(true);
  expect(await findings(page)).toEqual([]);

  const before = await lastHeard(page, 'state');
  for (const message of [
    null,
    'stop',
    { mien: 2, type: 'stop' },
    { mien: 1, type: 'stop', now: true },
    { mien: 1, type: 'model', link: 'x'.repeat(5_000_000) },
    { mien: 1, type: 'subscribe', rate: 1e9 },
    Array.from({ length: 100_000 }, (_, i) => i),
  ]) {
    await say(page, message);
  }
  // A stranger of the right origin, in another frame of the page.
  const stranger = await addFrame(page, host.origin);
  await stranger.evaluate((data) => parent.frames[0]?.postMessage(data, '*'), { mien: 1, type: 'model', link: null });
  await say(page, { mien: 1, type: 'model', link: 'https://mien.example/#model=1.abc' });
  expect((await hears(page, 'error')).message).toMatch(/cut short or changed/);
  expect(await lastHeard(page, 'state')).toEqual(before);
  expect((await hears(page, 'error')).about).toBe('link');

  await say(page, { mien: 1, type: 'model', link: null });
  await hears(page, 'state', ({ own }) => own === null);
  await say(page, { mien: 1, type: 'model', link: `https://mien.example/app/#${link}` });
  await hears(page, 'state', ({ own }) => own?.name === 'Three looks');
  await hears(page, 'faces', (event) => event.faces.some(({ own }) => own));

  // The frame has no `allow`: the camera is kept from it, and the actors go on.
  await say(page, { mien: 1, type: 'camera' });
  const dialog = frame.getByRole('dialog', { name: 'Use your camera' });
  await dialog.getByText(host.origin).waitFor();
  await dialog.getByRole('button', { name: 'Start camera' }).click();
  await dialog.getByText('allow="camera"').waitFor();
  expect(await findings(page)).toEqual([]);
  await hears(page, 'error', ({ about, message }) => about === 'camera' && message.includes('allow="camera"'));
  await dialog.getByRole('button', { name: 'Go on without' }).click();
  expect((await lastHeard(page, 'state'))?.source).toBe('clip');

  // A picture that the visitor chooses is told of too, once, and not after the page wants no more.
  await frame.locator('input[type=file]').setInputFiles(photo(6));
  await hears(page, 'state', ({ source }) => source === 'picture');
  await hears(page, 'faces', (event) => event.faces.length === 4 && event.faces.every(({ base }) => base));
  const typesSince = (from: number) => page.evaluate((first) => heard.slice(first).map(({ data }) => data.type), from);
  const length = () => page.evaluate(() => heard.length);
  const asked = await length();
  await say(page, { mien: 1, type: 'subscribe', rate: 0 });
  await expect.poll(() => typesSince(asked)).toContain('state');
  const enough = await length();
  await frame.getByRole('button', { name: 'Sample' }).click();
  await hears(page, 'state', ({ source }) => source === 'clip');
  await page.waitForTimeout(1_000);
  expect(await typesSince(enough)).not.toContain('faces');

  expect(await frame.getByRole('link', { name: 'Mien' }).getAttribute('href')).toBe(`${app()}#${link}`);
  expect(errors).toEqual([]);
  await context.close();
});

it('tells nobody who is not named, and takes no commands from them', async () => {
  const context = await browser.newContext({ viewport: { width: 640, height: 480 } });
  const { page, frame, errors } = await openEmbedded(context, host.origin, app());
  // This one names another page; and a stranger's frame beside it speaks to it.
  const named = await addFrame(page, `${app()}?embed&origin=https://mien.example&theme=dark`);
  const stranger = await addFrame(page, host.origin);
  for (const each of [frame, named]) await each.locator('.bar-value').first().getByText('%').waitFor();
  const command = { mien: 1, type: 'camera' };
  await page.evaluate((data) => {
    for (const { contentWindow } of document.querySelectorAll('iframe')) contentWindow?.postMessage(data, '*');
  }, command);
  const wanted = { mien: 1, type: 'subscribe', rate: 10 };
  await page.evaluate((data) => {
    for (const { contentWindow } of document.querySelectorAll('iframe')) contentWindow?.postMessage(data, '*');
  }, wanted);
  await stranger.evaluate((data) => {
    for (let i = 0; i < 2; i++) parent.frames[i]?.postMessage(data, '*');
  }, command);
  await page.waitForTimeout(1_500);
  expect(await page.evaluate(() => heard)).toEqual([]);
  for (const each of [frame, named]) {
    expect(await each.getByRole('dialog').count()).toBe(0);
    expect(await fits(each)).toBe(true);
  }
  await frame.getByText('Nothing leaves this frame').waitFor();
  expect(await named.locator('.page.dark').count()).toBe(1);
  expect(await findings(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

itLong('asks for the camera once, obeys after a yes, and keeps nothing where it could', async () => {
  const context = await browser.newContext({ viewport: SMALL });
  const { page, frame } = await openEmbedded(context, host.sibling, app(), {
    query: naming(host.sibling),
    link,
    allow: 'camera',
  });
  await hears(page, 'state', ({ own }) => own !== null);
  await say(page, { mien: 1, type: 'camera' });
  await frame.getByRole('button', { name: 'Start camera' }).click();
  await hears(page, 'state', ({ source }) => source === 'camera');
  const track = await frame.locator('video').evaluateHandle((video: HTMLVideoElement) => {
    return (video.srcObject as MediaStream).getVideoTracks()[0];
  });
  await say(page, { mien: 1, type: 'stop' });
  await hears(page, 'state', ({ source }) => source === 'clip');
  expect(await track.evaluate((each) => each?.readyState)).toBe('ended');
  // Said yes to before.
  await say(page, { mien: 1, type: 'camera' });
  await hears(page, 'state', ({ source }) => source === 'camera');
  expect(await stored(frame)).toEqual({ databases: 0, items: 0 });
  await context.close();
});
