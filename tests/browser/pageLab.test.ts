/** The Lab: a contrastive run chosen, paused, resumed after a reload and after a dead trainer, continued, compared, kept. */

import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { classNamed, sampleOf } from '../records.ts';
import { findings } from './axe.ts';
import { cropsOf, type Pictured, putSamples } from './faceSamples.ts';
import { launch, openPage, type Watched, WEBGPU_FLAGS } from './page.ts';
import { kill, SLOW_MS, workerNamed } from './pageActions.ts';
import { SMILES, STRAIGHT } from './photos.ts';

let browser: Browser;
let visit: Watched;
let page: Page;

/** Two classes of real faces, each in two sittings. */
async function pictured(): Promise<Pictured[]> {
  const all: Pictured[] = [];
  for (const [classId, faces] of [
    ['Smile', SMILES.train],
    ['Straight', STRAIGHT.train],
  ] as const) {
    for (const [i, face] of faces.slice(0, 4).entries()) {
      for (const [j, jpeg] of (await cropsOf(face, 4)).entries()) {
        const session = i % 2 === 0 ? 'Monday' : 'Tuesday';
        all.push({ sample: sampleOf(`${classId} ${i} ${j}`, classId, { session, recordedAt: all.length }), jpeg });
      }
    }
  }
  return all;
}

beforeAll(async () => {
  browser = await launch({ without: WEBGPU_FLAGS, flags: ['--disable-gpu'] });
  visit = await openPage(browser, inject('root'));
  ({ page } = visit);
  await page.waitForFunction(async () => (await indexedDB.databases()).some(({ name }) => name === 'mien'));
  await putSamples(page, [classNamed('Smile', 1), classNamed('Straight', 2)], await pictured());
  await page.reload();
});
afterAll(() => browser.close());

const lab = () => page.getByRole('main', { name: 'Lab' });
const progress = () => lab().getByText(/Step \d+ of/);
const ESTIMATE = /^About .*: [\d,]+ steps of .* for each checkpoint\.$/;
const run = (name: string) => lab().getByRole('article', { name: `Run ${name}` });

/** The step that the progress line or a card shows. */
async function stepOf(text: Promise<string | null>): Promise<number> {
  return Number(/step ([\d,]+)/i.exec((await text) ?? '')?.[1]?.replace(',', ''));
}

/** Loads the page again and shows the Lab, by key. */
async function reload(): Promise<void> {
  await page.reload();
  await page.getByRole('radio', { name: /^Lab/ }).waitFor({ timeout: SLOW_MS });
  await page.keyboard.press('l');
  await lab().getByRole('tab', { selected: true }).waitFor({ timeout: SLOW_MS });
}

/** Shows a tab of the Lab, by keyboard. */
async function openTab(name: 'Train' | 'Runs'): Promise<void> {
  await lab().getByRole('tab', { selected: true }).focus();
  await page.keyboard.press('Home');
  if (name === 'Runs') await page.keyboard.press('ArrowRight');
  await lab().getByRole('tab', { name, selected: true }).waitFor();
}

async function setting(name: string, value: number): Promise<void> {
  const field = lab().getByRole('spinbutton', { name, exact: true });
  await field.fill(String(value));
  await field.press('Enter');
  await lab().getByRole('tab', { selected: true }).focus();
}

it('opens by key, chooses a method by keyboard and says what it is and needs', async () => {
  await page.keyboard.press('l');
  await lab().getByRole('heading', { name: 'Method' }).waitFor({ timeout: SLOW_MS });
  const methods = lab().getByRole('radiogroup', { name: 'Method' });
  await methods.getByRole('radio', { checked: true }).focus();
  for (const method of [/^SimCLR/, /^SupCon/]) {
    // As long as a finger takes: a key that is up again before the next task moves the focus and chooses nothing (Radix).
    await page.keyboard.press('ArrowDown', { delay: 400 });
    await methods.getByRole('radio', { name: method, checked: true }).waitFor();
  }
  await lab().getByRole('heading', { name: 'Train with SupCon' }).waitFor();
  const link = lab().getByRole('link', { name: /Supervised Contrastive Learning/ });
  expect(await link.getAttribute('rel')).toContain('noopener');
  expect(await link.getAttribute('target')).toBe('_blank');
  await lab()
    .getByText(/^Needs 5 labelled faces of each class and 16 in all; you have \d+ of Smile and \d+ of Straight\.$/)
    .waitFor();
});

it('keeps settings within their ranges, marks changed ones and puts them back', async () => {
  await lab().getByRole('radiogroup', { name: 'Preset' }).getByRole('radio', { name: /^Fast/ }).press('Space');
  const field = lab().getByRole('spinbutton', { name: 'Epochs', exact: true });
  const before = await field.inputValue();
  await setting('Epochs', 5000);
  expect(await field.inputValue()).toBe('1000');
  await lab()
    .getByRole('button', { name: /^Epochs: back to/ })
    .press('Enter');
  await expect.poll(() => field.inputValue()).toBe(before);
  await setting('Epochs', 1000);
  await setting('Batch size', 16);
  await lab().getByText(ESTIMATE).waitFor({ timeout: SLOW_MS });
  await reload();
  await lab().getByRole('heading', { name: 'Train with SupCon' }).waitFor({ timeout: SLOW_MS });
  expect(await field.inputValue()).toBe('1000');
});

it('says before the start what the run will cost', async () => {
  await lab().getByText(ESTIMATE).waitFor({ timeout: SLOW_MS });
});

it('trains, pauses, and goes on after a reload from where it was', async () => {
  await page.keyboard.press('t');
  await progress().waitFor({ timeout: SLOW_MS });
  await lab()
    .getByRole('img', { name: /^Over training steps: loss/ })
    .waitFor();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('p');
  const paused = lab().getByText(/^“Model 1”: Paused at step/);
  await paused.waitFor({ timeout: SLOW_MS });
  const step = await stepOf(paused.textContent());
  expect(step).toBeGreaterThan(0);
  await reload();
  await paused.waitFor({ timeout: SLOW_MS });
  expect(await stepOf(paused.textContent())).toBe(step);
  await expect.poll(() => lab().getByRole('button', { name: 'Resume' }).isEnabled(), { timeout: SLOW_MS }).toBe(true);
  await page.keyboard.press('p');
  await progress().waitFor({ timeout: SLOW_MS });
  expect(await stepOf(progress().textContent())).toBeGreaterThan(step);
});

it('goes on by itself when the trainer died under it, from the last step that was saved', async () => {
  const saved = lab().getByText(/Saved up to step \d+/);
  await saved.waitFor({ timeout: SLOW_MS });
  const step = await stepOf(saved.textContent());
  await kill(await workerNamed(page, 'trainer'));
  await page.getByRole('region', { name: 'Notices' }).getByText('The run goes on from the last step').waitFor();
  await expect
    .poll(
      () =>
        progress()
          .textContent()
          .then((text) => stepOf(Promise.resolve(text))),
      { timeout: SLOW_MS },
    )
    .toBeGreaterThan(step);
});

it('shows the numbers behind the curves and what they say', async () => {
  await lab().getByText('The numbers as a table').click();
  await expect.poll(() => lab().getByRole('table').getByRole('row').count()).toBeGreaterThan(5);
  expect(await lab().getByRole('list', { name: 'What the curves say' }).getByRole('listitem').count()).toBeGreaterThan(
    0,
  );
  await lab().getByRole('switch', { name: 'Logarithmic loss' }).press('Space');
  await lab().getByRole('button', { name: 'Learning rate', pressed: false }).press('Enter');
  await lab()
    .getByRole('img', { name: /learning rate/ })
    .waitFor();
});

it('stops with what it has learned, which answers beside the base model', async () => {
  await lab().getByRole('tab', { selected: true }).focus();
  await page.keyboard.press('t');
  await lab().getByText('Stopped early.').waitFor({ timeout: SLOW_MS });
  await openTab('Runs');
  await run('Model 1').getByText('Stopped early').waitFor();
  await lab().getByRole('button', { name: 'In use: the last checkpoint of Model 1' }).waitFor();
});

it('continues a finished run for an epoch more', async () => {
  await openTab('Train');
  await lab()
    .getByRole('radiogroup', { name: 'Method' })
    .getByRole('radio', { name: /^Supervised/ })
    .press('Space');
  await setting('Epochs', 3);
  await page.keyboard.press('t');
  await lab()
    .getByText(/Right on \d+ %/)
    .waitFor({ timeout: SLOW_MS });
  await openTab('Runs');
  const steps = async () =>
    stepOf(
      run('Model 2')
        .getByText(/of [\d,]+$/)
        .textContent()
        .then((text) => `step ${text}`),
    );
  const before = await steps();
  const more = run('Model 2').getByRole('spinbutton', { name: 'Epochs more for Model 2' });
  await more.fill('1');
  await more.press('Enter');
  await lab()
    .getByText(/Right on \d+ %/)
    .waitFor({ timeout: SLOW_MS });
  await openTab('Runs');
  await expect.poll(steps).toBe((before * 4) / 3);
});

it('compares two runs by what differs between them', async () => {
  for (const name of ['Model 1', 'Model 2'])
    await lab()
      .getByRole('checkbox', { name: `Compare ${name}` })
      .press('Space');
  const table = lab().getByRole('table', { name: 'What differs between the two runs' });
  await table.getByRole('row', { name: /^Method/ }).waitFor();
  const method = await table.getByRole('row', { name: /^Method/ }).textContent();
  expect(method).toContain('SupCon');
  expect(method).toContain('Supervised');
  expect(await table.getByRole('row', { name: /^Seed/ }).count()).toBe(0);
  expect(await findings(page)).toEqual([]);
  await lab().getByRole('button', { name: 'Close' }).press('Enter');
});

it('pins, uses, deletes and restores checkpoints and runs', async () => {
  await lab().getByRole('button', { name: 'Pin the last checkpoint of Model 2' }).press('Enter');
  await lab().getByRole('button', { name: 'Use the pinned checkpoint of Model 2' }).press('Enter');
  await lab().getByRole('button', { name: 'In use: the pinned checkpoint of Model 2' }).waitFor();
  await lab().getByRole('button', { name: 'Delete the pinned checkpoint of Model 2' }).press('Enter');
  const pinned = lab().getByRole('button', { name: /use:? the pinned checkpoint of Model 2$/i });
  await pinned.waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+z');
  await lab().getByRole('button', { name: 'In use: the pinned checkpoint of Model 2' }).waitFor();

  await run('Model 2').getByRole('button', { name: 'More for Model 2' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Delete' }).press('Enter');
  await run('Model 2').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Undo' }).last().press('Enter');
  await run('Model 2').waitFor();
  await pinned.waitFor();
});

it('renames a run, and writes its curve and settings as files', async () => {
  await run('Model 1').getByRole('button', { name: 'Model 1, rename' }).press('Enter');
  await page.getByRole('textbox', { name: 'Run name' }).fill('Pulled together');
  await page.keyboard.press('Enter');
  await run('Pulled together').waitFor();
  const files: string[] = [];
  for (const item of ['Curve as CSV', 'Settings as JSON']) {
    await page.getByRole('button', { name: 'More for Pulled together' }).press('Enter');
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: item }).press('Enter');
    files.push(await readFile(await (await download).path(), 'utf8'));
  }
  const [csv = '', json = ''] = files;
  expect(csv.split('\r\n').length).toBeGreaterThan(5);
  expect(csv).toMatch(/^step,loss,/);
  expect(JSON.parse(json)).toMatchObject({ name: 'Pulled together', settings: { objective: 'supcon' } });
});

it.each(['light', 'dark'] as const)('fits a phone, and has no serious issue on it, %s', async (colorScheme) => {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 390, height: 844 });
  for (const tab of ['Train', 'Runs'] as const) {
    await openTab(tab);
    const beyond = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await expect.poll(beyond).toBe(0);
    expect(await findings(page)).toEqual([]);
  }
  expect(visit.errors).toEqual([]);
});
