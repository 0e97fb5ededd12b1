/** Frames per second of each contender on the same frames, in turn. */

import type { Browser, Page } from 'playwright-core';
import { median } from '../statistics.ts';
import type { Setting } from './contender.ts';
import { CONTENDERS, type ContenderName, openContender } from './open.ts';

const FRAMES = 40;
const WARM_UP = 12;
/** A software GPU takes seconds for what wasm does in a hundredth of one. */
const ROUNDS = { wasm: 8, webgl: 3 };

export type LiveResult = Setting & {
  contender: ContenderName;
  /** Median of a frame, ms, over all rounds. */
  ms: number;
  /** Its spread: the middle half of the rounds' medians, ms. */
  rounds: [number, number];
  /** Faces read in a frame, mean. */
  read: number;
};

export async function measureLive(browser: Browser, root: string, setting: Setting): Promise<LiveResult[]> {
  const pages = new Map<ContenderName, Page>();
  for (const name of CONTENDERS) {
    const page = await openContender(browser, root, name, setting.faces);
    await page.evaluate((given) => runner.start(given), setting);
    await page.evaluate((frames) => runner.block(frames), WARM_UP);
    pages.set(name, page);
  }
  const medians = new Map<ContenderName, number[]>(CONTENDERS.map((name) => [name, []]));
  const faces = new Map<ContenderName, number[]>(CONTENDERS.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS[setting.backend]; round++) {
    for (const [name, page] of pages) {
      const block = await page.evaluate((frames) => runner.block(frames), FRAMES);
      medians.get(name)?.push(median(block.ms));
      faces.get(name)?.push(...block.faces);
    }
  }
  for (const page of pages.values()) await page.context().close();
  return CONTENDERS.map((contender) => {
    const ms = medians.get(contender) ?? [];
    const read = faces.get(contender) ?? [];
    console.error(`${setting.backend}, ${setting.faces}: ${contender} ${median(ms).toFixed(1)} ms`);
    return {
      ...setting,
      contender,
      ms: median(ms),
      rounds: [quantile(ms, 0.25), quantile(ms, 0.75)] as [number, number],
      read: read.reduce((sum, count) => sum + count, 0) / read.length,
    };
  });
}

function quantile(values: number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.round(q * (sorted.length - 1))] ?? Number.NaN;
}
