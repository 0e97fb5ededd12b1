/** Starts real Chromium on the built app, with a fake camera on request, and records what the page did. */

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

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
  return chromium.launchPersistentContext(folder, { ...settings(options), ...WINDOW });
}

/** A browser as a user has it: nothing makes its pages believe that they are seen, as Playwright does with its own. */
export async function spawnBrowser(profile: string): Promise<{ context: BrowserContext; end: () => Promise<void> }> {
  const { executablePath, args } = settings();
  const own = ['--remote-debugging-port=0', `--user-data-dir=${profile}`, '--window-size=1440,900', 'about:blank'];
  const child = spawn(executablePath, [...args, ...own], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await portOf(profile);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
  const [context] = browser.contexts();
  if (!context) throw new Error('The browser shows no window.');
  return {
    context,
    end: async () => {
      child.kill();
      await ended;
    },
  };
}

/** The debugging port that the browser writes into its profile once it listens. */
async function portOf(profile: string): Promise<string> {
  const file = join(profile, 'DevToolsActivePort');
  for (let tries = 0; tries < 600; tries++) {
    const [port] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    if (port) return port;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The browser did not start.');
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

/**
 * Most tests go without the service worker: with each fresh profile it would fetch and keep the whole app beside what is
 * tested, and answer requests that a test means to answer itself.
 */
const WINDOW = { viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' as const };

/** A fresh profile. */
export const newContext = (browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> =>
  browser.newContext({ ...WINDOW, ...options });

/** What a page did while it was open. */
export type Watched = { page: Page; context: BrowserContext; errors: string[]; requests: string[] };

/** A page in a fresh profile that records uncaught errors and every request, its workers' included. */
export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await newContext(browser, options);
  // What takes a second here may take many where other browsers run beside this one.
  context.setDefaultTimeout(90_000);
  const errors: string[] = [];
  const requests: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(url);
  return { page, context, errors, requests };
}
