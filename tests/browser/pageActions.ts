/** What a user does on the page and what they can see there, by roles and names. */

import type { Page, Worker } from 'playwright-core';
import { expect } from 'vitest';
import { photo } from './photos.ts';

/** Loading, starting a backend and recognising the first frame, on a busy machine. */
export const SLOW_MS = 90_000;

/** The scores that a model's panel shows, percent, in class order. */
export const scores = (page: Page, model: string | RegExp = 'Base model'): Promise<number[]> =>
  page
    .getByRole('region', { name: model })
    .getByRole('meter')
    .evaluateAll((meters) => meters.map((meter) => Number(meter.getAttribute('aria-valuenow'))));

/** The expression that a model's panel shows in large type. */
export const verdict = (page: Page, model: string | RegExp = 'Base model'): Promise<string | null> =>
  page.getByRole('region', { name: model }).getByTestId('verdict').textContent();

/** Resolves when the base model's scores for a face are on the page. */
export async function recognised(page: Page): Promise<void> {
  await expect.poll(async () => Math.max(0, ...(await scores(page))), { timeout: SLOW_MS }).toBeGreaterThan(10);
}

/** The tag over the stage: what it shows, or what it waits for. */
export const stageTag = (page: Page) => page.getByRole('region', { name: 'Live view' }).locator('.stage-status');

type GivenFile = string | { name: string; mimeType: string; buffer: Buffer };

/** Chooses pictures or a video by the page's file button. */
export async function chooseFiles(page: Page, files: GivenFile | string[]) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Picture or video', exact: true }).click();
  await (await chooser).setFiles(files);
}

/** Chooses one picture. */
export const choosePicture = (page: Page, file: GivenFile): Promise<void> => chooseFiles(page, file);

/** The card of a class in the Teach panel. */
const classCard = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Teach' }).getByRole('listitem').filter({ hasText: name });

/** How many samples the class's card says it has. */
export async function sampleCount(page: Page, name: string): Promise<number> {
  const text = await classCard(page, name).locator('.class-count').textContent();
  return Number(/\d+/.exec(text ?? '')?.[0]);
}

/** Holds a class's key until it has so many samples. */
export async function holdKey(page: Page, key: string, name: string, samples: number): Promise<void> {
  await page.keyboard.down(key);
  await expect.poll(() => sampleCount(page, name), { timeout: SLOW_MS }).toBeGreaterThanOrEqual(samples);
  await page.keyboard.up(key);
}

/** Starts the camera through the dialog, by keyboard. */
export async function startCamera(page: Page): Promise<void> {
  await page.keyboard.press('c');
  await page.getByRole('button', { name: 'Start camera' }).press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'hidden', timeout: SLOW_MS });
}

/** Pauses the sample clip: what a test does not look at need not be recognised beside it. */
export const pauseClip = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Pause', exact: true }).press('Enter', { timeout: SLOW_MS });

/** Adds classes by keyboard. */
export async function addClasses(page: Page, ...names: string[]): Promise<void> {
  await page.keyboard.press('n');
  await page.waitForFunction(() => document.activeElement?.id === 'new-class');
  for (const name of names) {
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
  }
  await page.keyboard.press('Escape');
}

/** Changes a numeric setting of the next run in the Lab, and comes back. */
export async function setOption(page: Page, name: string, value: number): Promise<void> {
  await page.keyboard.press('l');
  const field = page.getByRole('spinbutton', { name, exact: true });
  await field.fill(String(value));
  await field.press('Enter');
  // Keys rest while somebody types.
  await page.getByRole('tab', { name: 'Train', exact: true }).focus();
  await page.keyboard.press('l');
}

/** Starts a run by keyboard and waits for its result. */
export async function train(page: Page): Promise<void> {
  await page.keyboard.press('t');
  await page.getByText(/Right on \d+ %/).waitFor({ timeout: SLOW_MS });
}

/** The running worker of this name. */
export async function workerNamed(page: Page, name: string): Promise<Worker> {
  for (const worker of page.workers()) {
    if ((await worker.evaluate(() => self.name)) === name) return worker;
  }
  throw new Error(`There is no worker named ${name}.`);
}

/** Ends a worker from inside, as a crash would: without an error event. */
export async function kill(worker: Worker): Promise<void> {
  // The evaluation may be cut off by the death that it causes.
  await worker.evaluate(() => self.close()).catch(() => {});
}

/** What the user's own model says of a photo, of each class in percent. */
export async function ownAnswersOn(page: Page, number: number): Promise<number[]> {
  const own = /^Your model: /;
  await choosePicture(page, photo(number));
  await expect.poll(() => stageTag(page).textContent(), { timeout: SLOW_MS }).toBe(`sample${number}.jpg`);
  await expect.poll(async () => Math.max(0, ...(await scores(page, own))), { timeout: SLOW_MS }).toBeGreaterThan(10);
  return scores(page, own);
}
