/** A real mashup through the built vision worker: its tiles, and how many of the face-frames keep one person each. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Appearance, similarity } from '../../src/math/appearance.ts';
import type { Point } from '../../src/math/box.ts';
import { filmFolder, makeFilm } from './films.ts';
import { type Importer, openImporter } from './importHarness.ts';
import { launch } from './page.ts';

const FILM = '../shared/data/video/grid6.mp4';

/** Who is where in it, by eye: nobody leaves their place. Middles of the faces, px of its 960 × 360; sides to cut out. */
const NINE: (Point & { side: number })[] = [
  { x: 146, y: 91, side: 160 },
  { x: 541, y: 93, side: 180 },
  { x: 802, y: 108, side: 140 },
  { x: 165, y: 239, side: 100 },
  { x: 379, y: 256, side: 76 },
  { x: 469, y: 247, side: 76 },
  { x: 565, y: 266, side: 76 },
  { x: 686, y: 261, side: 100 },
  { x: 864, y: 250, side: 100 },
];

/** Frames taken from each second; the rate that the page proposes, and others in the long run. */
const RATES = process.env.MIEN_LONG ? [2, 0.5, 1, 5, 15] : [2];

/** One frame of each second is cut up for references. */
const EVERY = 15;

describe.skipIf(!existsSync(FILM))('grid6.mp4', () => {
  let browser: Browser;
  let importer: Importer;
  let known: { who: number; appearance: Appearance }[];
  beforeAll(async () => {
    browser = await launch();
    importer = await openImporter(browser);
    await importer.import(await references());
    known = (await importer.appearances()).map(({ file, appearance }) => ({ who: Number(file[0]), appearance }));
    console.log(`references: ${NINE.map((_, who) => known.filter((one) => one.who === who).length).join(' ')}`);
  });
  afterAll(() => browser.close());

  /** What each of the nine looks like in some frames, told by their place, as pictures `<who>/<frame>.png`. */
  async function references(): Promise<{ path: string; bytes: Buffer }[]> {
    const { folder, remove } = filmFolder();
    makeFilm(join(folder, '%d.png'), ['-vf', `select=not(mod(n\\,${EVERY}))`, '-fps_mode', 'vfr'], ['-i', FILM]);
    const frames = Array.from({ length: 12 }, (_, i) => join(folder, `${i + 1}.png`));
    const cut = frames.flatMap((frame, i) =>
      NINE.map(async ({ x, y, side }, who) => ({
        path: `${who}/${i}.png`,
        bytes: await sharp(frame)
          .extract({ left: Math.max(0, x - side / 2), top: Math.max(0, y - side / 2), width: side, height: side })
          .resize(320)
          .png()
          .toBuffer(),
      })),
    );
    const all = await Promise.all(cut);
    remove();
    return all;
  }

  it.each(RATES)(
    'comes in with its tiles, and nine of ten face-frames keep their person: %d a second',
    async (rate) => {
      await importer.wipe();
      const film = { path: 'grid6.mp4', bytes: readFileSync(FILM) };
      const { films, seconds } = await importer.import([film], { framesPerSecond: rate });
      const [found] = films;
      expect(found?.grid).toEqual({ columns: 3, rows: 2 });

      const { samples } = await importer.state();
      const looks = new Map((await importer.appearances()).map(({ id, appearance }) => [id, appearance]));
      const nearest = (appearance: Appearance) =>
        known.reduce((best, one) =>
          similarity(one.appearance, appearance) > similarity(best.appearance, appearance) ? one : best,
        ).who;
      const faces = samples.map(({ id, person, tile }) => ({ person, tile, who: nearest(looks.get(id)!) }));
      const tally = NINE.map((_, who) => {
        const theirs = faces.filter((face) => face.who === who);
        const named = theirs.map(({ person }) => person);
        return {
          faces: theirs.length,
          kept: Math.max(0, ...named.map((name) => named.filter((n) => n === name).length)),
        };
      });
      const kept = tally.reduce((sum, one) => sum + one.kept, 0) / faces.length;
      const of = tally.map((one) => `${one.kept}/${one.faces}`).join(' ');
      console.log(
        `${faces.length} face-frames in ${seconds.toFixed(1)} s, ${found?.people.length} people, kept ${of}: ${kept}`,
      );
      expect(found?.people.length).toBeGreaterThanOrEqual(9);
      expect(kept).toBeGreaterThanOrEqual(0.9);
      const tileOf = [1, 2, 3, 4, 5, 5, 5, 6, 6];
      const tiled = faces.filter(({ who, tile }) => tileOf[who] === tile).length / faces.length;
      expect(tiled).toBeGreaterThanOrEqual(0.95);
    },
  );
});
