/** What goes wrong in the middle of a run, and what a user does to one: nothing is lost but the steps since the last save. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { StoredFeatures } from '../../src/data/schema.ts';
import type { CommonOptions } from '../../src/train/options.ts';
import type { TrainReport, TrainResult } from '../../src/train/protocol.ts';
import { itLong, LONG } from '../long.ts';
import { storeDrawnFaces } from './drawnFaces.ts';
import { launch } from './page.ts';
import { type RawRun, wholeRuns } from './rawRuns.ts';
import { openTrainer, quickOptions, type Trainer } from './trainer.ts';

const CLASSES = [
  { id: 'up', name: 'Mouth up', mouth: 1 },
  { id: 'down', name: 'Mouth down', mouth: -1 },
];
const SIDE = 48;
const SAME = 1e-6;

/** Every step is saved, so every step is reported with its own loss. */
const EACH_STEP = { batchSize: 16, views: 2, learningRate: 0.01, saving: 0 };
const ENDLESS = { batchSize: 4, views: 2, learningRate: 0.001, epochs: 1000 };

let browser: Browser;
let trainer: Trainer;
/** Reports of earlier calls. */
let seen = 0;

beforeAll(async () => {
  browser = await launch();
  await open(12);
});
afterAll(() => browser.close());

/** A trainer in a profile of its own, with so many faces of each class. */
async function open(perClass: number): Promise<void> {
  trainer = await openTrainer(browser, inject('root'));
  seen = 0;
  await init();
  // The first call that needs the store makes it.
  await expect(train({})).rejects.toThrow('at least two classes');
  await drawFaces(perClass);
}

const init = () => trainer.call('init', { base: inject('root'), backend: 'wasm', avoid: [] });
const drawFaces = (perClass: number) => storeDrawnFaces(trainer.page, CLASSES, perClass, 'first', 1);

const train = (common: Partial<CommonOptions>, name = 'Run') =>
  trainer.call('train', { options: quickOptions(common), name });
const begin = (common: Partial<CommonOptions>, name = 'Run') =>
  trainer.begin('train', { options: quickOptions(common), name });
const resume = (run: string, epochs = 0) => trainer.call('resume', { run, epochs });

/** What was reported since this was last asked. */
async function reports(): Promise<TrainReport[]> {
  const all = await trainer.progress();
  const fresh = all.slice(seen);
  seen = all.length;
  return fresh;
}

const losses = (of: TrainReport[]) =>
  new Map(of.flatMap((report) => (report.phase === 'training' ? [[report.point.step, report.point.loss]] : [])));

/** The stored run of this name, after a look that all stored runs are whole. */
async function kept(name: string): Promise<RawRun> {
  const run = (await wholeRuns(trainer.page)).findLast((each) => each.name === name);
  if (!run) throw new Error(`There is no run ${name}.`);
  return run;
}

/** Resolves as soon as the run in progress has reported such a step, looking from inside the page. */
const reached = (phase: 'training' | 'saved', step: number) =>
  trainer.page.evaluate(
    ([phase, step, from]) =>
      new Promise<void>((resolve) => {
        const look = () => {
          const reported = (line.progress as TrainReport[]).slice(from);
          const there = (report: TrainReport) =>
            (phase === 'saved' && report.phase === 'saved' && report.step >= step) ||
            (phase === 'training' && report.phase === 'training' && report.point.step >= step);
          if (reported.some(there)) resolve();
          else setTimeout(look, 5);
        };
        look();
      }),
    [phase, step, seen] as const,
  );

async function killAndStartAgain(): Promise<void> {
  await trainer.kill();
  await trainer.restart();
  await init();
}

async function ended(): Promise<TrainResult> {
  return JSON.parse(await trainer.settled());
}

/** Minutes of processor time: in the long tests. In Node every method resumes as exactly in every run. */
const SLOW_SCOPES = [
  { what: 'the last stage by SGD', common: { epochs: 2, scope: 'last', optimiser: 'sgd' }, at: 2 },
  { what: 'the whole encoder', common: { epochs: 1, scope: 'full', views: 1, batchSize: 8 }, at: 1 },
] as const;

describe('a run whose worker is killed', () => {
  it.each([
    {
      what: 'the heads, averaged, on a cosine',
      common: { epochs: 16, ema: 0.9, schedule: 'cosine', sam: 0.05, clip: 1 },
      at: 10,
    },
    ...(LONG ? SLOW_SCOPES : []),
  ] as const)('goes on from its last save as if nothing had happened: $what', async ({ common, at }) => {
    const settings = { ...EACH_STEP, ...common };
    const whole = await train(settings, 'Uninterrupted');
    const expected = losses(await reports());
    expect([...expected.keys()]).toEqual(Array.from({ length: whole.steps }, (_, i) => i + 1));

    await begin(settings, 'Killed');
    await reached('saved', at);
    await killAndStartAgain();
    const killed = await kept('Killed');
    expect(killed.state).toBe('running');
    expect(killed.step).toBeGreaterThanOrEqual(at);
    expect(killed.step).toBeLessThan(whole.steps);
    await reports();

    const result = await resume(killed.id);
    expect(result).toMatchObject({ state: 'done', step: whole.steps, accuracy: whole.accuracy, unsaved: null });
    const found = losses(await reports());
    expect([...found.keys()]).toEqual([...expected.keys()].slice(killed.step));
    for (const [step, loss] of found) expect(Math.abs(loss - expected.get(step)!), `step ${step}`).toBeLessThan(SAME);
    const went = await kept('Killed');
    expect(went.state).toBe('done');
    expect(went.points).toEqual((await kept('Uninterrupted')).points);
  });

  it('before its first save begins again from the start', async () => {
    await reports();
    await begin({ ...ENDLESS, saving: 600 }, 'Killed early');
    await reached('training', 3);
    await killAndStartAgain();
    const killed = await kept('Killed early');
    expect(killed).toMatchObject({ state: 'running', step: 0, checkpoints: [] });
    await reports();
    await trainer.begin('resume', { run: killed.id, epochs: 0 });
    await reached('training', 3);
    await trainer.call('stop', { as: 'stopped' });
    expect((await ended()).step).toBeGreaterThanOrEqual(3);
    expect((await kept('Killed early')).points[0]).toBe(1);
  });

  it('is refused once a sample of it is gone, and stays as it is', async () => {
    await reports();
    await begin({ ...ENDLESS, saving: 0 }, 'Robbed');
    await reached('saved', 2);
    await killAndStartAgain();
    const before = await kept('Robbed');
    await deleteSample('up-first-3');
    await expect(resume(before.id)).rejects.toThrow('1 samples of this run were deleted, so it cannot go on');
    expect(await kept('Robbed')).toEqual(before);
    expect(await train({ ...EACH_STEP, epochs: 2 })).toMatchObject({ state: 'done' });
    // Put back as it was, the run goes on.
    await drawFaces(12);
    await reports();
    await trainer.begin('resume', { run: before.id, epochs: 0 });
    await reached('training', before.step + 2);
    await trainer.call('stop', { as: 'stopped' });
    expect((await ended()).step).toBeGreaterThan(before.step);
  });
});

/** As another tab would: beside the app's own connection. */
const deleteSample = (id: string) =>
  trainer.page.evaluate(async (sample) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('mien');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const transaction = database.transaction('samples', 'readwrite');
    transaction.objectStore('samples').delete(sample);
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = () => reject(transaction.error);
    });
    database.close();
  }, id);

describe('a run that the user', () => {
  it('pauses, resumes and stops goes on each time from where it was, and is kept each time', async () => {
    await reports();
    await begin(ENDLESS, 'Paused');
    await reached('training', 5);
    await trainer.call('stop', { as: 'paused' });
    const paused = await ended();
    expect(paused).toMatchObject({ state: 'paused', unsaved: null });
    expect(await kept('Paused')).toMatchObject({ state: 'paused', step: paused.step });
    await reports();

    await trainer.begin('resume', { run: paused.run, epochs: 0 });
    await reached('training', paused.step + 5);
    await trainer.call('stop', { as: 'stopped' });
    const stopped = await ended();
    expect(stopped).toMatchObject({ run: paused.run, state: 'stopped', steps: paused.steps });
    expect(Math.min(...losses(await reports()).keys())).toBe(paused.step + 1);
    const run = await kept('Paused');
    expect(run).toMatchObject({ state: 'stopped', step: stopped.step });
    expect(run.points).toEqual([...new Set(run.points)].sort((a, b) => a - b));
    expect(await trainer.call('restore', { checkpoint: stopped.checkpoint })).toMatchObject({
      classes: ['up', 'down'],
    });
  });

  it('continues for more epochs than it was planned for gets just those, and none where none are left', async () => {
    const { run, steps } = await train({ ...EACH_STEP, epochs: 3 }, 'Continued');
    await expect(resume(run)).rejects.toThrow('has made all of its steps');
    expect(await kept('Continued')).toMatchObject({ state: 'done', step: steps });
    const more = await resume(run, 2);
    expect(more).toMatchObject({ state: 'done', steps: steps + (2 * steps) / 3 });
    expect(more.step).toBe(more.steps);
    expect(await kept('Continued')).toMatchObject({ state: 'done', step: more.steps });
  });

  it('gives two seconds stops after them, and has as much time again when it goes on', async () => {
    const first = await train({ ...ENDLESS, minutes: 2 / 60 }, 'Limited');
    expect(first.state).toBe('stopped');
    expect(first.step).toBeGreaterThan(5);
    const second = await resume(first.run, 1);
    expect(second.state).toBe('stopped');
    expect(second.step).toBeGreaterThan(first.step + 5);
    expect(await kept('Limited')).toMatchObject({ state: 'stopped', step: second.step });
  });
});

describe('a run whose loss is no number', () => {
  it('because of an absurd learning rate goes back, with a report, to a rate that works', async () => {
    await reports();
    // Weight decay takes such steps ever farther from zero until they are short enough.
    const absurd = { ...EACH_STEP, saving: 600, learningRate: 1, weightDecay: 10, epochs: 100 };
    const result = await train(absurd, 'Absurd');
    const back = (await reports()).flatMap((report) => (report.phase === 'rolled-back' ? [report] : []));
    console.log(`back at steps ${back.map(({ from }) => from)}, at the rates ${back.map((each) => each.learningRate)}`);
    expect(back.length).toBeGreaterThan(0);
    expect(back.map(({ learningRate }) => learningRate)).toEqual(back.map((_, i) => 1 / 2 ** (i + 1)));
    expect(result.state).toBe('done');
    expect(await kept('Absurd')).toMatchObject({ state: 'done', step: result.steps });
  });

  it('at any rate ends with a sentence, and the next run is a sound one', async () => {
    const settings = { ...EACH_STEP, epochs: 10, views: 3 };
    await train({ ...settings, epochs: 1 });
    await reports();
    await spoilFeatures();
    await expect(train(settings, 'Hopeless')).rejects.toThrow('bad-input: Training ran away');
    expect((await reports()).filter(({ phase }) => phase === 'rolled-back')).toHaveLength(4);
    const failed = await kept('Hopeless');
    expect(failed).toMatchObject({ state: 'failed', message: expect.stringContaining('Lower the learning rate') });
    expect(await train({ ...settings, views: 2 }, 'Sound')).toMatchObject({ state: 'done' });
  });
});

/** Makes the kept features of three views no numbers, as a device that computes wrongly would. */
const spoilFeatures = () =>
  trainer.page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('mien');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const transaction = database.transaction('features', 'readwrite');
    const walking = transaction.objectStore('features').openCursor();
    walking.onsuccess = () => {
      const cursor = walking.result;
      if (!cursor) return;
      const { views, id, values } = cursor.value as StoredFeatures;
      if (JSON.parse(views)[2] === 3) cursor.update({ views, id, values: values.map(() => Number.NaN) });
      cursor.continue();
    };
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = () => reject(transaction.error);
    });
    database.close();
  });

describe('the trainer', () => {
  /** Pixels that differ from face to face in nothing but noise. */
  const noise = (count: number) => Uint8Array.from({ length: count * SIDE * SIDE }, (_, i) => (i * 2654435761) >>> 24);

  it('answers at least three times a second while it trains the heads', async () => {
    await reports();
    await begin(ENDLESS);
    await reached('training', 1);
    const crops = noise(1);
    await trainer.call('predict', { crops, count: 1 });
    const { answered, ms } = await trainer.page.evaluate(async (pixels) => {
      const begun = performance.now();
      let answered = 0;
      for (; performance.now() - begun < 3_000; answered++) {
        await line.call('predict', { crops: pixels, count: 1 });
      }
      return { answered, ms: performance.now() - begun };
    }, crops);
    const steps = losses(await reports());
    await trainer.call('stop', { as: 'stopped' });
    console.log(`${((1000 * answered) / ms).toFixed(1)} predictions a second, at step ${Math.max(...steps.keys())}`);
    expect((1000 * answered) / ms).toBeGreaterThan(3);
    expect((await ended()).step).toBeGreaterThan(3);
  });

  it('holds as many tensors after runs that ended, paused, went on, failed and were refused as before', async () => {
    const first = await train({ ...EACH_STEP, epochs: 2 });
    const before = await trainer.call('memory', {});
    await resume(first.run, 1);
    await reports();
    await begin(ENDLESS);
    await reached('training', 3);
    await trainer.call('stop', { as: 'paused' });
    const { run } = await ended();
    await reports();
    await trainer.begin('resume', { run, epochs: 0 });
    await reached('training', 6);
    await trainer.call('stop', { as: 'stopped' });
    await ended();
    await expect(train({ ...EACH_STEP, learningRate: 2 })).rejects.toThrow('Learning rate');
    await deleteSample('up-first-0');
    await expect(resume(run)).rejects.toThrow('deleted');
    await train({ ...EACH_STEP, epochs: 2, scope: 'last' });
    await train({ ...EACH_STEP, epochs: 2 });
    expect(await trainer.call('memory', {})).toEqual(before);
  });

  // A measurement: its five hundred faces take longer to draw than to train on.
  itLong('trains 30 epochs on 500 cached crops', async () => {
    await open(250);
    // The first run makes the views that the others find.
    for (const views of [1, 8]) {
      const common = { views, epochs: 30, batchSize: 32 };
      await train({ ...common, epochs: 1 });
      await reports();
      const { ms, result } = await trainer.page.evaluate(async (options) => {
        const begun = performance.now();
        const result = (await line.call('train', { options, name: 'Timed' })) as TrainResult;
        return { ms: performance.now() - begun, result };
      }, quickOptions(common));
      console.log(`500 cached crops, ${views} views, 30 epochs: ${result.steps} steps in ${Math.round(ms)} ms`);
      expect(result.state).toBe('done');
      expect(result.accuracy).toBeGreaterThan(0.9);
    }
  });
});
