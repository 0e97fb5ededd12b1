/** The graphics device goes away in the middle of a run: the run says so, and a fresh worker goes on with it. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { storeDrawnFaces } from './drawnFaces.ts';
import { launch } from './page.ts';
import { wholeRuns } from './rawRuns.ts';
import { openTrainer, quickOptions } from './trainer.ts';

const CLASSES = [
  { id: 'up', name: 'Up', mouth: 1 },
  { id: 'down', name: 'Down', mouth: -1 },
];
/** Compiling shaders for an emulated device, on a busy machine. */
const SLOW_MS = 150_000;

/** A tiny run: the device is emulated. */
const TINY = quickOptions({ epochs: 1000, batchSize: 4, learningRate: 0.001, views: 1, saving: 0 });

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

it('is told at once, and a fresh worker goes on from the last save', { timeout: 3 * SLOW_MS }, async () => {
  const trainer = await openTrainer(browser, inject('root'));
  await trainer.inside(`
    const request = GPUAdapter.prototype.requestDevice;
    GPUAdapter.prototype.requestDevice = async function (...given) {
      return (globalThis.device = await request.apply(this, given));
    };`);
  const { backend } = await trainer.call('init', { base: inject('root'), backend: 'webgpu', avoid: [] });
  expect(backend).toBe('webgpu');
  await expect(trainer.call('train', { options: TINY, name: '' })).rejects.toThrow('bad-input');
  await storeDrawnFaces(trainer.page, CLASSES, 2, 'one', 4);

  await trainer.begin('train', { options: TINY, name: 'Lost' });
  const savedUpTo = async () =>
    (await trainer.progress()).reduce((most, report) => (report.phase === 'saved' ? report.step : most), 0);
  await expect.poll(savedUpTo, { timeout: SLOW_MS }).toBeGreaterThan(1);
  await trainer.inside('globalThis.device.destroy()');
  expect(await trainer.settled()).toMatch(/^gpu-lost: The graphics device was reset/);
  await expect(trainer.call('train', { options: TINY, name: '' })).rejects.toThrow('gpu-lost');
  const [lost] = await wholeRuns(trainer.page);
  expect(lost).toMatchObject({ state: 'running', message: null });
  expect(lost!.step).toBeGreaterThan(1);

  await trainer.kill();
  await trainer.restart();
  // As the page does after a second loss.
  await trainer.call('init', { base: inject('root'), backend: 'auto', avoid: ['webgpu'] });
  await trainer.begin('resume', { run: lost!.id, epochs: 0 });
  await expect.poll(savedUpTo, { timeout: SLOW_MS }).toBeGreaterThan(lost!.step + 1);
  await trainer.call('stop', { as: 'stopped' });
  expect(JSON.parse(await trainer.settled())).toMatchObject({ run: lost!.id, state: 'stopped', unsaved: null });
  const [whole] = await wholeRuns(trainer.page);
  expect(whole).toMatchObject({ id: lost!.id, state: 'stopped', message: null });
  expect(whole!.points).toEqual(Array.from({ length: whole!.step }, (_, i) => i + 1));
  await trainer.context.close();
});
