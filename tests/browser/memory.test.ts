/** The trainer's memory on real faces: its preview, what it keeps between visits, what it forgets, what it holds. */

import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { modelCrop } from '../../src/math/faceCrop.ts';
import { itLong } from '../long.ts';
import { classNamed, sampleOf } from '../records.ts';
import { cropsOf, putSamples } from './faceSamples.ts';
import { launch } from './page.ts';
import { SMILES, STRAIGHT } from './photos.ts';
import { rawContent } from './rawStore.ts';
import { openTrainer, type Trainer } from './trainer.ts';

const SIDE = 48;
const KINDS = [
  ['smile', SMILES],
  ['straight', STRAIGHT],
] as const;

let browser: Browser;
let trainer: Trainer;
let remembered: { id: string; classId: string }[];

/** Starts the worker afresh; from then on it counts the pictures that it decodes. */
async function start(): Promise<void> {
  await trainer.call('init', { base: inject('root'), backend: 'wasm', avoid: [] });
  await trainer.inside(`(() => {
    const decode = self.createImageBitmap.bind(self);
    self.decoded = 0;
    self.createImageBitmap = (...given) => { self.decoded += 1; return decode(...given); };
  })()`);
}

async function pixels(jpeg: Buffer): Promise<Uint8Array> {
  const rgba = await sharp(jpeg).ensureAlpha().raw().toBuffer();
  return modelCrop(new Uint8ClampedArray(rgba), SIDE);
}

/** The preview's favourite for a crop, and how many classes it chose from. */
async function favourite(crop: Uint8Array): Promise<{ classId: string | undefined; classes: number }> {
  const { nearest } = await trainer.call('predict', { crops: crop, count: 1 });
  const shares = Object.values(nearest?.shares ?? {});
  return { classId: nearest?.classes[shares.indexOf(Math.max(...shares))], classes: shares.length };
}

beforeAll(async () => {
  browser = await launch();
  trainer = await openTrainer(browser, inject('root'));
  await start();
  // The first call that needs the database makes it.
  expect(await trainer.call('quality', {})).toEqual({ duplicates: [], outliers: [], mislabelled: [] });
  const all = [];
  for (const [kind, { train }] of KINDS) {
    for (const [face, where] of train.entries()) {
      for (const [i, jpeg] of (await cropsOf(where, 4)).entries()) {
        all.push({ sample: sampleOf(`${kind} ${face} ${i}`, kind, { person: `${kind} ${face}` }), jpeg });
      }
    }
  }
  await putSamples(
    trainer.page,
    KINDS.map(([kind], i) => classNamed(kind, i)),
    all,
  );
  remembered = all.map(({ sample }) => ({ id: sample.id, classId: sample.classId ?? '' }));
});
afterAll(() => browser.close());

it('says nothing before two classes have samples', async () => {
  const crop = new Uint8Array(SIDE * SIDE).fill(90);
  expect((await trainer.call('predict', { crops: crop, count: 1 })).nearest).toBeNull();
  const smiles = remembered.filter(({ classId }) => classId === 'smile');
  expect(await trainer.call('remember', { samples: smiles })).toEqual({ size: smiles.length });
  expect((await trainer.call('predict', { crops: crop, count: 1 })).nearest).toBeNull();
});

it('knows both classes on other photos, more often than by chance', async () => {
  expect(await trainer.call('remember', { samples: remembered })).toEqual({ size: remembered.length });
  let right = 0;
  let total = 0;
  for (const [kind, { test }] of KINDS) {
    for (const where of test) {
      for (const jpeg of await cropsOf(where, 4)) {
        const { classId, classes } = await favourite(await pixels(jpeg));
        expect(classes).toBe(2);
        if (classId === kind) right++;
        total++;
      }
    }
  }
  console.log(`preview right on ${right} of ${total} crops of 6 other faces`);
  expect(right / total).toBeGreaterThan(0.7);
});

it('embeds nothing again on the next visit', async () => {
  const { keys } = await rawContent(trainer.page);
  expect(keys.embeddings).toHaveLength(remembered.length);
  await trainer.kill();
  await trainer.restart();
  await start();
  expect(await trainer.call('remember', { samples: remembered })).toEqual({ size: remembered.length });
  expect(await trainer.inside('self.decoded')).toBe(0);
});

it('follows a new label at once, and forgets', async () => {
  const crop = await pixels((await cropsOf({ photo: 1, x: 488, y: 492 }, 1))[0] ?? Buffer.alloc(0));
  const before = (await favourite(crop)).classId;
  const turned = remembered.map(({ id, classId }) => ({ id, classId: classId === 'smile' ? 'straight' : 'smile' }));
  await trainer.call('remember', { samples: turned });
  // All labels swapped: the favourite is the other one.
  expect((await favourite(crop)).classId).toBe(before === 'smile' ? 'straight' : 'smile');
  const forgotten = remembered.filter(({ classId }) => classId === 'smile').map(({ id }) => ({ id, classId: null }));
  const left = remembered.length - forgotten.length;
  expect(await trainer.call('remember', { samples: forgotten })).toEqual({ size: left });
  expect((await trainer.call('predict', { crops: crop, count: 1 })).nearest).toBeNull();
  // What has no picture is passed over, and a sample may be forgotten that was never known.
  const odd = [
    { id: 'gone', classId: 'smile' },
    { id: 'never', classId: null },
  ];
  expect(await trainer.call('remember', { samples: odd })).toEqual({ size: left });
  expect(await trainer.call('remember', { samples: remembered })).toEqual({ size: remembered.length });
});

it('forgets what is deleted while it is still embedded, and answers predictions meanwhile', async () => {
  await trainer.kill();
  await trainer.restart();
  await start();
  await trainer.page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('mien');
      opening.onsuccess = () => resolve(opening.result);
    });
    const transaction = database.transaction('embeddings', 'readwrite');
    transaction.objectStore('embeddings').clear();
    await new Promise((resolve) => {
      transaction.oncomplete = resolve;
    });
    database.close();
  });
  await trainer.begin('remember', { samples: remembered });
  const crop = new Uint8Array(SIDE * SIDE).fill(90);
  await trainer.call('predict', { crops: crop, count: 1 });
  expect(await trainer.inside('self.decoded')).toBeLessThan(remembered.length);
  const last = remembered.slice(-8).map(({ id }) => ({ id, classId: null }));
  await trainer.call('remember', { samples: last });
  expect(JSON.parse(await trainer.settled())).toEqual({ size: remembered.length - last.length });
});

itLong('holds no more tensors after 300 predictions, a check, and samples that come and go', async () => {
  const crop = new Uint8Array(SIDE * SIDE).fill(90);
  await trainer.call('predict', { crops: crop, count: 1 });
  const before = await trainer.call('memory', {});
  await trainer.page.evaluate(async (crops) => {
    for (let i = 0; i < 300; i++) await line.call('predict', { crops, count: 1 });
  }, crop);
  await trainer.call('quality', {});
  await trainer.call('remember', { samples: remembered.map(({ id }) => ({ id, classId: null })) });
  await trainer.call('remember', { samples: remembered });
  expect(await trainer.call('memory', {})).toEqual(before);
});
