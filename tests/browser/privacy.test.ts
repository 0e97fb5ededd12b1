/** Nothing leaves the page: not from the page, not from a worker, not on a host that sends no headers, under any path. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { LONG } from '../long.ts';
import { launch, openPage } from './page.ts';
import { photo } from './photos.ts';

let browser: Browser;
let elsewhere: Server;
let hits = 0;
let foreign: string;

/** Another origin that welcomes everybody: if it is not reached, the page's policy stopped the request. */
beforeAll(async () => {
  elsewhere = createServer((_request, response) => {
    hits += 1;
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('here');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  foreign = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  elsewhere.close();
});

const tryFetch = (url: string) =>
  fetch(url).then(
    (response) => response.text(),
    (error: Error) => `refused: ${error.message}`,
  );

const scoresShown = (page: Page) =>
  expect
    .poll(() => page.getByRole('meter').evaluateAll((all) => all.some((meter) => Number(meter.ariaValueNow) > 0)), {
      timeout: 60_000,
    })
    .toBe(true);

const PLACES: [where: string, address: 'root' | 'subPath'][] = [
  ['under /a/b/', 'subPath'],
  ['at the root', 'root'],
];

describe.each(LONG ? PLACES : PLACES.slice(0, 1))('served %s', (_where, address) => {
  it('works, asks its own origin only, and no request fails', async () => {
    const { page, context, requests, errors } = await openPage(browser, inject(address), { serviceWorkers: 'allow' });
    const failed: string[] = [];
    context.on('response', (response) => response.status() >= 400 && failed.push(response.url()));
    await page.locator('input[type=file]').first().setInputFiles(photo(6));
    await scoresShown(page);
    expect(requests.length).toBeGreaterThan(5);
    const strangers = requests.filter((url) => !url.startsWith(inject(address)) && !/^(blob|data):/.test(url));
    expect(strangers).toEqual([]);
    expect(failed).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('refuses a request to another origin from the page and from inside each worker', async () => {
    const { page, context } = await openPage(browser, inject(address), { serviceWorkers: 'allow' });
    await page.locator('input[type=file]').first().setInputFiles(photo(6));
    await scoresShown(page);
    const before = hits;
    const workers = page.workers();
    expect(workers).toHaveLength(2);
    expect(await page.evaluate(tryFetch, foreign)).toContain('refused');
    for (const worker of workers) expect(await worker.evaluate(tryFetch, foreign)).toContain('refused');
    expect(hits).toBe(before);

    // The probe itself works: a worker started from a URL does not inherit the policy, and gets through.
    const url = await page.evaluate(() => document.querySelector<HTMLScriptElement>('script[type=module]')?.src ?? '');
    const started = page.waitForEvent('worker');
    await page.evaluate((script) => void new Worker(script, { type: 'module' }), url);
    expect(await (await started).evaluate(tryFetch, foreign)).toBe('here');
    expect(hits).toBe(before + 1);
    await context.close();
  });
});
