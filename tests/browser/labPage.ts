/** The Lab with samples of real faces: two classes that the base model knows too, three people, a split by person. */

import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Sample } from '../../src/data/schema.ts';
import { classNamed } from '../records.ts';
import { manySamples, storeSamples } from './gallerySamples.ts';
import { blankPage, exposeModules } from './modules.ts';
import { newContext } from './page.ts';
import { SLOW_MS } from './pageActions.ts';

declare const modules: { collection: typeof import('../../src/data/collection.ts') };

const CLASSES = [
  classNamed('smile', 1, { name: 'Happiness', colour: '#E69F00' }),
  classNamed('straight', 2, { name: 'Neutral', colour: '#56B4E9' }),
];

type Options = Parameters<Browser['newContext']>[0];

/** `known`: what else is known of a sample. */
type Wishes = {
  total?: number;
  ben?: 'validation' | 'test';
  known?: (sample: Sample, i: number) => Partial<Sample>;
};

/** Samples of two of the people are learned from, Ben’s are for validation or, if `test`, for the test. */
export async function openLab(
  browser: Browser,
  root: string,
  { total = 60, ben = 'validation', known = () => ({}), ...options }: Wishes & Options = {},
): Promise<{ page: Page; context: BrowserContext; errors: string[] }> {
  const context = await newContext(browser, { ...options, bypassCSP: true });
  const samples = manySamples(total).map((sample, i) => ({ ...sample, session: sample.person, ...known(sample, i) }));
  await storeSamples(context, root, samples, CLASSES);
  const blank = await blankPage(context, root);
  await exposeModules(blank, { collection: 'src/data/collection.ts' });
  await blank.evaluate(
    (place) =>
      modules.collection.commit({
        classes: [],
        samples: [],
        split: { before: null, after: { by: 'person', locked: false, units: { Ben: place } } },
      }),
    ben,
  );
  await blank.close();
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(root);
  return { page, context, errors };
}

/** Opens a tab of the Lab by its name, once the trainer is there. */
export async function showTab(page: Page, name: string): Promise<void> {
  await page.getByRole('radio', { name: /^Lab/ }).press('Space', { timeout: SLOW_MS });
  await page.getByRole('tab', { name }).click({ timeout: SLOW_MS });
}

/** Trains with the settings that there are, on the live view, and waits for the result. */
export async function trainOnce(page: Page): Promise<void> {
  await page.locator('.status-dot[data-state=ready]').waitFor({ timeout: SLOW_MS });
  await page.keyboard.press('t');
  await page.getByText(/Right on \d+ %/).waitFor({ timeout: SLOW_MS });
}
