/** From nothing loaded to the first face with an expression, each time in a fresh context. */

import type { Browser } from 'playwright-core';
import { median } from '../statistics.ts';
import { type ContenderName, openContender } from './open.ts';

const ROUNDS = 5;
const COMPARED: ContenderName[] = ['mien', 'human', 'face-api'];

export type StartUpResult = { contender: ContenderName; ms: number };

/** One face, wasm; files come from this machine, so that the network is no part of it. */
export async function measureStartUp(browser: Browser, root: string): Promise<StartUpResult[]> {
  const times = new Map<ContenderName, number[]>(COMPARED.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of COMPARED) {
      const page = await openContender(browser, root, name, 1);
      times.get(name)?.push(await page.evaluate(() => runner.start({ backend: 'wasm', faces: 1 })));
      await page.context().close();
    }
  }
  return [...times].map(([contender, all]) => ({ contender, ms: median(all) }));
}
