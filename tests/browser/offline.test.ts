/** After one visit the page opens, answers and trains without a network; a new build waits until the user takes it. */

import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itLong, LONG } from '../long.ts';
import { launch, openPage, type Watched } from './page.ts';
import { addClasses, holdKey, pauseClip, recognised, SLOW_MS, train } from './pageActions.ts';
import { type PlainServer, plainServer } from './plainServer.ts';

const NEXT_BUILD = 'tests/output/next-build';

let browser: Browser;
let server: PlainServer;
beforeAll(async () => {
  if (LONG) buildNext();
  browser = await launch();
  server = await plainServer('dist', '/some/where/');
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe('after one visit, with no network and no server', () => {
  let visited: Watched;
  const bytesOfSet = () =>
    visited.page.evaluate(async () => (await (await fetch('samples/actors/affect.zip')).blob()).size);

  it('opens and answers, and has the training set that was used', async () => {
    visited = await openPage(browser, server.url, { serviceWorkers: 'allow' });
    const { page, context } = visited;
    await recognised(page);
    await page.getByText('Ready offline').first().waitFor({ timeout: SLOW_MS });
    const { size } = statSync('dist/samples/actors/affect.zip');
    expect(await bytesOfSet()).toBe(size);
    await context.setOffline(true);
    await server.stop();

    // Both workers start from blobs whose imports only the service worker can answer.
    await page.goto(`${server.url}?again`);
    await recognised(page);
    expect(await page.locator('video').evaluate((video: HTMLVideoElement) => video.videoWidth)).toBeGreaterThan(0);
    expect(await bytesOfSet()).toBe(size);
  });

  it('is taught and trained, and keeps what came of it', async () => {
    const { page, context, errors } = visited;
    await addClasses(page, 'One', 'Two');
    await holdKey(page, '1', 'One', 6);
    await page.keyboard.press('f');
    await holdKey(page, '2', 'Two', 6);
    await pauseClip(page);
    await train(page);
    await page.reload();
    await page.getByRole('radio', { name: 'Use Model 1' }).waitFor({ timeout: SLOW_MS });
    await openLab(page);
    expect(errors).toEqual([]);
    await server.start();
    await context.close();
  });
});

itLong('keeps a build whole while a page of it is open, and takes the next one when the user says so', async () => {
  const { page, context, errors } = await openPage(browser, server.url, { serviceWorkers: 'allow' });
  await recognised(page);
  await pauseClip(page);
  await addClasses(page, 'One');
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  const other = await context.newPage();
  await other.goto(server.url);
  await pauseClip(other);
  await page.bringToFront();

  server.publish(NEXT_BUILD);
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  const offer = page.getByText('A new version of Mien is ready.');
  await offer.waitFor({ timeout: SLOW_MS });
  await openLab(page);
  await page.keyboard.press('l');

  // It does not cut off what is being done: it asks.
  await page.keyboard.down('1');
  await page.getByText('Recording “One”').waitFor();
  await page.getByRole('button', { name: 'Reload', exact: true }).click();
  await page.getByText('A recording is in progress: a reload now would cut it short.').waitFor();
  await page.keyboard.up('1');
  await offer.waitFor();
  await page.getByRole('button', { name: 'Reload', exact: true }).click();
  await expect.poll(() => version(page), { timeout: SLOW_MS }).toContain('Version next');

  // The other tab still runs the build before, whose files no server has any more.
  await other.bringToFront();
  await other.getByText('Another tab runs a new version of Mien.').waitFor();
  await openLab(other);
  expect(await files(other)).toEqual(expect.arrayContaining(filesOf('dist')));
  await other.getByRole('button', { name: 'Reload', exact: true }).click();
  await expect.poll(() => version(other), { timeout: SLOW_MS }).toContain('Version next');
  await other.keyboard.press('Escape');
  await recognised(other);
  await expect.poll(() => files(other), { timeout: SLOW_MS }).toEqual(filesOf(NEXT_BUILD));
  expect(errors).toEqual([]);
  await context.close();
});

/** The same sources as another version: its scripts have other names. */
function buildNext(): void {
  const options = {
    logLevel: 'error',
    define: { 'import.meta.env.VERSION': '"next"' },
    build: { outDir: NEXT_BUILD, emptyOutDir: true },
  };
  const script = `(await import('vite')).build(${JSON.stringify(options)})`;
  execFileSync('node', ['--input-type=module', '--eval', script], { env: { ...process.env, NODE_ENV: 'production' } });
}

async function openLab(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /^Lab/ }).press('Space');
  await page.getByRole('main', { name: 'Lab' }).getByRole('tab', { selected: true }).waitFor();
}

async function version(page: Page): Promise<string | null> {
  const about = page.getByRole('dialog', { name: 'About Mien' });
  if (!(await about.isVisible())) await page.getByRole('button', { name: 'About Mien and its limits' }).click();
  return about.textContent();
}

/** Names of the build's own files that the browser keeps. */
const files = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return kept
      .flat()
      .map(({ url }) => new URL(url).pathname)
      .filter((path) => path.includes('/assets/'))
      .map((path) => path.slice(path.lastIndexOf('/') + 1))
      .sort();
  });

const filesOf = (build: string): string[] => readdirSync(`${build}/assets`).sort();
