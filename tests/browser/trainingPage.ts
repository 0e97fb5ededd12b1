/** The page with samples to train on, and its training as a user sees and drives it. */

import type { BrowserContext, Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { manySamples, storeSamples } from './gallerySamples.ts';
import { SLOW_MS } from './pageActions.ts';

/** Settings of the Lab's form, by their labels. */
export type FormValues = { [label: string]: number };

/** Opens the page on so many samples, ready to train. The context must bypass the policy, for the samples. */
export async function openOnSamples(context: BrowserContext, samples: number): Promise<Page> {
  await storeSamples(context, inject('root'), manySamples(samples));
  const page = await context.newPage();
  await page.goto(inject('root'));
  await canTrain(page);
  return page;
}

/** Resolves when a run can be started or taken up. */
export async function canTrain(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Backend: wasm/ }).waitFor({ timeout: SLOW_MS });
  const start = page.getByRole('button', { name: /^Train( again)?$/ });
  await expect.poll(() => start.isEnabled(), { timeout: SLOW_MS }).toBe(true);
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
