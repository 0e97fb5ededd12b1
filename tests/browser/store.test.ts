import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { blankPage, exposeModules } from './modules.ts';
import { launch } from './page.ts';

declare const modules: {
  collection: typeof import('../../src/data/collection.ts');
  edits: typeof import('../../src/data/edits.ts');
  change: typeof import('../../src/data/change.ts');
  images: typeof import('../../src/data/images.ts');
  records: typeof import('../records.ts');
  checkpoints: typeof import('../../src/data/checkpoints.ts');
  settings: typeof import('../../src/data/settings.ts');
  database: typeof import('../../src/data/database.ts');
  v: typeof import('valibot');
};

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** A page of the app's origin without the app, in a fresh profile. */
beforeEach(async () => {
  const context = await browser.newContext({ bypassCSP: true });
  page = await blankPage(context, inject('root'));
  await expose();
  return () => context.close();
});

function expose(): Promise<void> {
  return exposeModules(page, {
    collection: 'src/data/collection.ts',
    edits: 'src/data/edits.ts',
    change: 'src/data/change.ts',
    images: 'src/data/images.ts',
    records: 'tests/records.ts',
    checkpoints: 'src/data/checkpoints.ts',
    settings: 'src/data/settings.ts',
    database: 'src/data/database.ts',
    v: 'node_modules/valibot',
  });
}

/** Two classes with two samples each, stored; made inside the page because blobs do not cross. */
const fill = () =>
  page.evaluate(async () => {
    const { commit } = modules.collection;
    const { classNamed, sampleOf } = modules.records;
    for (const [order, id] of ['smile', 'frown'].entries()) {
      await commit({ classes: [{ before: null, after: classNamed(id, order) }], samples: [] });
      const samples = [0, 1].map((i) => sampleOf(`${id}${i}`, id, { recordedAt: 1000 * order + i }));
      const images = samples.map((sample, i) => ({
        id: sample.id,
        jpeg: new Blob([new Uint8Array([order, i])], { type: 'image/jpeg' }),
        landmarks: new Float32Array([0.25, 0.5]),
      }));
      await commit(modules.edits.addSamples(samples), images);
    }
  });

const ids = () => page.evaluate(async () => (await modules.collection.loadCollection()).samples.map(({ id }) => id));

const saveCheckpoint = () =>
  page.evaluate(() =>
    modules.checkpoints.saveCheckpoint({
      id: 'c1',
      name: 'First',
      createdAt: 1,
      encoder: '0123456789abcdef',
      classes: [{ id: 'smile', name: 'smile' }],
      step: 10,
      metrics: { loss: 0.5, accuracy: 0.75, judgedOn: 'time', samples: 4, seconds: 1 },
      options: { epochs: 1, batchSize: 4, learningRate: 0.001, views: 1, seed: 0 },
      tensors: new Uint8Array([1, 2, 3, 4]).buffer,
    }),
  );

describe('store', () => {
  it('keeps classes, samples and pictures over a reload, in order', async () => {
    await fill();
    await page.reload();
    await expose();
    const seen = await page.evaluate(async () => {
      const { classes } = await modules.collection.loadCollection();
      const [image] = await modules.images.loadImages(['frown0', 'missing']);
      return {
        classes: classes.map(({ name }) => name),
        bytes: [...new Uint8Array((await image?.jpeg.arrayBuffer()) ?? new ArrayBuffer(0))],
        landmarks: [...(image?.landmarks ?? [])],
      };
    });
    expect(seen).toEqual({ classes: ['smile', 'frown'], bytes: [1, 0], landmarks: [0.25, 0.5] });
    expect(await ids()).toEqual(['smile0', 'smile1', 'frown0', 'frown1']);
  });

  it('deletes a class with its samples and brings both back, with their pictures', async () => {
    await fill();
    const seen = await page.evaluate(async () => {
      const { loadCollection, commit } = modules.collection;
      const change = modules.edits.removeClass(await loadCollection(), 'smile');
      await commit(change);
      const left = (await loadCollection()).samples.map(({ id }) => id);
      await commit(modules.change.inverse(change));
      return { left, pictures: (await modules.images.loadImages(['smile0', 'smile1'])).length };
    });
    expect(seen).toEqual({ left: ['frown0', 'frown1'], pictures: 2 });
    expect(await ids()).toEqual(['smile0', 'smile1', 'frown0', 'frown1']);
  });

  it('sweeps the pictures of deleted samples, and no others', async () => {
    await fill();
    const left = await page.evaluate(async () => {
      const { loadCollection, commit } = modules.collection;
      await commit(modules.edits.removeSamples(await loadCollection(), new Set(['smile0'])));
      await modules.images.sweepImages();
      return (await modules.images.loadImages(['smile0', 'smile1', 'frown0', 'frown1'])).map(({ id }) => id);
    });
    expect(left).toEqual(['smile1', 'frown0', 'frown1']);
  });

  it('adds samples all or none', async () => {
    await fill();
    const error = await page.evaluate(async () => {
      const good = modules.records.sampleOf('new', 'smile');
      // A function cannot be cloned into the store: the second record fails, and the first must go with it.
      const bad = { ...good, id: 'bad', person: (() => 1) as unknown as string };
      return modules.collection.commit(modules.edits.addSamples([good, bad])).then(
        () => null,
        ({ code, message }) => ({ code, message }),
      );
    });
    expect(error).toMatchObject({ code: 'storage' });
    expect(await ids()).not.toContain('new');
  });

  it('gives back a checkpoint whole, lists it without its tensors, renames and deletes it', async () => {
    await saveCheckpoint();
    const seen = await page.evaluate(async () => {
      await modules.checkpoints.renameCheckpoint('c1', 'Renamed');
      const [info] = await modules.checkpoints.listCheckpoints();
      const { tensors, name } = await modules.checkpoints.loadCheckpoint('c1');
      const removed = await modules.checkpoints.deleteCheckpoint('c1');
      const none = (await modules.checkpoints.listCheckpoints()).length;
      if (removed) await modules.checkpoints.restoreCheckpoint(removed);
      return {
        name,
        listed: Object.keys(info ?? {}),
        tensors: [...new Uint8Array(tensors)],
        none,
        back: (await modules.checkpoints.listCheckpoints()).length,
      };
    });
    expect(seen).toMatchObject({ name: 'Renamed', tensors: [1, 2, 3, 4], none: 0, back: 1 });
    expect(seen.listed).not.toContain('tensors');
  });

  it('refuses a checkpoint with one changed byte', async () => {
    await saveCheckpoint();
    const error = await page.evaluate(async () => {
      const database = await modules.database.openDatabase();
      const record = await database.get('checkpoints', 'c1');
      if (record) await database.put('checkpoints', { ...record, tensors: new Uint8Array([1, 2, 3, 5]).buffer });
      return modules.checkpoints.loadCheckpoint('c1').catch(({ code, message }) => ({ code, message }));
    });
    expect(error).toMatchObject({ code: 'bad-weights' });
  });

  it('reads a setting only if it still fits its schema', async () => {
    const read = await page.evaluate(async () => {
      await modules.settings.writeSetting('mirror', true);
      await modules.settings.writeSetting('backend', 17);
      return [
        await modules.settings.readSetting('mirror', modules.v.boolean(), false),
        await modules.settings.readSetting('backend', modules.v.string(), 'auto'),
        await modules.settings.readSetting('missing', modules.v.number(), 3),
      ];
    });
    expect(read).toEqual([true, 'auto', 3]);
  });

  it('says what to do when the browser keeps no data', async () => {
    const error = await page.evaluate(async () => {
      Object.defineProperty(globalThis, 'indexedDB', { value: undefined });
      return modules.collection.loadCollection().catch(({ code, message }) => ({ code, message }));
    });
    expect(error).toMatchObject({ code: 'storage' });
    expect((error as { message: string }).message).toContain('ordinary window');
  });
});
