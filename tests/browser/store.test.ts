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
  runs: typeof import('../../src/data/runs.ts');
  features: typeof import('../../src/data/features.ts');
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
    runs: 'src/data/runs.ts',
    features: 'src/data/features.ts',
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

/** A run with a last and a best checkpoint, of four bytes each. */
const saveRun = () =>
  page.evaluate(async () => {
    const run = modules.records.runNamed('r1');
    const made = { run: 'r1', createdAt: 1, step: 10, metrics: run.metrics };
    await modules.runs.saveRun(run, [
      { ...made, id: 'r1 last', kind: 'last', tensors: new Uint8Array([1, 2, 3, 4]).buffer },
      { ...made, id: 'r1 best', kind: 'best', tensors: new Uint8Array([5, 6, 7, 8]).buffer },
    ]);
  });

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

  it('gives back a run and its checkpoints whole, lists them without weights, renames, deletes and restores', async () => {
    await saveRun();
    const seen = await page.evaluate(async () => {
      const { listRuns, renameRun, saveRun: save, loadCheckpoint, deleteRun, restoreRun } = modules.runs;
      await renameRun('r1', 'Renamed');
      // A run that goes on does not know of the rename.
      await save(modules.records.runNamed('r1', { step: 12 }));
      const [info] = await listRuns();
      const { run, tensors } = await loadCheckpoint('r1 best');
      const removed = await deleteRun('r1');
      const database = await modules.database.openDatabase();
      const left = await Promise.all((['runs', 'checkpoints', 'tensors'] as const).map((name) => database.count(name)));
      if (removed) await restoreRun(removed);
      const [back] = await listRuns();
      return { info, name: run.name, step: run.step, tensors: [...new Uint8Array(tensors)], left, back };
    });
    expect(seen).toMatchObject({ name: 'Renamed', step: 12, tensors: [5, 6, 7, 8], left: [0, 0, 0] });
    expect(seen.back).toEqual(seen.info);
    expect(seen.info?.checkpoints.map(({ kind, bytes }) => [kind, bytes]).sort()).toEqual([
      ['best', 4],
      ['last', 4],
    ]);
    expect(seen.info?.resumable).toBe(true);
    expect(JSON.stringify(seen.info)).not.toContain('tensors');
  });

  it('pins a checkpoint so that no later save replaces it, and deletes it alone', async () => {
    await saveRun();
    const seen = await page.evaluate(async () => {
      const { pinCheckpoint, saveRun: save, loadCheckpoint, deleteCheckpoint, listRuns } = modules.runs;
      const pinned = (await pinCheckpoint('r1 last')) ?? '';
      const run = modules.records.runNamed('r1', { step: 20 });
      const tensors = new Uint8Array([9, 9]).buffer;
      await save(run, [
        { id: 'r1 last', run: 'r1', kind: 'last', createdAt: 2, step: 20, metrics: run.metrics, tensors },
      ]);
      const bytes = [...new Uint8Array((await loadCheckpoint(pinned)).tensors)];
      await deleteCheckpoint(pinned);
      const gone = await loadCheckpoint(pinned).catch(({ code }) => code);
      return { bytes, gone, none: await pinCheckpoint('missing'), left: (await listRuns())[0]?.checkpoints.length };
    });
    expect(seen).toEqual({ bytes: [1, 2, 3, 4], gone: 'bad-input', none: null, left: 2 });
  });

  it('refuses a checkpoint with one changed byte', async () => {
    await saveRun();
    const error = await page.evaluate(async () => {
      const database = await modules.database.openDatabase();
      const record = await database.get('tensors', 'r1 last');
      if (record) await database.put('tensors', { ...record, tensors: new Uint8Array([1, 2, 3, 5]).buffer });
      return modules.runs.loadCheckpoint('r1 last').then(
        () => null,
        ({ code, message }: { code: string; message: string }) => ({ code, message }),
      );
    });
    expect(error).toMatchObject({ code: 'bad-weights' });
  });

  it('forgets the features of deleted samples, and those of other views when told to', async () => {
    await fill();
    const seen = await page.evaluate(async () => {
      const { saveFeatures, loadFeatures, keepOnlyFeatures } = modules.features;
      const values = Float32Array.of(1, 2);
      const names = ['smile0', 'frown0', 'never stored'];
      for (const views of ['a', 'b']) await saveFeatures(names.map((id) => ({ views, id, values })));
      const kept = [...(await loadFeatures('a', names)).keys()];
      const { loadCollection, commit } = modules.collection;
      await commit(modules.edits.removeSamples(await loadCollection(), new Set(['smile0'])));
      await modules.images.sweepImages();
      const swept = [...(await loadFeatures('a', names)).keys()];
      await keepOnlyFeatures(new Set(['b']));
      return { kept, swept, other: (await loadFeatures('a', names)).size, same: (await loadFeatures('b', names)).size };
    });
    expect(seen).toEqual({ kept: ['smile0', 'frown0'], swept: ['frown0'], other: 0, same: 1 });
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
