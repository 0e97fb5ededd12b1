/** What breaks leaves a usable page that says what to do: dead workers, missing files, no storage, no GPU. */

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { itLong, LONG } from '../long.ts';
import { launch, newContext, openPage, WEBGPU_FLAGS } from './page.ts';
import {
  addClasses,
  choosePicture,
  holdKey,
  kill,
  recognised,
  SLOW_MS,
  sampleCount,
  scores,
  setOption,
  stageTag,
  train,
  workerNamed,
} from './pageActions.ts';
import { photo } from './photos.ts';
import { INSECURE_HOST } from './serve.ts';

const OWN = /^Your model: /;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const status = (page: Page) => page.getByRole('region', { name: 'Notices' });

it('starts a dead vision worker again', async () => {
  const { page, context } = await openPage(browser, inject('root'));
  await recognised(page);
  await kill(await workerNamed(page, 'vision'));
  await status(page).getByText('Face finding stopped unexpectedly').waitFor({ timeout: SLOW_MS });
  await choosePicture(page, photo(6));
  await expect.poll(() => stageTag(page).textContent(), { timeout: SLOW_MS }).toBe('sample6.jpg');
  await context.close();
});

itLong('goes on with an interrupted run by itself, restores the model, loses nothing and trains again', async () => {
  const { page, context, errors } = await openPage(browser, inject('root'));
  await recognised(page);
  await addClasses(page, 'One', 'Two');
  await holdKey(page, '1', 'One', 6);
  await page.keyboard.press('f');
  await holdKey(page, '2', 'Two', 6);
  await train(page);
  const before = await onPicture(page);

  await setOption(page, 'Epochs', 1000);
  await page.getByRole('button', { name: 'Train again' }).click();
  await page
    .locator('.running')
    .getByText(/^Step \d+ of/)
    .waitFor({ timeout: SLOW_MS });
  await kill(await workerNamed(page, 'trainer'));
  await status(page).getByText('The run goes on from the last step').waitFor({ timeout: SLOW_MS });
  await page.getByRole('button', { name: /^Backend: wasm/ }).waitFor({ timeout: SLOW_MS });
  await page
    .locator('.running')
    .getByText(/^Step \d+ of/)
    .waitFor({ timeout: SLOW_MS });
  expect(await onPicture(page)).toEqual(before);
  expect(await sampleCount(page, 'One')).toBeGreaterThanOrEqual(6);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByText('Stopped early.').waitFor({ timeout: SLOW_MS });
  expect(await page.getByRole('radio', { name: /^Use / }).count()).toBe(2);

  await setOption(page, 'Epochs', 5);
  await page.getByRole('button', { name: 'Train again' }).click();
  await page.getByText(/Right on \d+ %/).waitFor({ timeout: SLOW_MS });
  expect(await page.getByRole('radio', { name: /^Use / }).count()).toBe(3);
  expect(errors).toEqual([]);
  await context.close();
});

async function onPicture(page: Page): Promise<number[]> {
  await choosePicture(page, photo(6));
  await expect.poll(() => stageTag(page).textContent(), { timeout: SLOW_MS }).toBe('sample6.jpg');
  await expect.poll(async () => Math.max(0, ...(await scores(page, OWN))), { timeout: SLOW_MS }).toBeGreaterThan(10);
  return scores(page, OWN);
}

itLong('stops a run and keeps what it has learned', async () => {
  const { page, context } = await openPage(browser, inject('root'));
  await recognised(page);
  await addClasses(page, 'One', 'Two');
  await holdKey(page, '1', 'One', 6);
  await page.keyboard.press('f');
  await holdKey(page, '2', 'Two', 6);
  await setOption(page, 'Epochs', 500);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page
    .locator('.running')
    .getByText(/^Step \d+ of/)
    .waitFor({ timeout: SLOW_MS });
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('Stopped early.').waitFor({ timeout: SLOW_MS });
  await page.getByRole('radio', { name: 'Use Model 1' }).waitFor();
  await context.close();
});

it.each([
  { what: 'the weights', pattern: '**/*.safetensors', notice: 'Expressions cannot be read', works: 'faces' },
  { what: 'the clip', pattern: '**/clip.mp4', notice: 'The sample clip could not be loaded', works: 'picture' },
  ...(LONG
    ? [
        { what: 'the face models', pattern: '**/face-models/**', notice: 'Faces cannot be found', works: 'model' },
        { what: 'the workers', pattern: '**/worker-*.js', notice: 'Faces cannot be found', works: 'nothing' },
      ]
    : []),
])('says what to do when $what cannot be loaded', async ({ pattern, notice, works }) => {
  const context = await newContext(browser);
  await context.route(pattern, (route) => route.fulfill({ status: 404, body: 'Not found' }));
  const page = await context.newPage();
  await page.goto(inject('root'));
  await page.getByRole('alert').getByText(notice).waitFor({ timeout: SLOW_MS });
  await page.getByRole('heading', { name: 'Teach' }).waitFor();
  if (works === 'picture') {
    await choosePicture(page, photo(6));
    await recognised(page);
    await context.close();
    return;
  }
  if (works === 'faces') await page.getByRole('button', { name: 'Face 2', exact: true }).waitFor({ timeout: SLOW_MS });
  // Once the files are there, one click is enough.
  await context.unroute(pattern);
  const retry = page.getByRole('button', { name: 'Try again' });
  for (let left = await retry.count(); left > 0; left--) await retry.first().click();
  await page.getByRole('alert').getByText(notice).waitFor({ state: 'hidden', timeout: SLOW_MS });
  await recognised(page);
  await context.close();
});

it('fetches a part of the page again that did not come', async () => {
  const { page, context, errors } = await openPage(browser, inject('root'));
  let lost = 0;
  await context.route('**/LabPage-*.js', (route) => (++lost <= 2 ? route.abort() : route.continue()));
  await page.getByRole('radio', { name: /^Lab/ }).press('Space');
  await page.getByRole('main', { name: 'Lab' }).getByRole('tab', { selected: true }).waitFor();
  expect(lost).toBeGreaterThan(2);
  expect(errors).toEqual([]);
  await context.close();
});

itLong('goes on without storage and says what that means', async () => {
  const context = await newContext(browser);
  await context.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  const page = await context.newPage();
  await page.goto(inject('root'));
  await page.getByText('This browser does not let the page keep data').waitFor();
  await recognised(page);
  await addClasses(page, 'One');
  await holdKey(page, '1', 'One', 2);
  expect(await page.locator('#train-reason').textContent()).toContain('storage');
  await context.close();
});

itLong('works without WebGPU, shows what was tried, and lets the user choose', async () => {
  const bare = await launch({
    without: WEBGPU_FLAGS,
  });
  const { page, context } = await openPage(bare, inject('root'));
  await recognised(page);
  await page.getByRole('button', { name: /^Backend: wasm/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Backend' });
  expect(await dialog.getByRole('list').textContent()).toMatch(
    /WebGPU not used\..*WebGL not used\..*WebAssembly in use/s,
  );
  await dialog.getByRole('radio', { name: 'WebGPU' }).click();
  await dialog.getByText('The models run on WebAssembly').waitFor({ timeout: SLOW_MS });
  await context.close();
  await bare.close();
});

it('says on an insecure address where it can be opened', async () => {
  const elsewhere = await launch({ flags: [`--host-resolver-rules=MAP ${INSECURE_HOST} 127.0.0.1`] });
  try {
    const { page } = await openPage(elsewhere, inject('root').replace('127.0.0.1', INSECURE_HOST));
    await page.getByText('Mien needs a secure address: open it over https').waitFor();
  } finally {
    await elsewhere.close();
  }
});
