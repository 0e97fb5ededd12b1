/** Samples of real faces put straight into the page's store, as many as a test needs. */

import type { BrowserContext } from 'playwright-core';
import sharp from 'sharp';
import type { ExpressionClass, Sample } from '../../src/data/schema.ts';
import { classNamed, sampleOf } from '../records.ts';
import { blankPage, exposeModules } from './modules.ts';
import { photo, SMILES, STRAIGHT } from './photos.ts';

declare const modules: { collection: typeof import('../../src/data/collection.ts') };

/** Samples of one transaction: few transactions are fast, small ones let the browser breathe. */
const BATCH = 1000;

export const CLASSES = [
  classNamed('smile', 1, { name: 'Smile', colour: '#E69F00' }),
  classNamed('straight', 2, { name: 'Straight', colour: '#56B4E9' }),
  classNamed('surprise', 3, { name: 'Surprise', colour: '#009E73' }),
];

/** 160 px crops of the photos' faces, each in a few framings, smiles first. */
export async function faces(framings: number): Promise<{ smiles: Buffer[]; straight: Buffer[] }> {
  const crops = (which: typeof SMILES) =>
    Promise.all(
      [...which.train, ...which.test].flatMap(({ photo: number, x, y }) =>
        Array.from({ length: framings }, (_, i) => {
          const side = 290 + 12 * i;
          const left = Math.max(0, Math.round(x - side / 2));
          const top = Math.max(0, Math.round(y - side / 2 - 10));
          return sharp(photo(number)).extract({ left, top, width: side, height: side }).resize(160).jpeg().toBuffer();
        }),
      ),
    );
  const [smiles, straight] = await Promise.all([crops(SMILES), crops(STRAIGHT)]);
  return { smiles, straight };
}

/**
 * So many samples, oldest first, ids `s0` …: smiles and straight faces in turn, every fifth without a label; three
 * people, two sittings.
 */
export function manySamples(total: number): Sample[] {
  return Array.from({ length: total }, (_, i) =>
    sampleOf(`s${i}`, i % 5 === 4 ? null : i % 2 ? 'straight' : 'smile', {
      person: ['Ada', 'Ben', 'Cleo'][i % 3] ?? '',
      session: i < total / 2 ? 'Monday' : 'Tuesday',
      source: i % 4 === 0 ? 'picture' : 'camera',
      recordedAt: 1_750_000_000_000 + 125 * i,
      clip: `take ${Math.floor(i / 40)}`,
      time: 125 * (i % 40),
    }),
  );
}

/** Stores classes and samples with their pictures; the app need not be open. The context must bypass the policy. */
export async function storeSamples(
  context: BrowserContext,
  origin: string,
  samples: Sample[],
  classes: ExpressionClass[] = CLASSES,
): Promise<void> {
  const { smiles, straight } = await faces(4);
  const page = await blankPage(context, origin);
  await exposeModules(page, { collection: 'src/data/collection.ts' });
  await page.evaluate(
    async ({ classes, samples, smiles, straight, batch }) => {
      const blobs = (all: string[]) =>
        all.map((text) => new Blob([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], { type: 'image/jpeg' }));
      const pictures = { smile: blobs(smiles), straight: blobs(straight) };
      await modules.collection.commit({ classes: classes.map((after) => ({ before: null, after })), samples: [] });
      for (let from = 0; from < samples.length; from += batch) {
        const some = samples.slice(from, from + batch);
        const images = some.map(({ id, classId }, i) => {
          const those = classId === 'straight' || (classId === null && i % 2) ? pictures.straight : pictures.smile;
          return { id, jpeg: those[i % those.length] ?? new Blob(), landmarks: new Float32Array(936).fill(0.5) };
        });
        await modules.collection.commit(
          { classes: [], samples: some.map((after) => ({ before: null, after })) },
          images,
        );
      }
    },
    {
      classes,
      samples,
      smiles: smiles.map((jpeg) => jpeg.toString('base64')),
      straight: straight.map((jpeg) => jpeg.toString('base64')),
      batch: BATCH,
    },
  );
  await page.close();
}
