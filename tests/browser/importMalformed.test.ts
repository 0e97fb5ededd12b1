/** Whatever is given: bad files are refused with a reason, the good ones beside them come in, and what was stored stays. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FACES, faceFile } from './faceCrops.ts';
import { type Importer, openImporter } from './importHarness.ts';
import { malformedFiles } from './malformed.ts';
import { launch } from './page.ts';

let browser: Browser;
let importer: Importer;

beforeAll(async () => {
  browser = await launch();
  importer = await openImporter(browser);
});
afterAll(() => browser.close());

it('bad files are refused one by one, each with its reason', async () => {
  const malformed = await malformedFiles();
  expect(malformed.length).toBeGreaterThanOrEqual(60);
  await importer.import([{ path: 'before/1.jpg', bytes: await faceFile(FACES[0]!) }]);
  const before = await importer.state();

  const bad = malformed.map(({ file }) => file);
  const { skipped, change, stopped, seconds } = await importer.import(bad);
  console.log(`${malformed.length} malformed files, ${skipped.length} refusals in ${seconds.toFixed(1)} s`);
  expect(stopped).toBe(false);
  expect(change.samples.map(({ after }) => after?.file)).toEqual([]);
  expect(await importer.state()).toEqual(before);
  for (const { path, reason } of malformed) {
    const shown = path.length > 1000 ? `${path.slice(0, 80)}…` : path;
    const said = skipped.filter((entry) => entry.path === shown).map((entry) => entry.reason);
    expect.soft(said, shown).toContainEqual(expect.stringMatching(reason));
  }
  // A reason is made of sentences, never a bare code.
  for (const { path, reason } of skipped) expect.soft(reason, path).toMatch(/^\S.{20,}\.$/u);

  // Among them all, a good one is found.
  const good = await faceFile(FACES[1]!);
  const mixed = await importer.import([
    ...bad.slice(0, 20),
    { path: 'after/2.jpg', bytes: good },
    ...bad.slice(20, 40),
  ]);
  expect(mixed.change.samples.map(({ after }) => after?.file)).toEqual(['after/2.jpg']);
  expect((await importer.state()).samples[0]).toEqual(before.samples[0]);
});
