/** A model whose run changed the encoder goes from one browser to another as a file, and a file that is not one changes nothing. */

import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { LARGEST_MODEL_FILE } from '../../src/data/sharedModel.ts';
import { onnxWeights } from '../../src/model/onnx/onnxFile.ts';
import { readModelFile, sameArrays } from '../../src/train/modelFile.ts';
import { findings } from './axe.ts';
import { giveFile } from './giveFile.ts';
import { launch, openPage, WEBGPU_FLAGS } from './page.ts';
import { ownAnswersOn, pauseClip, SLOW_MS, train } from './pageActions.ts';
import { photo } from './photos.ts';
import { rawContent } from './rawStore.ts';
import { canTrain, choose, storeForTraining } from './trainingPage.ts';

const OWN = /^Your model: /;

let browser: Browser;
/** The file that the first test saves, and what the model says about a picture. */
let file: Buffer;
let expected: number[] = [];

beforeAll(async () => {
  browser = await launch({ without: WEBGPU_FLAGS });
});
afterAll(() => browser.close());

/** Presses a button of the share dialog that saves, and reads what comes into the downloads. */
async function saved(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const download = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: button }).press('Enter');
  const given = await download;
  await page.getByText(`${given.suggestedFilename()}, `).waitFor();
  await page.getByText(/read back and found equal/).waitFor();
  return { name: given.suggestedFilename(), bytes: await readFile(await given.path()) };
}

const offer = (page: Page) => page.getByRole('dialog', { name: /^A model for you/ });
const refusal = (page: Page) => page.getByRole('dialog', { name: 'This file does not open' });
const drop = (page: Page, bytes: Buffer, name = 'Model 1.safetensors') => giveFile(page, 'drop', name, '', bytes);

it('is saved whole from a run that changed the encoder, for Mien and as ONNX', async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, bypassCSP: true });
  context.setDefaultTimeout(SLOW_MS);
  await storeForTraining(context, 40);
  const page = await context.newPage();
  await page.goto(inject('root'));
  await canTrain(page);
  await pauseClip(page);
  await choose(page, { Epochs: 2, 'Views per sample': 1 });
  await page.getByRole('combobox', { name: 'What is trained' }).press('Enter');
  await page.getByRole('option', { name: 'Also the last stage' }).press('Enter');
  await page.getByRole('radio', { name: /^Live/ }).press('Space');
  await train(page);
  expected = await ownAnswersOn(page, 6);

  await page.getByRole('button', { name: 'Share', exact: true }).press('Enter');
  await page.getByText(/changed the encoder itself/).waitFor();
  expect(await page.getByRole('textbox', { name: 'Link', exact: true }).count()).toBe(0);
  expect(await findings(page)).toEqual([]);
  const whole = await saved(page, 'Save as a file');
  expect(whole.name).toBe('Model 1.safetensors');
  file = whole.bytes;
  const { card, arrays } = readModelFile(new Uint8Array(file).buffer);
  expect(card).toMatchObject({ name: 'Model 1', author: null, learnedFrom: { people: 3 } });
  expect(JSON.stringify(card)).not.toMatch(/Cleo|Monday|take 1/);

  const onnx = await saved(page, 'Save as ONNX');
  expect(onnx.name).toBe('Model 1.onnx');
  expect(sameArrays(arrays, onnxWeights(onnx.bytes), arrays.keys())).toBe(true);
  await context.close();
});

it('opens in a fresh browser after a yes, and answers alike', async () => {
  const { page, context, errors, requests } = await openPage(browser, inject('root'));
  await drop(page, file);
  await offer(page).getByText('It is whole in the file.').waitFor();
  expect(await findings(page)).toEqual([]);
  await offer(page).getByRole('button', { name: 'Open it' }).press('Enter');
  await page.getByRole('region', { name: 'Your model: Model 1' }).waitFor();
  const found = await ownAnswersOn(page, 6);
  expect(found.length).toBe(2);
  for (const [i, score] of found.entries())
    expect(Math.abs(score - (expected[i] ?? Number.NaN))).toBeLessThanOrEqual(1);
  await page.reload();
  await page.getByRole('region', { name: 'Your model: Model 1' }).waitFor();
  await page.getByText('Opened from a link or a file.').waitFor();
  expect(requests.filter((url) => !url.startsWith(inject('root')) && !/^(blob|data):/.test(url))).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

it('is declined with one press; cut, foreign and huge files are refused, with nothing changed', async () => {
  const { page, context, errors } = await openPage(browser, inject('root'));
  await page.locator('.status-dot[data-state=ready]').waitFor();
  const before = await rawContent(page);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a model file…' }).press('Enter');
  await (await chooser).setFiles({ name: 'a.safetensors', mimeType: '', buffer: file });
  await offer(page).getByRole('button', { name: 'Not now' }).press('Enter');
  await offer(page).waitFor({ state: 'hidden' });

  const begun = file.subarray(0, 400);
  for (const [bytes, reason] of [
    [file.subarray(0, file.length - 5), /does not fit its shape or the file/],
    [begun, /header is longer than the file/],
    [await readFile(photo(6)), /no model that can be opened/],
  ] as const) {
    await drop(page, bytes);
    await refusal(page).getByText(reason).waitFor();
    await refusal(page).getByText('Nothing of yours was changed.').waitFor();
    await refusal(page).getByRole('button', { name: 'Go on without it' }).press('Enter');
    await refusal(page).waitFor({ state: 'hidden' });
  }
  // Too large to be sent here as text: it is made where it is dropped.
  await page.evaluate((length) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(length)], 'huge.safetensors'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, LARGEST_MODEL_FILE + 1);
  await refusal(page)
    .getByText(/larger than 64 MB/)
    .waitFor();
  await refusal(page).getByRole('button', { name: 'Go on without it' }).press('Enter');
  expect(await rawContent(page)).toEqual(before);
  expect(await page.getByRole('region', { name: OWN }).count()).toBe(0);
  expect(errors).toEqual([]);
  await context.close();
});
