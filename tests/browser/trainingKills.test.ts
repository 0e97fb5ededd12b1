/**
 * The browser is killed at random moments of a run that saves after each step. Afterwards every run and checkpoint is
 * whole, what was told to be saved is there, and the run goes on. Five kills; fifty in the long run, which writes a log.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, expect, inject } from 'vitest';
import { between, createRng } from '../../src/math/rng.ts';
import { itLong } from '../long.ts';
import { killBrowser } from './killed.ts';
import { launchProfile } from './page.ts';
import { SLOW_MS } from './pageActions.ts';
import { wholeRuns } from './rawRuns.ts';
import { canTrain, choose, ENDLESS, savedBeyond, savedShown, storeForTraining, visible } from './trainingPage.ts';

const KILLS = 50;
const SEED = Number(process.env.MIEN_SEED ?? Math.floor(1e6 * Math.random()));

const rng = createRng(SEED);
const profile = mkdtempSync(join(tmpdir(), 'mien-kill-'));
const log: string[] = [];
let context: BrowserContext | undefined;

afterAll(async () => {
  await context?.close().catch(() => {});
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

async function visit(): Promise<Page> {
  context = await launchProfile(profile);
  const page = await context.newPage();
  await page.goto(inject('root'));
  await canTrain(page);
  return page;
}

/** Kills the browser after `ms`; returns the step up to which the page last said that the run is saved. */
async function toldUntilKilled(page: Page, ms: number): Promise<number> {
  let told = await savedShown(page);
  let alive = true;
  const watching = (async () => {
    while (alive) told = Math.max(told, await savedShown(page));
  })().catch(() => {}); // cut off by the kill
  await new Promise((resolve) => setTimeout(resolve, ms));
  await killBrowser(profile);
  alive = false;
  await watching;
  return told;
}

itLong(`survives ${KILLS} kills of the browser (seed ${SEED})`, { timeout: 60_000 * KILLS }, async () => {
  context = await launchProfile(profile);
  await storeForTraining(context, 60);
  await context.close();

  let page = await visit();
  await choose(page, { Epochs: 1 });
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await visible(page, /Right on \d+ %/).waitFor({ timeout: SLOW_MS });
  await choose(page, { ...ENDLESS, 'Save every': 0 });
  const [earlier] = await wholeRuns(page);
  await page.getByRole('button', { name: 'Train again' }).click();
  let step = 0;

  for (let kill = 0; kill < KILLS; kill++) {
    await savedBeyond(page, step);
    const ms = Math.round(between(rng, 0, 2_000));
    const told = await toldUntilKilled(page, ms);
    page = await visit();
    const [whole, killed, ...more] = await wholeRuns(page);
    expect(more).toEqual([]);
    expect(whole).toEqual(earlier);
    expect(killed).toMatchObject({ state: 'running', message: null });
    step = killed!.step;
    expect(step).toBeGreaterThanOrEqual(told);
    // No step was made twice, and none is missing.
    expect(killed!.points).toEqual([...new Set(killed!.points)].sort((a, b) => a - b));
    log.push(`kill ${kill + 1}, after ${ms} ms: saved up to ${told} as told, ${step} as stored, all whole`);
    console.log(log.at(-1));
    await visible(page, `Interrupted at step ${step} of`).waitFor({ timeout: SLOW_MS });
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
  }
  await savedBeyond(page, step);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await visible(page, 'Stopped early.').waitFor({ timeout: SLOW_MS });
  expect(await wholeRuns(page)).toMatchObject([{ state: 'done' }, { state: 'stopped' }]);
  await context?.close();
  writeFileSync('tests/output/training-kills.log', `seed ${SEED}\n${log.join('\n')}\n`);
});
