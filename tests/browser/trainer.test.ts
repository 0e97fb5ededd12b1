import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { LONG } from '../long.ts';
import { type DrawnClass, storeDrawnFaces } from './drawnFaces.ts';
import { launch } from './page.ts';
import { openTrainer, quickOptions, type Trainer } from './trainer.ts';

const CLASSES: DrawnClass[] = [
  { id: 'up', name: 'Mouth up', mouth: 1 },
  { id: 'down', name: 'Mouth down', mouth: -1 },
];
const QUICK = quickOptions({ epochs: 10, batchSize: 16, learningRate: 0.01, views: 2 });
const ENDLESS = quickOptions({ epochs: 1000, batchSize: 4, learningRate: 0.01, views: 2 });
const SIDE = 48;
/** Frames and steps after which a leak of one tensor each would have shown. */
const MANY = LONG ? 1000 : 200;

let browser: Browser;
const open: Trainer[] = [];

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ context }) => context.close()));
});

/** A trainer on wasm, ready to answer. */
async function ready(): Promise<Trainer> {
  const trainer = await openTrainer(browser, inject('root'));
  open.push(trainer);
  await trainer.call('init', { base: inject('root'), backend: 'wasm', avoid: [] });
  return trainer;
}

/** Pixels that differ from face to face and from run to run in nothing. */
function noise(count: number, seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length: count * SIDE * SIDE }, () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state >>> 24;
  });
}

const stored = async (trainer: Trainer, perClass = 12) => {
  // The first call that needs the store makes it.
  await expect(trainer.call('train', { options: QUICK, name: '' })).rejects.toThrow('bad-input');
  await storeDrawnFaces(trainer.page, CLASSES, perClass, 'first', 1);
};

describe('predictions', () => {
  it('are probabilities of every face, by whatever number', async () => {
    const trainer = await ready();
    for (const count of [1, 2, 3, 5, 8]) {
      const { base, own } = await trainer.call('predict', { crops: noise(count, 7), count });
      expect(own).toBeNull();
      expect(base.length).toBe(8 * count);
      for (let face = 0; face < count; face++) {
        const sum = base.slice(8 * face, 8 * face + 8).reduce((total, value) => total + value, 0);
        expect(sum).toBeCloseTo(1, 5);
      }
    }
    await expect(trainer.call('predict', { crops: noise(9, 7), count: 9 })).rejects.toThrow('bad-input');
  });

  it('of many frames leave no tensor behind', async () => {
    const trainer = await ready();
    const crops = noise(1, 3);
    await trainer.call('predict', { crops, count: 1 });
    const before = await trainer.call('memory', {});
    await trainer.page.evaluate(
      async ([pixels, frames]) => {
        for (let i = 0; i < frames; i++) await line.call('predict', { crops: pixels, count: 1 });
      },
      [crops, MANY] as const,
    );
    expect(await trainer.call('memory', {})).toEqual(before);
  });

  it('before init are refused, not crashed', async () => {
    const trainer = await openTrainer(browser, inject('root'));
    open.push(trainer);
    await expect(trainer.call('predict', { crops: noise(1, 1), count: 1 })).rejects.toThrow('internal');
  });
});

describe('training', () => {
  it('learns two drawn classes, reports on the way, and answers beside the base', async () => {
    const trainer = await ready();
    await stored(trainer);
    const result = await trainer.call('train', { options: QUICK, name: 'Mouths' });
    expect(result).toMatchObject({ state: 'done', judgedOn: 'time', own: { classes: ['up', 'down'] } });
    expect(result.accuracy).toBeGreaterThan(0.7);
    const reports = await trainer.progress();
    expect(reports.filter(({ phase }) => phase === 'preparing').at(-1)).toMatchObject({ done: 48, total: 48 });
    expect(reports.find(({ phase }) => phase === 'started')).toMatchObject({ run: result.run, steps: result.steps });
    const { steps } = result;
    const last = reports.filter(({ phase }) => phase === 'training').at(-1);
    expect(last).toMatchObject({ steps, msLeft: 0, point: { step: steps, accuracy: result.accuracy } });
    expect(reports.filter(({ phase }) => phase === 'map').at(-1)).toMatchObject({ frame: { step: steps } });
    expect(reports.at(-1)).toMatchObject({ phase: 'saved', step: steps });
    const { own } = await trainer.call('predict', { crops: noise(3, 5), count: 3 });
    expect(own?.length).toBe(6);
  });

  it('survives a reload: the restored model gives the same answers, another checkpoint id is refused', async () => {
    const trainer = await ready();
    await stored(trainer);
    const { checkpoint } = await trainer.call('train', { options: QUICK, name: 'Mouths' });
    const crops = noise(4, 9);
    const before = await trainer.call('predict', { crops, count: 4 });
    await trainer.kill();
    await trainer.restart();
    await trainer.call('init', { base: inject('root'), backend: 'wasm', avoid: [] });
    expect((await trainer.call('predict', { crops, count: 4 })).own).toBeNull();
    expect(await trainer.call('restore', { checkpoint })).toMatchObject({ checkpoint, classes: ['up', 'down'] });
    const after = await trainer.call('predict', { crops, count: 4 });
    expect(after.own).toEqual(before.own);
    expect(after.base).toEqual(before.base);
    await expect(trainer.call('restore', { checkpoint: 'gone' })).rejects.toThrow('bad-input');
    expect((await trainer.call('predict', { crops, count: 4 })).own).toEqual(before.own);
    expect(await trainer.call('restore', { checkpoint: null })).toBeNull();
    expect((await trainer.call('predict', { crops, count: 4 })).own).toBeNull();
  });

  it('refuses a tampered checkpoint, one of another encoder and one with other classes', async () => {
    const trainer = await ready();
    await stored(trainer);
    const result = await trainer.call('train', { options: QUICK, name: 'Mouths' });
    const { checkpoint } = result;
    /** Stores a changed copy of the run and its last checkpoint under another id. */
    const changed = (id: string, change: 'bit' | 'encoder' | 'classes') =>
      trainer.page.evaluate(
        async ([from, to, what]) => {
          const database = await new Promise<IDBDatabase>((resolve, reject) => {
            const opening = indexedDB.open('mien');
            opening.onsuccess = () => resolve(opening.result);
            opening.onerror = () => reject(opening.error);
          });
          const transaction = database.transaction(['runs', 'checkpoints', 'tensors'], 'readwrite');
          const read = <T>(store: string, id: string) =>
            new Promise<T>((resolve) => {
              const reading = transaction.objectStore(store).get(id);
              reading.onsuccess = () => resolve(reading.result);
            });
          const run = await read<{ encoder: string; classes: { id: string; name: string }[] }>('runs', from.run);
          const checkpoint = await read<object>('checkpoints', from.checkpoint);
          const weights = await read<{ tensors: ArrayBuffer }>('tensors', from.checkpoint);
          const bytes = new Uint8Array(weights.tensors);
          if (what === 'bit') bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
          if (what === 'encoder') run.encoder = '0123456789abcdef';
          if (what === 'classes') run.classes.push({ id: 'x', name: 'X' });
          transaction.objectStore('runs').put({ ...run, id: to });
          transaction.objectStore('checkpoints').put({ ...checkpoint, id: to, run: to });
          transaction.objectStore('tensors').put({ ...weights, id: to });
          await new Promise((resolve, reject) => {
            transaction.oncomplete = resolve;
            transaction.onerror = () => reject(transaction.error);
          });
          database.close();
        },
        [result, id, change] as const,
      );
    for (const change of ['bit', 'encoder', 'classes'] as const) {
      await changed(change, change);
      await expect(trainer.call('restore', { checkpoint: change })).rejects.toThrow('bad-weights');
    }
    expect(await trainer.call('restore', { checkpoint })).toMatchObject({ checkpoint });
  });

  it('of many steps leaves as many tensors as a short run', async () => {
    const trainer = await ready();
    await stored(trainer);
    const train = (epochs: number) =>
      trainer.call('train', { options: quickOptions({ epochs, batchSize: 16, views: 2 }), name: '' });
    await train(1);
    const before = await trainer.call('memory', {});
    const { steps } = await train(MANY / 2);
    expect(steps).toBeGreaterThanOrEqual(MANY);
    expect(await trainer.call('memory', {})).toEqual(before);
  });

  it('goes on answering meanwhile, and stops softly with a checkpoint', async () => {
    const trainer = await ready();
    await stored(trainer);
    await trainer.begin('train', { options: ENDLESS, name: 'Long' });
    const training = async () => (await trainer.progress()).some(({ phase }) => phase === 'training');
    await expect.poll(training, { timeout: 30_000 }).toBe(true);
    await expect(trainer.call('train', { options: QUICK, name: '' })).rejects.toThrow('in progress');
    for (let i = 0; i < 10; i++) await trainer.call('predict', { crops: noise(1, i), count: 1 });
    await trainer.call('stop', { as: 'stopped' });
    const result = JSON.parse(await trainer.settled());
    expect(result.state).toBe('stopped');
    expect(result.step).toBeGreaterThan(0);
    expect(result.step).toBeLessThan(result.steps);
    expect(await trainer.call('restore', { checkpoint: result.checkpoint })).toMatchObject({ classes: ['up', 'down'] });
  });

  it('killed in the middle leaves the store whole: a new worker trains again', async () => {
    const trainer = await ready();
    await stored(trainer);
    const { checkpoint } = await trainer.call('train', { options: QUICK, name: 'Before' });
    await trainer.begin('train', { options: ENDLESS, name: 'Killed' });
    const running = async () =>
      (await trainer.progress()).some((report) => report.phase === 'training' && report.steps > 1000);
    await expect.poll(running, { timeout: 30_000 }).toBe(true);
    await trainer.kill();
    await trainer.restart();
    await trainer.call('init', { base: inject('root'), backend: 'wasm', avoid: [] });
    expect(await trainer.call('restore', { checkpoint })).toMatchObject({ checkpoint });
    expect(await trainer.call('train', { options: QUICK, name: 'After' })).toMatchObject({ state: 'done' });
  });
});

describe('the trainer worker', () => {
  it('asks nobody else: every request stays with the app, and a cross-origin fetch from inside is refused', async () => {
    const trainer = await ready();
    await stored(trainer);
    await trainer.call('train', { options: QUICK, name: '' });
    const { origin } = new URL(inject('root'));
    expect(trainer.requests.filter((url) => url !== 'about:blank' && new URL(url).origin !== origin)).toEqual([]);
    const fetched = (url: string) =>
      `fetch(${JSON.stringify(url)}, { mode: 'no-cors' }).then(() => 'fetched', () => 'refused')`;
    expect(await trainer.inside(fetched(inject('root')))).toBe('fetched');
    expect(await trainer.inside(fetched(inject('subPath')))).toBe('refused');
    // It is the policy that refuses: a document of the same origin without one gets an answer.
    await trainer.page.goto(new URL('favicon.svg', inject('root')).href);
    expect(await trainer.page.evaluate(fetched(inject('subPath')))).toBe('fetched');
  });
});
