/** Starts real Chromium on the built app, with a fake camera on request, and records what the page did. */

import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** No GPU is assumed: WebGPU runs on SwiftShader. */
export const WEBGPU_FLAGS = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'];

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  ...WEBGPU_FLAGS,
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const EXECUTABLE = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'].find((path) =>
  existsSync(path),
);

export type LaunchOptions = {
  /** MJPEG file that the fake camera plays; without one there is no camera. */
  camera?: string;
  /** Further switches, for example to take WebGPU away. */
  flags?: string[];
  /** Switches of the list above to leave out. */
  without?: string[];
};

export const launch = (options?: LaunchOptions): Promise<Browser> => chromium.launch(settings(options));

/** A browser whose profile outlives it: the same folder gives the same stored data, with another camera if wished. */
export function launchProfile(folder: string, options?: LaunchOptions): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...settings(options), viewport: { width: 1440, height: 900 } });
}

function settings({ camera, flags = [], without = [] }: LaunchOptions = {}) {
  if (!EXECUTABLE) throw new Error('No Chromium found. Install it with: apt-get install chromium');
  const fake = camera
    ? [
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${camera}`,
      ]
    : [];
  return {
    executablePath: EXECUTABLE,
    headless: false, // --headless=new is among the flags: the old headless shell has no WebGPU
    args: [...FLAGS.filter((flag) => !without.includes(flag)), ...fake, ...flags],
  };
}

/** What a page did while it was open. */
export type Watched = { page: Page; context: BrowserContext; errors: string[]; requests: string[] };

/** A page in a fresh profile that records uncaught errors and every request, its workers' included. */
export async function openPage(
  browser: Browser,
  url: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const errors: string[] = [];
  const requests: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(url);
  return { page, context, errors, requests };
}
