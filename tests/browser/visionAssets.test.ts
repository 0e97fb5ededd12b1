/** What the built vision worker loads, from where, and what it says when a file of the app is not there. */

import type { Browser, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ASSETS, LOADER_PATH } from '../../src/vision/assets.ts';
import { launch, WEBGPU_FLAGS } from './page.ts';
import { openVision } from './visionHarness.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

it('reports its progress to the end, under a sub-path, and asks no other origin', async () => {
  const root = inject('subPath');
  const { init, context, requests } = await openVision(browser, root);
  const progress = await init();
  const total = Object.values(ASSETS).reduce((sum, { bytes }) => sum + bytes, 0);
  expect(progress.length).toBeGreaterThan(5);
  expect(progress.at(-1)).toEqual({ done: total, total });
  expect(progress.map(({ done }) => done)).toEqual(progress.map(({ done }) => done).toSorted((a, b) => a - b));
  const outside = requests.filter((url) => !url.startsWith(root) && !/^(about|blob|data):/.test(url));
  expect(outside).toEqual([]);
  await context.close();
});

describe('a file that is not there', () => {
  const answers: [string, (route: Route) => Promise<void>][] = [
    ['404', (route) => route.fulfill({ status: 404, body: 'no' })],
    ['the page instead', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' })],
    ['half of it', (route) => route.fulfill({ body: Buffer.alloc(1000) })],
    ['no connection', (route) => route.abort()],
  ];
  const paths = [ASSETS.landmarks.path, ASSETS.runtime.path];
  it.each(answers)('is named: %s', async (_, answer) => {
    for (const path of paths) {
      const { init, context } = await openVision(browser, inject('root'));
      await context.route(`**/${path}`, answer);
      await expect(init()).rejects.toThrow(`asset: /${path} `);
      await context.close();
    }
  });

  it('is named when it is the loader', async () => {
    const { init, context } = await openVision(browser, inject('root'));
    await context.route(`**/${LOADER_PATH}`, (route) => route.fulfill({ contentType: 'text/html', body: '<p>' }));
    await expect(init()).rejects.toThrow(`asset: /${LOADER_PATH} could not be loaded as a script`);
    await context.close();
  });
});

describe('a browser without WebGL', () => {
  it('is told what to do when the worker starts, not at every frame', async () => {
    const bare = await launch({ flags: ['--disable-gpu', '--disable-software-rasterizer'], without: WEBGPU_FLAGS });
    try {
      const { init } = await openVision(bare, inject('root'));
      await expect(init()).rejects.toThrow(/no-backend: Finding faces needs WebGL.+settings/);
    } finally {
      await bare.close();
    }
  });
});
