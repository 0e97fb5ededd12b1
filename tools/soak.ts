/**
 * Uses the built page for long, as a person would who leaves nothing alone, and says whether it grows:
 * npm run soak -- --minutes 30 [--write]. Needs `npm run build` before.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { preview } from 'vite';
import { launch } from '../tests/browser/page.ts';
import { cameraFeed, SMILES, STRAIGHT } from '../tests/browser/photos.ts';
import { writePart } from './reliability.ts';
import { openSampler, type Sample } from './soak/sampler.ts';
import { flatness, soakTable } from './soak/verdict.ts';
import { prepareVisit, round } from './soak/visit.ts';

const FILE = 'tests/output/soak.json';

/** Whatever takes longer has failed, also on a machine that has much to do. */
const TIMEOUT_MS = 120_000;

export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { minutes: { type: 'string', default: '30' }, write: { type: 'boolean', default: false } },
  });
  const minutes = Number(values.minutes);
  const server = await preview({ logLevel: 'error', appType: 'mpa', preview: { host: '127.0.0.1', port: 0 } });
  const browser = await launch({
    camera: await cameraFeed('soak', [...SMILES.train.slice(0, 2), ...STRAIGHT.train.slice(0, 1)]),
  });
  const samples: Sample[] = [];
  const errors: string[] = [];
  let page: Page | undefined;
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    context.setDefaultTimeout(TIMEOUT_MS);
    page = await context.newPage();
    page.on('pageerror', (error) => errors.push(String(error)));
    const sampler = await openSampler(page);
    await page.goto(server.resolvedUrls?.local[0] ?? '');
    await prepareVisit(page);
    console.log('The camera is on, and a first model is trained.');
    const end = Date.now() + 60_000 * minutes;
    for (let number = 1; Date.now() < end; number++) {
      await round(page, number);
      const sample = await sampler(number);
      samples.push(sample);
      console.log(JSON.stringify(sample));
    }
  } catch (thrown) {
    await page?.screenshot({ path: 'tests/output/soak.png' });
    throw thrown;
  } finally {
    await browser.close();
    await server.close();
  }
  const verdict = flatness(samples);
  mkdirSync('tests/output', { recursive: true });
  writeFileSync(FILE, `${JSON.stringify({ minutes, errors, verdict, samples }, null, 2)}\n`);
  const table = soakTable({ minutes, rounds: samples.length, errors: errors.length, verdict });
  console.log(table);
  if (values.write) writePart('soak', table);
  if (errors.length > 0 || verdict.some(({ flat }) => !flat)) process.exitCode = 1;
}
