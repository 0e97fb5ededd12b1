/** Real videos through the built vision worker: ids that last, and nothing where nobody is. */

import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { itLong, LONG } from '../long.ts';
import { launch } from './page.ts';
import { openVision, type Seen, type Vision } from './visionHarness.ts';

const FOLDER = '../shared/data/video';
const FILES = ['no-face.mp4', 'grid6.mp4', 'two-people-turning.mp4', 'three-people.mp4'];

/** How many frames each id was seen in. */
function lives(frames: Seen[]): number[] {
  const counts = new Map<number, number>();
  for (const { faces } of frames) for (const { id } of faces) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts.values()].sort((a, b) => b - a);
}

describe.skipIf(!existsSync(FOLDER))('videos', () => {
  let browser: Browser;
  let vision: Vision;
  let source = 0;

  beforeAll(async () => {
    browser = await launch();
    const files = Object.fromEntries(FILES.map((file) => [`test-videos/${file}`, `${FOLDER}/${file}`]));
    vision = await openVision(browser, inject('root'), files);
    await vision.init();
  });
  afterAll(() => browser.close());

  const play = (file: string, range: 'near' | 'group') =>
    vision.video(`test-videos/${file}`, { source: source++, range, perSecond: 10 });

  it.each(LONG ? (['near', 'group'] as const) : (['group'] as const))(
    'without people show no face, range %s',
    async (range) => {
      const frames = await play('no-face.mp4', range);
      expect(frames.length).toBeGreaterThan(30);
      expect(frames.flatMap(({ faces }) => faces)).toEqual([]);
    },
  );

  it('of two people keep two ids while they turn their heads', async () => {
    const frames = await play('two-people-turning.mp4', 'group');
    expect(lives(frames)).toEqual([frames.length, frames.length]);
    const yaws = frames.flatMap(({ faces }) => faces.map(({ pose }) => pose.yaw));
    expect(Math.max(...yaws) - Math.min(...yaws)).toBeGreaterThan(20);
  });

  itLong('of three people keep three ids', async () => {
    const frames = await play('three-people.mp4', 'group');
    const [first, second, third, ...others] = lives(frames);
    expect([first, second]).toEqual([frames.length, frames.length]);
    expect(third).toBeGreaterThan(0.8 * frames.length);
    expect(others).toEqual([]);
  });

  itLong('of a grid with small faces keep the ids of the faces seen all the time', async () => {
    const frames = await play('grid6.mp4', 'group');
    const counts = lives(frames);
    expect(counts.filter((count) => count > 0.9 * frames.length).length).toBeGreaterThanOrEqual(5);
    // The upper row's three clips run through; those below start over, where a face may jump and be taken for new.
    const upper = frames.flatMap(({ faces }) => faces.filter(({ box }) => box.y + box.height / 2 < 180));
    expect(new Set(upper.map(({ id }) => id)).size).toBe(3);
    const detect = frames.map(({ timings }) => timings.detect).sort((a, b) => a - b);
    console.log(`grid of 9 faces: median ${detect[detect.length >> 1]?.toFixed(0)} ms to detect and follow`);
  });
});
