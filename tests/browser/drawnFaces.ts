/** Stores drawn faces of two classes as the page would store recorded ones: for the trainer's tests, with no camera. */

import type { Page } from 'playwright-core';
import type { Sample, SampleImage } from '../../src/data/schema.ts';
import { classNamed, sampleOf } from '../records.ts';

export type DrawnClass = { id: string; name: string /** −1: mouth down … 1: mouth up. */; mouth: number };

/**
 * Writes classes and `perClass` samples of each to the page's database, which the trainer must have opened before.
 * Faces of one class differ in place, light and skin by `seed`.
 */
export function storeDrawnFaces(
  page: Page,
  classes: DrawnClass[],
  perClass: number,
  session: string,
  seed: number,
): Promise<void> {
  return page.evaluate(
    async ([drawn, count, sitting, start, record, sample]) => {
      let state = start;
      const random = () => {
        state = (state * 1664525 + 1013904223) % 2 ** 32;
        return state / 2 ** 32;
      };
      const canvas = new OffscreenCanvas(160, 160);
      const context = canvas.getContext('2d')!;
      const draw = (mouth: number) => {
        const [dx, dy, light] = [8 * random() - 4, 8 * random() - 4, 40 * random()];
        const ellipse = (x: number, y: number, rx: number, ry: number, grey: number) => {
          context.fillStyle = `rgb(${grey},${grey},${grey})`;
          context.beginPath();
          context.ellipse(x + dx, y + dy, rx, ry, 0, 0, 2 * Math.PI);
          context.fill();
        };
        context.fillStyle = '#333';
        context.fillRect(0, 0, 160, 160);
        ellipse(80, 80, 46, 58, 150 + light);
        ellipse(62, 68, 7, 4, 30);
        ellipse(98, 68, 7, 4, 30);
        context.strokeStyle = '#222';
        context.lineWidth = 4;
        context.beginPath();
        context.moveTo(60 + dx, 105 + dy);
        context.quadraticCurveTo(80 + dx, 105 + dy + 24 * mouth, 100 + dx, 105 + dy);
        context.stroke();
        return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
      };
      const samples: Sample[] = [];
      const images: SampleImage[] = [];
      for (const { id: classId, mouth } of drawn) {
        for (let i = 0; i < count; i++) {
          const id = `${classId}-${sitting}-${i}`;
          const recordedAt = 1_700_000_000_000 + start * 100_000 + samples.length * 100;
          samples.push({ ...sample, id, classId, person: 'drawn', session: sitting, source: 'picture', recordedAt });
          images.push({ id, jpeg: await draw(mouth), landmarks: null });
        }
      }
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('mien');
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const transaction = database.transaction(['classes', 'samples', 'images'], 'readwrite');
      for (const [order, { id, name }] of drawn.entries()) {
        transaction.objectStore('classes').put({ ...record, id, name, order });
      }
      for (const drawnSample of samples) transaction.objectStore('samples').put(drawnSample);
      for (const image of images) transaction.objectStore('images').put(image);
      await new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onerror = () => reject(transaction.error);
      });
      database.close();
    },
    [classes, perClass, session, seed, classNamed(''), sampleOf('', null)] as const,
  );
}
