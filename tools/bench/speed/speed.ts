/**
 * How fast Mien is beside its peers: npm run bench. The same clip, browser and backend, interleaved, medians. Writes
 * docs/results/speed.json and speed.md.
 */

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { preview } from 'vite';
import { launch } from '../../../tests/browser/page.ts';
import { measureLive } from './live.ts';
import { type SpeedResults, speedMarkdown } from './report.ts';
import { measureStartUp } from './startUp.ts';
import { measureTraining } from './training.ts';

export async function main(): Promise<void> {
  const inherit = { stdio: 'inherit' } as const;
  if (!existsSync('tools/bench/peers/node_modules')) {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { ...inherit, cwd: 'tools/bench/peers' });
  }
  if (!existsSync('dist/index.html')) execFileSync('npm', ['run', 'build'], inherit);
  const server = await preview({ logLevel: 'error', appType: 'mpa', preview: { host: '127.0.0.1', port: 0 } });
  // Every contender's page is in the background at some time, and must not be slowed down for it.
  const awake = ['background-timer-throttling', 'renderer-backgrounding', 'backgrounding-occluded-windows'];
  const browser = await launch({ flags: awake.map((name) => `--disable-${name}`) });
  try {
    const root = server.resolvedUrls?.local[0] ?? '';
    const machine = `${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown processor'}, no GPU`;
    const results: SpeedResults = {
      ...{ machine, browser: `Chromium ${browser.version()}` },
      ...{ live: [], startUp: await measureStartUp(browser, root), training: await measureTraining(browser, root) },
    };
    // What a software GPU makes of WebGL takes longest and says least: it comes last, and what came before is kept.
    for (const backend of ['wasm', 'webgl'] as const) {
      for (const faces of [1, 6]) {
        results.live.push(...(await measureLive(browser, root, { backend, faces })));
        await writeFile('docs/results/speed.json', `${JSON.stringify(results, null, 2)}\n`);
        await writeFile('docs/results/speed.md', speedMarkdown(results));
      }
    }
    console.log(speedMarkdown(results));
  } finally {
    await browser.close();
    await server.close();
  }
}
