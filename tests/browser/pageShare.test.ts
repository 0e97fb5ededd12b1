/** A model goes from one browser to another in a link alone, and a link that is not one changes nothing. */

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { readShareLink, writeShareLink } from '../../src/data/shareLink.ts';
import { findings } from './axe.ts';
import { serveEarlierWeights } from './earlierWeights.ts';
import { launch, newContext, openPage, WEBGPU_FLAGS } from './page.ts';
import { ownAnswersOn, pauseClip, SLOW_MS, train, verdict } from './pageActions.ts';
import { rawContent } from './rawStore.ts';
import { openOnSamples } from './trainingPage.ts';

const OWN = /^Your model: /;
const PLACE = 'https://mien.example/app/';

let browser: Browser;
/** The link that the first test makes, without its place, and what the model says about a picture. */
let fragment = '';
let expected: number[] = [];

beforeAll(async () => {
  browser = await launch({ without: WEBGPU_FLAGS });
});
afterAll(() => browser.close());

const linkField = (page: Page) => page.getByRole('textbox', { name: 'Link', exact: true });
const offer = (page: Page) => page.getByRole('dialog', { name: /^A model for you/ });
const refusal = (page: Page) => page.getByRole('dialog', { name: 'This link does not open' });

/** A fresh profile that opens a link. */
const visit = (link: string) => openPage(browser, `${inject('root')}#${link}`);

it('is made from a trained model, says what is in it and is copied', async () => {
  const context: BrowserContext = await newContext(browser, {
    bypassCSP: true,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(SLOW_MS);
  const page = await openOnSamples(context, 60);
  await pauseClip(page);
  await train(page);
  await page.getByRole('button', { name: 'Share', exact: true }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Share “Model 1”' });
  // Here it can be opened by nobody else.
  await dialog.getByRole('textbox', { name: /^Nobody else can open/ }).fill('mien.example/app/#x');
  await expect.poll(() => linkField(page).inputValue()).toMatch(/^https:\/\/mien\.example\/app\/#model=1\.[\w-]+$/);
  await dialog.getByText(/characters; some messengers/).waitFor();
  expect(await findings(page)).toEqual([]);

  const unsigned = await linkField(page).inputValue();
  expect(unsigned.length).toBeLessThanOrEqual(8_000);
  console.log(`2 classes: ${unsigned.length} characters`);
  await dialog.getByRole('checkbox', { name: 'Put my name in it' }).press('Space');
  await dialog.getByRole('textbox', { name: /^Your name/ }).fill('Ada');
  await expect.poll(() => linkField(page).inputValue()).not.toBe(unsigned);
  await dialog.getByText('Model 1, by Ada').waitFor();
  await dialog.getByRole('button', { name: 'Copy' }).press('Enter');
  await dialog.getByText('Copied').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await linkField(page).inputValue());
  fragment = copied.slice(`${PLACE}#`.length);

  const { card } = await readShareLink(fragment);
  expect(card).toMatchObject({ name: 'Model 1', author: 'Ada', chain: [], learnedFrom: { people: 3 } });
  expect(card.classes.map(({ name }) => name)).toEqual(['Smile', 'Straight']);
  expect(JSON.stringify(card)).not.toMatch(/Cleo|Monday|take 1/);
  expect((await readShareLink(unsigned.slice(`${PLACE}#`.length))).card.author).toBeNull();

  await page.keyboard.press('Escape');
  expected = await ownAnswersOn(page, 6);
  await context.close();
});

it('opens in a fresh browser with nothing of the first one, after a yes, and answers alike', async () => {
  const { page, context, errors, requests } = await visit(fragment);
  await offer(page).getByText('Model 1, by Ada').waitFor();
  expect(await findings(page)).toEqual([]);
  await offer(page).getByRole('button', { name: 'Open it' }).click();
  await offer(page).waitFor({ state: 'hidden' });
  expect(new URL(page.url()).hash).toBe('');
  await page.getByRole('region', { name: 'Your model: Model 1' }).waitFor();
  const found = await ownAnswersOn(page, 6);
  expect(found.length).toBe(2);
  for (const [i, score] of found.entries())
    expect(Math.abs(score - (expected[i] ?? Number.NaN))).toBeLessThanOrEqual(2);
  // All of it is still there on the next visit, from storage.
  await page.reload();
  await page.getByRole('region', { name: 'Your model: Model 1' }).waitFor({ timeout: SLOW_MS });
  await page.getByText('Opened from a link or a file, by Ada.').waitFor();
  expect(requests.filter((url) => !url.startsWith(inject('root')) && !/^(blob|data):/.test(url))).toEqual([]);
  expect(requests.some((url) => url.includes('model='))).toBe(false);

  // Its classes can be taught on; an undo takes them away again.
  const menu = page.getByRole('button', { name: 'More for Model 1' });
  const taught = page.getByRole('region', { name: 'Teach' }).getByRole('button', { name: /^Hold to record/ });
  await menu.press('Enter');
  await page.getByRole('menuitem', { name: 'Teach its classes too' }).press('Enter');
  await expect.poll(() => taught.count()).toBe(2);
  await page.keyboard.press('Control+z');
  await expect.poll(() => taught.count()).toBe(0);

  // Passed on, it tells whom it is from.
  await menu.press('Enter');
  await page.getByRole('menuitem', { name: 'Share or save…' }).press('Enter');
  await page
    .getByRole('dialog', { name: /^Share/ })
    .getByText('Model 1 by Ada')
    .waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

it('made with earlier base weights still opens, and answers with them', async () => {
  const context = await newContext(browser);
  context.setDefaultTimeout(SLOW_MS);
  const encoder = await serveEarlierWeights(context);
  const { card, tensors } = await readShareLink(fragment);
  const link = await writeShareLink({ card: { ...card, encoder }, tensors });
  const page = await context.newPage();
  await page.goto(`${inject('root')}#${link}`);
  await offer(page).getByRole('button', { name: 'Open it' }).click();
  await page.getByRole('region', { name: 'Your model: Model 1' }).waitFor();
  await page.getByText(/Made on other base weights/).waitFor();
  const found = await ownAnswersOn(page, 6);
  for (const [i, score] of found.entries())
    expect(Math.abs(score - (expected[i] ?? Number.NaN))).toBeLessThanOrEqual(2);
  await context.close();
});

it('is declined with one press, and damaged, foreign or huge links are refused, with nothing changed', async () => {
  const { page, context, errors } = await openPage(browser, inject('root'));
  await page.locator('.status-dot[data-state=ready]').waitFor({ timeout: SLOW_MS });
  const before = await rawContent(page);
  const open = (link: string) => page.evaluate((hash) => location.assign(`#${hash}`), link);
  await open(fragment);
  await offer(page).getByRole('button', { name: 'Not now' }).press('Enter');
  await offer(page).waitFor({ state: 'hidden' });
  expect(new URL(page.url()).hash).toBe('');

  const middle = Math.floor(fragment.length / 2);
  const flipped = fragment[middle] === 'A' ? 'B' : 'A';
  for (const [link, reason] of [
    [fragment.slice(0, middle), /cut short/],
    [fragment.slice(0, middle) + flipped + fragment.slice(middle + 1), /cut short or changed/],
    [fragment.replace('model=1.', 'model=2.'), /another version of Mien \(format 2, here 1\)/],
    [`model=1.${'A'.repeat(5_000_000)}`, /5,000,000 characters/],
  ] as const) {
    await open(link);
    await refusal(page).getByText(reason).waitFor();
    await refusal(page).getByText('Nothing of yours was changed.').waitFor();
    await refusal(page).getByRole('button', { name: 'Go on without it' }).press('Enter');
    await refusal(page).waitFor({ state: 'hidden' });
  }

  // It says what it is, and only then turns out not to fit.
  const { card, tensors } = await readShareLink(fragment);
  await open(await writeShareLink({ card, tensors: tensors.slice(1) }));
  await offer(page).getByRole('button', { name: 'Open it' }).click();
  await offer(page)
    .getByText(/does not fit the base weights that it names/)
    .waitFor();
  await offer(page).getByRole('button', { name: 'Not now' }).press('Enter');
  await open(await writeShareLink({ card: { ...card, encoder: '0123456789abcdef' }, tensors }));
  await offer(page).getByRole('button', { name: 'Open it' }).click();
  await offer(page)
    .getByText(/base weights that could not be loaded/)
    .waitFor();
  await offer(page).getByRole('button', { name: 'Not now' }).press('Enter');
  expect(await rawContent(page)).toEqual(before);
  expect(await page.getByRole('region', { name: OWN }).count()).toBe(0);
  expect(await verdict(page)).not.toBeNull();
  expect(errors).toEqual([]);
  await context.close();
});
