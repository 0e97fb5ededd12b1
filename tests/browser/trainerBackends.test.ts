/** Each backend computes what the others do; one that cannot work, or goes away in a run, is told and passed over. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { itLong, LONG } from '../long.ts';
import { storeDrawnFaces } from './drawnFaces.ts';
import { launch, WEBGPU_FLAGS } from './page.ts';
import { wholeRuns } from './rawRuns.ts';
import { openTrainer, quickOptions, type Trainer } from './trainer.ts';

const PARITY = 1e-3;
const SIDE = 48;
/** Compiling shaders for an emulated device, on a busy machine. */
const SLOW_MS = 150_000;
/** Faces of each prediction that backends are compared by. */
const BATCHES = LONG ? [8, 8, 4] : [4];

/** Faces drawn by arithmetic: smooth, and each another. */
const faces = (count: number) =>
  Uint8Array.from({ length: count * SIDE * SIDE }, (_, i) => {
    const [face, x, y] = [Math.floor(i / SIDE / SIDE), i % SIDE, Math.floor(i / SIDE) % SIDE];
    return 128 + 90 * Math.sin((x * (face + 2)) / 17) * Math.cos((y * (face + 3)) / 23);
  });

const difference = (a: Float32Array, b: Float32Array) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? Number.NaN))));

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Stores four drawn faces of two classes. Nothing is stored before: the trainer refuses, and opens its database. */
async function storeFaces({ call, page }: Trainer): Promise<void> {
  await expect(call('train', { options: quickOptions({}), name: '' })).rejects.toThrow('bad-input');
  const classes = [
    { id: 'up', name: 'Up', mouth: 1 },
    { id: 'down', name: 'Down', mouth: -1 },
  ];
  await storeDrawnFaces(page, classes, 2, 'one', 4);
}

/** One training step on four drawn faces, then predictions: all that two backends are compared by. */
async function stepAndPredict(trainer: Trainer) {
  const options = quickOptions({ epochs: 1, batchSize: 4, learningRate: 0.01, views: 1, seed: 3 });
  const { steps } = await trainer.call('train', { options, name: 'One step' });
  expect(steps).toBe(1);
  const report = (await trainer.progress()).find((each) => each.phase === 'training');
  let crops = faces(20);
  const predictions = [];
  for (const count of BATCHES) {
    predictions.push(await trainer.call('predict', { crops: crops.slice(0, count * SIDE * SIDE), count }));
    crops = crops.subarray(count * SIDE * SIDE);
  }
  return { loss: report?.phase === 'training' ? report.point.loss : Number.NaN, predictions };
}

describe('WebGPU (emulated, because it was chosen)', () => {
  let trainer: Trainer;
  beforeAll(async () => {
    trainer = await openTrainer(browser, inject('root'));
    // So that a test can take the device away later.
    await trainer.inside(`
      const request = GPUAdapter.prototype.requestDevice;
      GPUAdapter.prototype.requestDevice = async function (...given) {
        return (globalThis.device = await request.apply(this, given));
      };`);
    const { backend, attempts } = await trainer.call('init', {
      base: inject('root'),
      backend: 'webgpu',
      avoid: ['webgpu'],
    });
    expect(backend, JSON.stringify(attempts)).toBe('webgpu');
    await storeFaces(trainer);
  });
  afterAll(() => trainer.context.close());

  itLong('agrees with wasm: one training step and predictions within 1e-3', async () => {
    const wasm = await openTrainer(browser, inject('root'));
    await wasm.call('init', { base: inject('root'), backend: 'wasm', avoid: [] });
    await storeFaces(wasm);
    const expected = await stepAndPredict(wasm);
    await wasm.context.close();
    const found = await stepAndPredict(trainer);
    expect(Math.abs(found.loss - expected.loss)).toBeLessThan(PARITY);
    for (const [i, { base, own }] of expected.predictions.entries()) {
      expect(difference(base, found.predictions[i]!.base)).toBeLessThan(PARITY);
      expect(difference(own!, found.predictions[i]!.own!)).toBeLessThan(PARITY);
      // The step did something: the own model no longer says one half for everything.
      expect(Math.abs(own![0]! - 0.5)).toBeGreaterThan(PARITY);
    }
  });

  it('is told at once when the device is lost in a run, and a fresh worker goes on from the last save', {
    timeout: 3 * SLOW_MS,
  }, async () => {
    // Tiny: the device is emulated.
    const options = quickOptions({ epochs: 1000, batchSize: 4, learningRate: 0.001, views: 1, saving: 0 });
    await trainer.begin('train', { options, name: 'Lost' });
    const savedUpTo = async () =>
      (await trainer.progress()).reduce((most, report) => (report.phase === 'saved' ? report.step : most), 0);
    const lostRun = async () => (await wholeRuns(trainer.page)).find(({ name }) => name === 'Lost')!;
    await expect.poll(savedUpTo, { timeout: SLOW_MS }).toBeGreaterThan(1);
    await trainer.inside('globalThis.device.destroy()');
    expect(await trainer.settled()).toMatch(/^gpu-lost: The graphics device was reset/);
    await expect(trainer.call('predict', { crops: faces(1), count: 1 })).rejects.toThrow('gpu-lost');
    await expect(trainer.call('train', { options, name: '' })).rejects.toThrow('gpu-lost');
    const lost = await lostRun();
    expect(lost).toMatchObject({ state: 'running', message: null });
    expect(lost.step).toBeGreaterThan(1);

    await trainer.kill();
    await trainer.restart();
    // As the page does after a second loss.
    await trainer.call('init', { base: inject('root'), backend: 'auto', avoid: ['webgpu'] });
    expect((await trainer.call('predict', { crops: faces(1), count: 1 })).base.length).toBe(8);
    await trainer.begin('resume', { run: lost.id, epochs: 0 });
    await expect.poll(savedUpTo, { timeout: SLOW_MS }).toBeGreaterThan(lost.step + 1);
    await trainer.call('stop', { as: 'stopped' });
    expect(JSON.parse(await trainer.settled())).toMatchObject({ run: lost.id, state: 'stopped', unsaved: null });
    const whole = await lostRun();
    expect(whole).toMatchObject({ id: lost.id, state: 'stopped', message: null });
    expect(whole.points).toEqual(Array.from({ length: whole.step }, (_, i) => i + 1));
  });
});

describe('WebGL (emulated, because it was chosen)', () => {
  itLong('answers as wasm does, and says so when its context is lost', async () => {
    const [webgl, wasm] = [await openTrainer(browser, inject('root')), await openTrainer(browser, inject('root'))];
    await webgl.inside(`
      const original = OffscreenCanvas.prototype.getContext;
      OffscreenCanvas.prototype.getContext = function (kind, ...given) {
        const context = original.call(this, kind, ...given);
        if (kind === 'webgl2') globalThis.latest = context;
        return context;
      };`);
    const { backend, attempts } = await webgl.call('init', { base: inject('root'), backend: 'webgl', avoid: [] });
    expect(backend, JSON.stringify(attempts)).toBe('webgl');
    await wasm.call('init', { base: inject('root'), backend: 'wasm', avoid: [] });
    const [found, expected] = [
      await webgl.call('predict', { crops: faces(2), count: 2 }),
      await wasm.call('predict', { crops: faces(2), count: 2 }),
    ];
    expect(difference(found.base, expected.base)).toBeLessThan(PARITY);
    await webgl.inside(`globalThis.latest.getExtension('WEBGL_lose_context').loseContext()`);
    await expect(webgl.call('predict', { crops: faces(1), count: 1 })).rejects.toThrow('gpu-lost');
    await Promise.all([webgl.context.close(), wasm.context.close()]);
  });
});

describe('the choice of a backend', () => {
  /** What init answers on a page of its own, with some of the app's files made to fail. */
  async function init(
    on: Browser,
    params: { backend: 'auto' | 'webgpu' | 'wasm'; avoid?: ('webgpu' | 'webgl')[] },
    broken: { [glob: string]: string | null } = {},
  ) {
    const trainer = await openTrainer(on, inject('root'));
    for (const [glob, body] of Object.entries(broken)) {
      await trainer.context.route(glob, (route) => (body === null ? route.abort() : route.fulfill({ body })));
    }
    try {
      return await trainer.call('init', { base: inject('root'), avoid: [], ...params });
    } finally {
      await trainer.context.close();
    }
  }

  it('passes emulated GPUs over, because wasm is faster there', async () => {
    const { backend, attempts } = await init(browser, { backend: 'auto' });
    expect(backend).toBe('wasm');
    expect(attempts.map(({ backend: name, ok }) => [name, ok])).toEqual([
      ['webgpu', false],
      ['webgl', false],
      ['wasm', true],
    ]);
    expect(attempts[0]?.reason).toContain('emulated');
    expect(attempts[1]?.reason).toContain('emulated');
  });

  itLong('passes over what failed here before', async () => {
    const { attempts } = await init(browser, { backend: 'auto', avoid: ['webgpu'] });
    expect(attempts[0]).toMatchObject({ backend: 'webgpu', ok: false, reason: 'It failed on this device before.' });
  });

  it('falls back where there is no WebGPU, and says why', async () => {
    const without = await launch({
      without: WEBGPU_FLAGS,
    });
    try {
      for (const backend of ['webgpu', 'auto'] as const) {
        const capabilities = await init(without, { backend });
        expect(capabilities.backend).toBe('wasm');
        expect(capabilities.attempts[0]).toMatchObject({ backend: 'webgpu', ok: false });
        expect(capabilities.attempts[0]?.reason).toContain('no WebGPU adapter');
      }
    } finally {
      await without.close();
    }
  });

  itLong('ends with a sentence when no backend works', async () => {
    await expect(init(browser, { backend: 'auto' }, { '**/tfjs/**': null })).rejects.toThrow('no-backend');
  });

  it('ends with a sentence when the weights do not arrive', async () => {
    await expect(init(browser, { backend: 'wasm' }, { '**/base.safetensors': null })).rejects.toThrow('asset');
  });

  it('refuses a backend that computes something else than PyTorch did', async () => {
    const { base } = await init(browser, { backend: 'wasm' });
    const [first = 0, ...rest] = base.selfTest;
    const wrong = JSON.stringify({ ...base, selfTest: [first + 0.02, ...rest] });
    await expect(init(browser, { backend: 'wasm' }, { '**/base.json': wrong })).rejects.toThrow('wrong results');
  });
});
