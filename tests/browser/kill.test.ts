/**
 * The browser is killed at random moments while samples are captured, imported or deleted, or a shared model is opened.
 * What was committed before is there afterwards, nothing is there by half, and the page works. One kill; 52 in the long
 * run, which writes a log: with trainingKills.test.ts more than a hundred.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, expect, inject, it } from 'vitest';
import { writeShareLink } from '../../src/data/shareLink.ts';
import { between, createRng } from '../../src/math/rng.ts';
import current from '../../src/model/current.json' with { type: 'json' };
import { LONG } from '../long.ts';
import { drawnModel } from '../sharedModels.ts';
import { chooseFiles, openData, portrait, sampleTotal, start as startImport, zipFile } from './importActions.ts';
import { killBrowser } from './killed.ts';
import { blankPage, exposeModules } from './modules.ts';
import { launchProfile } from './page.ts';
import { addClasses, recognised, SLOW_MS, sampleCount, startCamera } from './pageActions.ts';
import { cameraFeed, SMILES, STRAIGHT } from './photos.ts';
import { type Content, rawContent } from './rawStore.ts';

declare const modules: {
  collection: typeof import('../../src/data/collection.ts');
  records: typeof import('../records.ts');
};

const KILLS = LONG ? 52 : 1;
const SEED = Number(process.env.MIEN_SEED ?? Math.floor(1e6 * Math.random()));

/** Samples of the class that is deleted, with about the pixels of real ones. */
const PILE = 3_000;
const JPEG_BYTES = 6_000;

/** Pictures in an import, more than are read before the kill. */
const PORTRAITS = 150;

const rng = createRng(SEED);
const profile = mkdtempSync(join(tmpdir(), 'mien-kill-'));
const log: string[] = [];
let context: BrowserContext | undefined;

afterAll(async () => {
  await context?.close().catch(() => {});
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

type Act = {
  name: string;
  /** What has to be stored before. */
  prepare: (page: Page) => Promise<void>;
  /** Starts it on the page; resolves when it is under way. */
  begin: (page: Page) => Promise<void>;
  /** The kill comes so many ms later. */
  within: [number, number];
};

const ACTS: Act[] = [
  {
    name: 'capture',
    prepare: async () => {},
    begin: async (page) => {
      await recognised(page);
      await startCamera(page);
      const before = await sampleCount(page, 'Smile');
      await page.keyboard.down('1');
      await expect.poll(() => sampleCount(page, 'Smile'), { timeout: SLOW_MS }).toBeGreaterThan(before);
    },
    within: [0, 2_500],
  },
  {
    name: 'import',
    prepare: async () => {},
    begin: async (page) => {
      const total = await sampleTotal(page);
      await openData(page);
      await chooseFiles(page, await portraits());
      await startImport(page);
      await expect.poll(async () => stored(await rawContent(page)), { timeout: SLOW_MS }).toBeGreaterThan(total);
    },
    within: [0, 2_500],
  },
  {
    name: 'delete',
    prepare: fillPile,
    begin: async (page) => {
      await page.getByRole('button', { name: 'More for Pile' }).press('Enter');
      const remove = page.getByRole('menuitem', { name: 'Delete' });
      await remove.waitFor();
      // Not waited for: the kill may come before it, in the middle of it, or after.
      void remove.press('Enter').catch(() => {});
    },
    within: [0, 200],
  },
  {
    name: 'adopt',
    prepare: async () => {},
    begin: async (page) => {
      const model = drawnModel(rng);
      const fragment = await writeShareLink({ ...model, card: { ...model.card, encoder: current.hash } });
      await page.getByRole('button', { name: /^Backend: / }).waitFor({ timeout: SLOW_MS });
      await page.evaluate((hash) => {
        location.hash = hash;
      }, fragment);
      const open = page.getByRole('dialog', { name: /^A model for you/ }).getByRole('button', { name: 'Open it' });
      await open.waitFor();
      // Not waited for, as above.
      void open.press('Enter').catch(() => {});
    },
    within: [0, 600],
  },
];

const stored = ({ keys }: Content): number => keys.samples?.length ?? 0;

let faces: Promise<Buffer[]> | undefined;

/** A zip of portraits of several people in one class folder; new names every time, so that all of them are added. */
async function portraits() {
  const people = [...SMILES.train, ...STRAIGHT.train];
  faces ??= Promise.all(Array.from({ length: PORTRAITS }, (_, i) => portrait(people[i % people.length]!, i)));
  const take = `take ${log.length + 1}`;
  const files = Object.fromEntries((await faces).map((jpeg, i) => [`${take}/Imported/${i}.jpg`, jpeg]));
  return zipFile(`${take}.zip`, zipSync(files, { level: 0 }));
}

/** The class that is deleted, with all of its samples. What is there already is written again as it is. */
async function fillPile(page: Page): Promise<void> {
  await exposeModules(page, { collection: 'src/data/collection.ts', records: 'tests/records.ts' });
  await page.evaluate(
    async ({ PILE, JPEG_BYTES }) => {
      const { classNamed, sampleOf } = modules.records;
      const samples = Array.from({ length: PILE }, (_, i) => sampleOf(`pile${i}`, 'pile', { recordedAt: i }));
      const pixels = () => new Blob([crypto.getRandomValues(new Uint8Array(JPEG_BYTES))], { type: 'image/jpeg' });
      await modules.collection.commit(
        {
          classes: [{ before: null, after: classNamed('pile', 99, { name: 'Pile' }) }],
          samples: samples.map((after) => ({ before: null, after })),
        },
        samples.map(({ id }) => ({ id, jpeg: pixels(), landmarks: new Float32Array(936) })),
      );
    },
    { PILE, JPEG_BYTES },
  );
}

async function start(camera: string, prepare: Act['prepare']): Promise<Page> {
  context = await launchProfile(profile, { camera });
  const page = await blankPage(context, inject('root'));
  await prepare(page);
  await page.goto(inject('root'));
  await page.getByText(/(Kept|Saved) on this device/).waitFor({ timeout: SLOW_MS });
  return page;
}

/** Kills the browser after `ms`; returns what a connection of its own last saw committed, again and again, before. */
async function seenUntilKilled(page: Page, ms: number): Promise<Content> {
  let seen = await rawContent(page);
  let alive = true;
  const watching = (async () => {
    while (alive) seen = await rawContent(page);
  })().catch(() => {}); // cut off by the kill
  await new Promise((resolve) => setTimeout(resolve, ms));
  await killBrowser(profile);
  alive = false;
  await watching;
  return seen;
}

const piled = (ids: string[]) => ids.filter((id) => id.startsWith('pile'));
const others = (ids: string[]) => ids.filter((id) => !id.startsWith('pile'));

/** What must hold after a kill, whatever was going on. */
async function check(page: Page, seen: Content): Promise<string> {
  const now = await rawContent(page);
  const { samples = [], images = [], classes = [], runs = [], checkpoints = [], tensors = [] } = now.keys;
  expect(now.version).toBe(seen.version);
  // Everything that was committed is there.
  const present = new Set(samples);
  expect(others(seen.keys.samples ?? []).filter((id) => !present.has(id))).toEqual([]);
  // No sample without its pixels, and after the page has tidied up no pixels without their sample.
  expect([...images].sort()).toEqual([...samples].sort());
  // A deletion has happened, or it has not; one that was seen has.
  expect(piled(samples)).toHaveLength(classes.includes('pile') ? PILE : 0);
  if (!seen.keys.classes?.includes('pile')) expect(classes).not.toContain('pile');
  // A model is there with its record and its weights, or not at all; one that was seen is there.
  expect([...checkpoints].sort()).toEqual([...tensors].sort());
  expect(checkpoints).toHaveLength(runs.length);
  expect(runs).toEqual(expect.arrayContaining(seen.keys.runs ?? []));
  // The page shows what is stored.
  expect(await sampleTotal(page)).toBe(samples.length);
  return `${others(seen.keys.samples ?? []).length} acknowledged, ${others(samples).length} stored, pile ${
    classes.includes('pile') ? 'whole' : 'gone'
  }, ${runs.length} models`;
}

it(`survives kills of the browser (${KILLS}, seed ${SEED})`, { timeout: 180_000 + 60_000 * KILLS }, async () => {
  const camera = await cameraFeed('kill', SMILES.train.slice(0, 1));
  let page = await start(camera, async () => {});
  await addClasses(page, 'Smile');
  await page.getByText(/Saved .* on this device/).waitFor();
  await context?.close();

  for (let kill = 0; kill < KILLS; kill++) {
    const act = ACTS[kill % ACTS.length]!;
    page = await start(camera, act.prepare);
    await act.begin(page);
    const ms = Math.round(between(rng, ...act.within));
    const seen = await seenUntilKilled(page, ms);
    page = await start(camera, async () => {});
    const found = await check(page, seen);
    await context?.close();
    log.push(`kill ${kill + 1}, ${act.name}, after ${ms} ms: ${found}`);
    console.log(log.at(-1));
  }
  if (LONG) writeFileSync('tests/output/kills.log', `seed ${SEED}\n${log.join('\n')}\n`);
});
