/** The predictor in a page that is not Mien's: it says what the app says, asks its own place only, and its example works. */

import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { readShareLink, writeShareLink } from '../../src/data/shareLink.ts';
import { createRng } from '../../src/math/rng.ts';
import current from '../../src/model/current.json' with { type: 'json' };
import type { createPredictor as CreatePredictor } from '../../src/predict/mien-predict.ts';
import { drawnModel } from '../sharedModels.ts';
import { findings } from './axe.ts';
import { launch, openPage, WEBGPU_FLAGS } from './page.ts';
import { SLOW_MS } from './pageActions.ts';
import { photo } from './photos.ts';
import { openTrainer } from './trainer.ts';

declare global {
  var createPredictor: typeof CreatePredictor;
}

const PARITY = 1e-3;
const SIDE = 48;
const COUNT = 10;

let browser: Browser;
beforeAll(async () => {
  browser = await launch({ without: WEBGPU_FLAGS });
});
afterAll(() => browser.close());

const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url));

const largestDifference = (found: number[], expected: ArrayLike<number>) =>
  Math.max(...found.map((value, i) => Math.abs(value - (expected[i] ?? Number.NaN))));

const softmax = (logits: number[], temperature: number) => {
  const powers = logits.map((logit) => Math.exp(logit / temperature));
  return powers.map((power) => power / powers.reduce((sum, each) => sum + each));
};

it('says of a crop what the app says, of the base model and of the model of a link, and refuses what is no crop', async () => {
  const drawn = drawnModel(createRng(2), 3, true);
  const link = await writeShareLink({ ...drawn, card: { ...drawn.card, encoder: current.hash } });
  const crops = new Uint8Array(fixture('crops.bin').subarray(0, COUNT * SIDE * SIDE));
  const root = inject('subPath');
  const { page, context, requests, errors } = await openPage(browser, `${root}predict/example.html`);

  // Vitest would rewrite an import inside the page's own function.
  await page.addScriptTag({
    type: 'module',
    content: `import { createPredictor } from './mien-predict.js'; Object.assign(globalThis, { createPredictor });`,
  });
  await page.waitForFunction(() => 'createPredictor' in globalThis);

  const found = await page.evaluate(
    async ({ link, values, side }) => {
      const predictor = await createPredictor({ model: `https://mien.example/#${link}`, backend: 'wasm' });
      const faces = Array.from({ length: values.length / side ** 2 }, (_, i) =>
        Float32Array.from(values.slice(i * side ** 2, (i + 1) * side ** 2), (value) => value / 255),
      );
      const answers = await predictor.predict(faces);
      // The same crop as a picture, every pixel four times.
      const large = new ImageData(2 * side, 2 * side);
      for (let i = 0; i < 4 * side ** 2; i++) {
        const value = values[Math.floor(i / 2 / side / 2) * side + Math.floor((i % (2 * side)) / 2)] ?? 0;
        large.data.set([value, value, value, 255], 4 * i);
      }
      const [ofPicture] = await predictor.predict([large]);
      const refusals = [];
      for (const crop of [new ImageData(4, 5), new Float32Array(7), new Float32Array(side ** 2).fill(255)]) {
        refusals.push(await predictor.predict([crop]).catch((error) => error.code));
      }
      refusals.push(await createPredictor({ model: '#model=1.abc' }).catch((error) => error.code));
      const { backend, inputSize, classes, own } = predictor;
      return {
        backend,
        inputSize,
        classes,
        own,
        refusals,
        base: answers.flatMap(({ base }) => [...base]),
        lent: answers.flatMap((answer) => [...(answer.own ?? [])]),
        affect: answers.flatMap((answer) => [...(answer.affect ?? [])]),
        embeddings: answers.flatMap(({ embedding }) => [...embedding]),
        ofPicture: [...(ofPicture?.base ?? [])],
      };
    },
    { link, values: [...crops], side: SIDE },
  );
  expect(found).toMatchObject({
    backend: 'wasm',
    inputSize: SIDE,
    own: { classes: ['Neutral', 'Happiness', 'Surprise'] },
  });
  expect(found.refusals).toEqual(['bad-input', 'bad-input', 'bad-input', 'bad-input']);

  // PyTorch's logits, calibrated; the embeddings that go with them; and the app's own worker on the same crops.
  const { logits } = JSON.parse(fixture('cropLogits.json').toString()) as { logits: number[][] };
  const { temperature } = JSON.parse(readFileSync(`public/weights/${current.hash}/base.json`, 'utf8'));
  const expected = logits.slice(0, COUNT).flatMap((row) => softmax(row, temperature));
  expect(largestDifference(found.base, expected)).toBeLessThan(PARITY);
  expect(largestDifference(found.ofPicture, expected)).toBeLessThan(PARITY);
  expect(found.embeddings).toHaveLength(COUNT * 184);
  const trainer = await openTrainer(browser, inject('root'));
  await trainer.call('init', { base: inject('root'), backend: 'wasm', avoid: [] });
  const { classes, affect } = await trainer.call('borrow', { model: await readShareLink(link) });
  expect(classes).toHaveLength(3);
  expect(affect).toBe(true);
  for (const [start, count] of [
    [0, 8],
    [8, 2],
  ] as const) {
    const some = crops.slice(start * SIDE ** 2, (start + count) * SIDE ** 2);
    const said = await trainer.call('predict', { crops: some, count });
    expect(largestDifference(found.base.slice(8 * start, 8 * (start + count)), Object.values(said.base))).toBeLessThan(
      PARITY,
    );
    expect(
      largestDifference(found.lent.slice(3 * start, 3 * (start + count)), Object.values(said.own ?? {})),
    ).toBeLessThan(PARITY);
    expect(Object.values(said.affect ?? {})).toHaveLength(2 * count);
    expect(
      largestDifference(found.affect.slice(2 * start, 2 * (start + count)), Object.values(said.affect ?? {})),
    ).toBeLessThan(PARITY);
  }
  await trainer.context.close();
  expect(requests.filter((url) => !url.startsWith(root) && !/^(blob|data):/.test(url))).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

it('has an example that reads a picture over plain HTTP, and types that stand alone', async () => {
  const root = inject('subPath');
  const { page, context, requests, errors } = await openPage(browser, `${root}predict/example.html`);
  await page.getByText(/^Ready, on wasm/).waitFor({ timeout: SLOW_MS });
  await page.locator('input[type=file]').setInputFiles(photo(6));
  await page.getByText('Faces found: 4.').waitFor({ timeout: SLOW_MS });
  expect(await page.getByRole('cell', { name: 'happiness' }).count()).toBe(3);
  expect(await page.getByRole('cell', { name: '184 numbers' }).count()).toBe(4);
  expect(await findings(page)).toEqual([]);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('no') });
  await page.getByText('This file is not a picture.').waitFor();
  expect(requests.filter((url) => !url.startsWith(root) && !/^(blob|data):/.test(url))).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();

  const types = readFileSync('dist/predict/mien-predict.d.ts', 'utf8');
  expect(types).toContain('export declare function createPredictor');
  expect(types).not.toMatch(/\bimport\b.*from/);
});
