/** A database of version 1, as that version wrote it, under today's code. */

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { blankPage, exposeModules } from './modules.ts';
import { launch, newContext } from './page.ts';
import { SLOW_MS, sampleCount } from './pageActions.ts';
import { rawContent } from './rawStore.ts';

declare const modules: {
  collection: typeof import('../../src/data/collection.ts');
  images: typeof import('../../src/data/images.ts');
  runs: typeof import('../../src/data/runs.ts');
};

let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());
beforeEach(async () => {
  context = await newContext(browser, { bypassCSP: true });
  page = await blankPage(context, inject('root'));
  return () => context.close();
});

/** Two classes, 60 samples, a checkpoint and a setting, in the layout of version 1. @param broken: without its index */
const writeVersion1 = (broken = false) =>
  page.evaluate(async (broken) => {
    const tensors = new Uint8Array([1, 2, 3, 4]).buffer;
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', tensors));
    const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('mien', 1);
      request.onupgradeneeded = () => {
        const { result } = request;
        result.createObjectStore('classes', { keyPath: 'id' });
        const samples = result.createObjectStore('samples', { keyPath: 'id' });
        if (!broken) samples.createIndex('byClass', 'classId');
        result.createObjectStore('checkpoints', { keyPath: 'id' });
        result.createObjectStore('settings');
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const transaction = database.transaction([...database.objectStoreNames], 'readwrite');
    const put = (store: string, value: unknown, key?: string) => transaction.objectStore(store).put(value, key);
    for (const [i, id] of ['smile', 'frown'].entries()) {
      put('classes', { id, name: id === 'smile' ? 'Smile' : 'Frown', colour: i ? '#56B4E9' : '#E69F00', order: i + 1 });
    }
    for (let i = 0; i < 60; i++) {
      put('samples', {
        id: `s${i}`,
        classId: i % 2 ? 'frown' : 'smile',
        image: new Blob([new Uint8Array([i, 255 - i])], { type: 'image/jpeg' }),
        person: 'me',
        session: 'camera x',
        source: i < 50 ? 'camera' : 'picture',
        recordedAt: 1_000 + i,
        clipTime: i < 50 ? 40 * i : null,
        track: 3,
        yaw: -5,
        pitch: 2.5,
      });
    }
    put('checkpoints', {
      id: 'c1',
      name: 'Model 1',
      createdAt: 5,
      encoder: '0123456789abcdef',
      classes: [{ id: 'smile', name: 'Smile' }],
      step: 10,
      metrics: { loss: 0.5, accuracy: 0.75, judgedOn: 'time', samples: 60, seconds: 1 },
      options: { epochs: 1, batchSize: 4, learningRate: 0.001, views: 1, seed: 0 },
      tensors,
      sha256,
    });
    put('settings', { mirror: false }, 'preferences');
    await new Promise((resolve) => {
      transaction.oncomplete = resolve;
    });
    database.close();
  }, broken);

const expose = () =>
  exposeModules(page, {
    collection: 'src/data/collection.ts',
    images: 'src/data/images.ts',
    runs: 'src/data/runs.ts',
  });

it('keeps everything that version 1 had', async () => {
  await writeVersion1();
  await expose();
  const seen = await page.evaluate(async () => {
    const { classes, samples, split } = await modules.collection.loadCollection();
    const images = await modules.images.loadImages(samples.map(({ id }) => id));
    const bytes = await Promise.all(images.map(async ({ jpeg }) => [...new Uint8Array(await jpeg.arrayBuffer())]));
    const { run, checkpoint, tensors } = await modules.runs.loadCheckpoint('c1');
    const types = images.map(({ jpeg }) => jpeg.type);
    const listed = await modules.runs.listRuns();
    return { classes, samples, split, bytes, types, run, checkpoint, tensors: tensors.byteLength, listed };
  });
  expect(seen.classes).toEqual([
    { id: 'smile', name: 'Smile', colour: '#E69F00', order: 1, enabled: true },
    { id: 'frown', name: 'Frown', colour: '#56B4E9', order: 2, enabled: true },
  ]);
  expect(seen.samples).toHaveLength(60);
  expect(seen.samples[7]).toEqual({
    id: 's7',
    classId: 'frown',
    valence: null,
    arousal: null,
    intensity: null,
    person: 'me',
    session: 'camera x',
    source: 'camera',
    recordedAt: 1_007,
    clip: 'camera x',
    time: 280,
    moment: null,
    track: 3,
    tile: null,
    yaw: -5,
    pitch: 2.5,
    file: null,
  });
  expect(seen.samples[55]).toMatchObject({ clip: null, time: null, source: 'picture' });
  expect(seen.bytes).toEqual(Array.from({ length: 60 }, (_, i) => [i, 255 - i]));
  expect(new Set(seen.types)).toEqual(new Set(['image/jpeg']));
  expect(seen).toMatchObject({ split: null, tensors: 4 });
  expect(seen.run).toMatchObject({ id: 'c1', name: 'Model 1', state: 'done', step: 10, encoder: '0123456789abcdef' });
  expect(seen.run.settings).toMatchObject({ objective: 'supervised', common: { scope: 'heads', learningRate: 0.001 } });
  expect(seen.checkpoint).toMatchObject({ run: 'c1', kind: 'last', bytes: 4, metrics: { accuracy: 0.75 } });
  expect(seen.listed).toHaveLength(1);
  expect(seen.listed[0]?.resumable).toBe(false);
});

it('is shown by the page', async () => {
  await writeVersion1();
  await page.goto(inject('root'));
  await expect.poll(() => sampleCount(page, 'Smile'), { timeout: SLOW_MS }).toBe(30);
  expect(await sampleCount(page, 'Frown')).toBe(30);
  await page.getByRole('radio', { name: 'Use Model 1' }).waitFor();
});

it('stays whole at version 1 when the upgrade fails half-way', async () => {
  await writeVersion1(true);
  const before = await rawContent(page);
  await expose();
  const error = await page.evaluate(() =>
    modules.collection.loadCollection().then(
      () => null,
      ({ code, message }) => ({ code, message }),
    ),
  );
  expect(error).toMatchObject({ code: 'storage' });
  expect(error?.message).toContain('Reload');
  const after = await rawContent(page);
  expect(after).toEqual(before);
  expect(after.version).toBe(1);
  expect(after.keys.samples).toHaveLength(60);
  const enabled = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.open('mien');
        request.onsuccess = () => {
          const read = request.result.transaction('classes').objectStore('classes').get('smile');
          read.onsuccess = () => resolve(read.result);
        };
      }),
  );
  expect(enabled).not.toHaveProperty('enabled');
});
