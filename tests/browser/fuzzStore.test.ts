/** Zips from the fuzzer through the real importer into real IndexedDB: what is refused changes nothing that is stored. */

import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cook, recipes } from '../../tools/fuzz/edits.ts';
import type { Format } from '../../tools/fuzz/format.ts';
import { format as collection } from '../../tools/fuzz/formats/collection.ts';
import { format as zip } from '../../tools/fuzz/formats/zip.ts';
import { checkSentence } from '../../tools/fuzz/judge.ts';
import { LONG } from '../long.ts';
import { FACES, faceFile } from './faceCrops.ts';
import { type Importer, openImporter } from './importHarness.ts';
import { launch } from './page.ts';

const INPUTS = LONG ? 2_000 : 100;
/** Files of one import. */
const AT_ONCE = 50;
const SEED = 3;

let browser: Browser;
let importer: Importer;

beforeAll(async () => {
  browser = await launch();
  importer = await openImporter(browser);
  await importer.import([{ path: 'Joy/1.jpg', bytes: await faceFile(FACES[0]!) }]);
});
afterAll(() => browser.close());

const inputsOf = (format: Format): Promise<Uint8Array[]> =>
  Promise.all(fc.sample(recipes(format), { numRuns: INPUTS, seed: SEED }).map((recipe) => cook(format, recipe)));

/** A sentence may begin with a line of a table, and name files whose paths are as long as paths may be. */
const withoutPlaces = (reason: string): string =>
  reason.replace(/^.*?, line \d+:? /s, 'Line: ').replaceAll(/[^\s“”]{80,}/g, 'x');

/** Imports them all. @returns how many refusals there were */
async function importAll(inputs: Uint8Array[], name: string): Promise<number> {
  let refusals = 0;
  for (let from = 0; from < inputs.length; from += AT_ONCE) {
    const files = inputs.slice(from, from + AT_ONCE).map((bytes, i) => ({ path: `${name} ${from + i}.zip`, bytes }));
    const { skipped, stopped } = await importer.import(files);
    expect(stopped).toBe(false);
    for (const { reason } of skipped) checkSentence(withoutPlaces(reason));
    refusals += skipped.length;
  }
  return refusals;
}

it(`${INPUTS} zips without a face leave the store as it is`, async () => {
  const before = await importer.state();
  expect(before.samples).toHaveLength(1);
  expect(await importAll(await inputsOf(zip), 'plain')).toBeGreaterThan(INPUTS / 2);
  expect(await importer.state()).toEqual(before);
});

it(`${INPUTS} changed exports add whole samples or none, and change no other`, async () => {
  const before = await importer.state();
  expect(await importAll(await inputsOf(collection), 'export')).toBeGreaterThan(0);
  const after = await importer.state();
  expect(after.samples.length).toBeGreaterThan(before.samples.length);
  const kept = new Set(before.samples.map(({ id }) => id));
  expect(after.samples.filter(({ id }) => kept.has(id))).toEqual(before.samples);
  // Every sample has its picture, and every class that it names is there.
  expect(after.images.map(({ id }) => id).sort()).toEqual(after.samples.map(({ id }) => id).sort());
  const classes = new Set(after.classes.map(({ id }) => id));
  expect(after.samples.filter(({ classId }) => classId !== null && !classes.has(classId))).toEqual([]);
});
