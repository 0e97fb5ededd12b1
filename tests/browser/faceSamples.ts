/** Crops of real faces written straight into the page's database, by a plain connection that knows none of our code. */

import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { ExpressionClass, Sample } from '../../src/data/schema.ts';
import { type PhotoFace, photo } from './photos.ts';

export type Pictured = { sample: Sample; jpeg: Buffer };

/** Stored crops of a photo's face, 160 px, each of `framings` a little larger and turned further than the one before. */
export async function cropsOf({ photo: number, x, y }: PhotoFace, framings: number): Promise<Buffer[]> {
  const { width = 0, height = 0 } = await sharp(photo(number)).metadata();
  return Promise.all(
    Array.from({ length: framings }, async (_, i) => {
      const side = 290 + 14 * i;
      const at = (middle: number, all: number) => Math.round(Math.min(Math.max(0, middle - side / 2), all - side));
      const square = await sharp(photo(number))
        .extract({ left: at(x, width), top: at(y - 10, height), width: side, height: side })
        .rotate(3 * i - 4, { background: '#444' })
        .toBuffer();
      return sharp(square).resize(160, 160).jpeg().toBuffer();
    }),
  );
}

/** The database must have been opened by the app before. */
export function putSamples(page: Page, classes: ExpressionClass[], all: Pictured[]): Promise<void> {
  return page.evaluate(
    async ({ classes, all }) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('mien');
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const transaction = database.transaction(['classes', 'samples', 'images'], 'readwrite');
      for (const record of classes) transaction.objectStore('classes').put(record);
      for (const { sample, base64 } of all) {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        transaction.objectStore('samples').put(sample);
        const jpeg = new Blob([bytes], { type: 'image/jpeg' });
        transaction.objectStore('images').put({ id: sample.id, jpeg, landmarks: null });
      }
      await new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onerror = () => reject(transaction.error);
      });
      database.close();
    },
    { classes, all: all.map(({ sample, jpeg }) => ({ sample, base64: jpeg.toString('base64') })) },
  );
}
