/** The camera: explained before the browser asks, refused or missing with words and a way on, switched off when left. */

import type { Browser } from 'playwright-core';
import { afterEach, expect, inject, it } from 'vitest';
import { type LaunchOptions, launch, openPage } from './page.ts';
import { recognised, scores, stageTag } from './pageActions.ts';
import { cameraFeed, SMILES } from './photos.ts';

let browser: Browser | undefined;
afterEach(() => browser?.close());

async function open(options: LaunchOptions, permissions: string[] = []) {
  browser = await launch(options);
  return openPage(browser, inject('root'), { permissions });
}

it('asks only after an explanation, and then shows the camera with scores', async () => {
  const { page } = await open({ camera: await cameraFeed('smile', SMILES.test.slice(0, 1)) });
  await recognised(page);
  await page.getByRole('button', { name: 'Camera', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Use your camera' });
  expect(await dialog.textContent()).toContain('never leave this page');
  await dialog.getByRole('button', { name: 'Start camera' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('combobox', { name: 'Camera device' }).waitFor();
  // The smile of the feed is in front: happiness leads.
  await expect.poll(async () => (await scores(page))[1], { timeout: 60_000 }).toBeGreaterThan(50);

  const mirrored = () => page.locator('video').getAttribute('data-mirrored');
  expect(await mirrored()).toBe('true');
  await page.keyboard.press('m');
  await expect.poll(mirrored).toBe('false');

  const track = await page.locator('video').evaluateHandle((video: HTMLVideoElement) => {
    return (video.srcObject as MediaStream).getVideoTracks()[0];
  });
  await page.getByRole('button', { name: 'Sample', exact: true }).click();
  await expect.poll(() => stageTag(page).textContent()).toContain('Sample clip');
  expect(await track.evaluate((t) => t?.readyState)).toBe('ended');
});

it('explains a refusal and offers another try; the clip goes on', async () => {
  const { page } = await open({ flags: ['--use-fake-device-for-media-stream', '--deny-permission-prompts'] });
  await page.keyboard.press('c');
  await page.getByRole('button', { name: 'Start camera' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('The camera was not allowed').waitFor();
  expect(await dialog.textContent()).toContain('beside the address');
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await dialog.getByText('The camera was not allowed').waitFor();
  await dialog.getByRole('button', { name: 'Go on without' }).click();
  await recognised(page);
});

it('explains that there is no camera', async () => {
  const { page } = await open({}, ['camera']);
  await page.keyboard.press('c');
  await page.getByRole('button', { name: 'Start camera' }).click();
  await page.getByRole('dialog').getByText('No camera was found').waitFor();
});

it('explains a camera in use by another app', async () => {
  const { page } = await open({ flags: ['--use-fake-device-for-media-stream'] }, ['camera']);
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('in use', 'NotReadableError'));
  });
  await page.keyboard.press('c');
  await page.getByRole('button', { name: 'Start camera' }).click();
  await page.getByRole('dialog').getByText('in use or does not answer').waitFor();
});

it('says when the camera is taken away, and shows the clip again', async () => {
  const { page } = await open({ camera: await cameraFeed('smile', SMILES.test.slice(0, 1)) });
  await page.keyboard.press('c');
  await page.getByRole('button', { name: 'Start camera' }).click();
  await page.getByRole('combobox', { name: 'Camera device' }).waitFor();
  // `stop()` fires no event by itself; an unplugged camera does.
  await page.locator('video').evaluate((video: HTMLVideoElement) => {
    (video.srcObject as MediaStream).getVideoTracks()[0]?.dispatchEvent(new Event('ended'));
  });
  await page.getByRole('alert').getByText('The camera was disconnected').waitFor();
  await expect.poll(() => stageTag(page).textContent()).toContain('Sample clip');
});
