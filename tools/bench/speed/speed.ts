/**
 * How fast Mien is beside its peers: npm run bench. The same clip, browser and backend, interleaved, medians; only ratios
 * are worth anything on another machine. Writes docs/results/speed.json and speed.md.
 */

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { preview } from 'vite';
import { launch } from '../../../tests/browser/page.ts';
import { type LiveResult, measureLive } from './live.ts';

export async function main(): Promise<void> {
  const inherit = { stdio: 'inherit' } as const;
  if (!existsSync('tools/bench/peers/node_modules')) {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { ...inherit, cwd: 'tools/bench/peers' });
  }
  if (!existsSync('dist/index.html')) execFileSync('npm', ['run', 'build'], inherit);
  const server = await preview({ logLevel: 'error', appType: 'mpa', preview: { host: '127.0.0.1', port: 0 } });
  const browser = await launch({
    flags: [
      '--disable-background-timer-throttling',
      '--disable-renderer-backgrounding',
      '--disable-backgrounding-occluded-windows',
    ],
  });
  try {
    const root = server.resolvedUrls?.local[0] ?? '';
    const live: LiveResult[] = [];
    for (const backend of ['wasm', 'webgl'] as const) {
      for (const faces of [1, 6]) live.push(...(await measureLive(browser, root, { backend, faces })));
    }
    console.log(JSON.stringify(live, null, 1));
  } finally {
    await browser.close();
    await server.close();
  }
}
