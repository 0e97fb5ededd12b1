/** The pixels of the samples. Knows no labels. */

import { openDatabase, stored, write } from './database.ts';
import type { SampleImage } from './schema.ts';

/** Images in the order of `ids`; those that are not stored are left out. */
export function loadImages(ids: readonly string[]): Promise<SampleImage[]> {
  return stored(async () => {
    const store = (await openDatabase()).transaction('images').store;
    const images = await Promise.all(ids.map((id) => store.get(id)));
    return images.filter((image) => image !== undefined);
  });
}

/**
 * Deletes the images, embeddings and features of samples that are gone: nothing can be undone to them any more.
 * @param coming samples that are about to be stored again
 */
export function sweepImages(coming: ReadonlySet<string> = new Set()): Promise<void> {
  return write(['samples', 'images', 'embeddings', 'features'], async (transaction) => {
    const samples = new Set([...(await transaction.objectStore('samples').getAllKeys()), ...coming]);
    const images = transaction.objectStore('images');
    const embeddings = transaction.objectStore('embeddings');
    const orphans = (await images.getAllKeys()).filter((id) => !samples.has(id));
    const features = transaction.objectStore('features');
    const stale = async (store: typeof embeddings | typeof features) =>
      (await store.getAllKeys()).filter(([, id]) => !samples.has(id)).map((key) => store.delete(key));
    const derived = [...(await stale(embeddings)), ...(await stale(features))];
    await Promise.all([...orphans.map((id) => images.delete(id)), ...derived]);
  });
}
