/** The diagnostics: reached by address and from About, readable by everybody, tested on request, without names. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { findings } from './axe.ts';
import { giveFile } from './giveFile.ts';
import { LOOKS } from './looks.ts';
import { launch, openPage } from './page.ts';
import { addClasses, pauseClip, recognised, SLOW_MS } from './pageActions.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

it('is reached from About, tests every backend, and copies a report without names', async () => {
  const { page, context, errors } = await openPage(browser, inject('root'), {
    permissions: ['clipboard-read', 'clipboard-write'],
    reducedMotion: 'reduce',
  });
  await recognised(page);
  await pauseClip(page);
  await addClasses(page, 'Secretname');
  await giveFile(page, 'drop', 'anna-maria.png', 'image/png', Buffer.from('no picture'));
  await page.getByRole('alert').getByText('Not opened').waitFor();

  await page.getByRole('button', { name: 'About Mien and its limits' }).click();
  await page.getByRole('button', { name: 'Diagnostics' }).click();
  const dialog = page.getByRole('dialog', { name: 'Diagnostics' });
  for (const title of ['Page', 'Backend', 'Frames', 'Graphics', 'Memory', 'Storage', 'Offline', 'Last errors']) {
    await dialog.getByRole('region', { name: title, exact: true }).waitFor();
  }
  const section = (name: string) => dialog.getByRole('region', { name, exact: true });
  expect(await section('Backend').textContent()).toMatch(/In usewasm.*webgpunot used: It is emulated here.*wasmworks/s);
  expect(await section('Memory').textContent()).toMatch(/Tensors\d+ with/);
  expect(await section('Frames').textContent()).toMatch(/Prediction[\d.]+ ms/);

  await dialog.getByRole('button', { name: 'Test every backend' }).click();
  await expect.poll(() => section('Self-tests').textContent(), { timeout: SLOW_MS }).toMatch(/wasmworks \(\d+ ms\)/);
  await dialog.getByRole('button', { name: 'Testing' }).waitFor();
  for (const name of ['Copy as text', 'Copy as JSON']) {
    await dialog.getByRole('button', { name }).click();
    await dialog.getByText('Copied').first().waitFor();
    const report = await page.evaluate(() => navigator.clipboard.readText());
    expect(report).toContain('source');
    expect(report).toContain('Self-tests');
    expect(report).not.toMatch(/secretname|anna|127\.0\.0\.1/i);
    if (name.endsWith('JSON')) expect(Object.keys(JSON.parse(report))).toContain('Offline');
  }
  expect(errors).toEqual([]);
  await context.close();
});

it.each(LOOKS)(
  'opens by its address, $colorScheme, $viewport.width px wide, accessible and not wider than the page',
  async (look) => {
    const { page, context } = await openPage(browser, `${inject('root')}?diagnostics`, {
      ...look,
      reducedMotion: 'reduce',
    });
    const dialog = page.getByRole('dialog', { name: 'Diagnostics' });
    await dialog.getByRole('region', { name: 'Last errors' }).waitFor();
    expect(await findings(page)).toEqual([]);
    expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(page.url()).not.toContain('diagnostics');
    await context.close();
  },
);
