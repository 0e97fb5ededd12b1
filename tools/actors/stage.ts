/** Runs the rendering page in headless Chromium on software WebGL and hands its pictures to Node. Knows no video. */

import { createReadStream, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { createServer, type Plugin } from 'vite';
import { AppError } from '../../src/rpc/appError.ts';
import type { Shot } from './page/main.ts';
import type { Person } from './person.ts';
import type { Posture } from './timeline.ts';

/** Folder of the head, which is no part of the project. */
export const HEAD = process.env.ICT_FACEKIT ?? '../shared/assets/ict-facekit';

/** Software rendering, so that every machine draws the same picture. */
const FLAGS = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'];

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'];

const FILES = ['ict_compact.json', 'ict_compact.bin'];

/** Serves the head from wherever it lies: it is no part of the project. */
function serveHead(folder: string): Plugin {
  return {
    name: 'serve-head',
    configureServer(server) {
      server.middlewares.use('/head', (request, response, next) => {
        const name = FILES.find((file) => request.url === `/${file}`);
        if (name) createReadStream(join(folder, name)).pipe(response);
        else next();
      });
    },
  };
}

function findChromium(): string {
  const found = BROWSERS.find((path) => existsSync(path));
  if (!found) throw new AppError('asset', 'No Chromium found. Install it with: apt-get install chromium');
  return found;
}

export type OpenStage = { shoot: (person: Person, posture: Posture) => Promise<Shot>; close: () => Promise<void> };

/** `side` of a picture, px; `passes` averaged per picture, a multiple of 6; `detail` of the hair, 0–1. */
export type Quality = { side: number; passes: number; detail: number };

export async function openStage(headFolder: string, { side, passes, detail }: Quality): Promise<OpenStage> {
  const folder = resolve(headFolder);
  const missing = FILES.find((file) => !existsSync(join(folder, file)));
  if (missing) {
    throw new AppError(
      'asset',
      `${missing} is not in ${folder}. Name the folder of the morphable head: ICT_FACEKIT=FOLDER npm run actors`,
    );
  }
  const server = await createServer({
    root: join(import.meta.dirname, 'page'),
    configFile: false,
    logLevel: 'error',
    plugins: [serveHead(folder)],
    server: { port: 0, hmr: false, watch: null, fs: { allow: [join(import.meta.dirname, '../..')] } },
    optimizeDeps: { noDiscovery: true },
  });
  await server.listen();
  const browser = await chromium.launch({ executablePath: findChromium(), args: FLAGS });
  const close = async () => {
    await browser.close();
    await server.close();
  };
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  const failure = (cause?: unknown) =>
    new AppError('internal', `The rendering page failed: ${problems.join('; ')}`, { cause });
  try {
    await page.goto(`${server.resolvedUrls!.local[0]}?side=${side}&passes=${passes}&detail=${detail}`);
    await page.waitForFunction(() => globalThis.stage, undefined, { timeout: 60_000 });
  } catch (cause) {
    await close();
    throw failure(cause);
  }
  return {
    async shoot(person, { weights, head, gaze }) {
      const shot = await page.evaluate(async ([p, posture]) => (await globalThis.stage).shoot(p, posture), [
        person,
        { weights, head, gaze },
      ] as const);
      if (problems.length > 0) throw failure();
      return shot;
    },
    close,
  };
}
