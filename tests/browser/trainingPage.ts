/** The page with samples to train on, and its training as a user sees and drives it. */

import type { BrowserContext, Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { CLASSES, manySamples, storeSamples } from './gallerySamples.ts';
import { SLOW_MS } from './pageActions.ts';

/** Settings of the Lab's form, by their labels. */
type FormValues = { [label: string]: number };

/** A run that no test sees the end of, at a thousand steps a second. */
export const ENDLESS: FormValues = { Epochs: 1000, 'Batch size': 4, 'Views per sample': 24 };

/** Stores so many samples of two classes; the page need not be open. The context must bypass the policy. */
export const storeForTraining = (context: BrowserContext, samples: number) =>
  storeSamples(context, inject('root'), manySamples(samples), CLASSES.slice(0, 2));

/** Opens the page on so many samples, ready to train. */
export async function openOnSamples(context: BrowserContext, samples: number): Promise<Page> {
  await storeForTraining(context, samples);
  const page = await context.newPage();
  await page.goto(inject('root'));
  await canTrain(page);
  return page;
}

/** Resolves when a run can be started or taken up. */
export async function canTrain(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Backend: wasm/ }).waitFor({ timeout: SLOW_MS });
  await page.getByRole('button', { name: /^Train( again)?$/, disabled: false }).waitFor({ timeout: SLOW_MS });
}

/** Opens the Lab and fills in its form. */
export async function choose(page: Page, values: FormValues): Promise<void> {
  await page.getByRole('radio', { name: /^Lab/ }).press('Space');
  for (const [label, value] of Object.entries(values)) {
    const field = page.getByRole('spinbutton', { name: label, exact: true });
    await field.fill(String(value), { timeout: SLOW_MS });
    await field.press('Enter');
  }
}

/** Chooses a method, with the Lab open. */
export async function chosenMethod(page: Page, label: string): Promise<void> {
  const methods = page.getByRole('main', { name: 'Lab' }).getByRole('radiogroup', { name: 'Method' });
  await methods
    .getByRole('radio', { name: new RegExp(`^${label} ?(Enough|Samples)`) })
    .press('Space', { timeout: SLOW_MS });
  await page.getByRole('heading', { name: `Train with ${label}` }).waitFor();
}

/** Makes later runs of a method short; what is chosen in the end is the first method. */
export async function shorten(page: Page, label: string, values: FormValues): Promise<void> {
  await page.getByRole('radio', { name: /^Lab/ }).press('Space', { timeout: SLOW_MS });
  await chosenMethod(page, label);
  await choose(page, values);
  await chosenMethod(page, 'Supervised');
  await page.getByRole('radio', { name: /^Live/ }).press('Space');
}

/** A text where the page shows it: what is beside the live view is there, hidden, while the Lab is open. */
export const visible = (page: Page, text: string | RegExp) => page.getByText(text).filter({ visible: true }).first();

/** The step that the page says the run in progress is at; 0 where it does not. */
export const stepShown = (page: Page): Promise<number> => shown(page, /Step (\d+) of \d+/);

/** The step that the page says is saved; 0 where it does not. */
export const savedShown = (page: Page): Promise<number> => shown(page, /Saved up to step (\d+)/);

async function shown(page: Page, pattern: RegExp): Promise<number> {
  const running = page.locator('.running').first();
  const text = (await running.count()) > 0 ? await running.textContent().catch(() => '') : '';
  return Number(pattern.exec(text ?? '')?.[1] ?? 0);
}

export const stepBeyond = (page: Page, step: number) =>
  expect.poll(() => stepShown(page), { timeout: SLOW_MS, interval: 50 }).toBeGreaterThan(step);
export const savedBeyond = (page: Page, step: number) =>
  expect.poll(() => savedShown(page), { timeout: SLOW_MS, interval: 50 }).toBeGreaterThan(step);
