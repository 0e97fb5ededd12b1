/** What an encoder made of the views of samples, kept across visits: derived data, which may be lost. Knows no encoder. */

import { openDatabase, stored, write } from './database.ts';
import type { StoredFeatures } from './schema.ts';

/** The stored features of these samples under one name of views, by id; the others are left out. */
export function loadFeatures(views: string, ids: readonly string[]): Promise<Map<string, StoredFeatures['values']>> {
  return stored(async () => {
    const store = (await openDatabase()).transaction('features').store;
    const found = await Promise.all(ids.map((id) => store.get([views, id])));
    return new Map(found.flatMap((features) => (features ? [[features.id, features.values]] : [])));
  });
}

/** Keeps features; those of pictures that were deleted meanwhile are dropped, so that nothing of them stays. */
export function saveFeatures(features: readonly StoredFeatures[]): Promise<void> {
  return write(['images', 'features'], async (transaction) => {
    const images = transaction.objectStore('images');
    const store = transaction.objectStore('features');
    const present = await Promise.all(features.map(({ id }) => images.getKey(id)));
    await Promise.all(features.filter((_, i) => present[i] !== undefined).map((record) => store.put(record)));
  });
}

/** Deletes the features of all other views, so that the cache does not grow with every new setting. */
export function keepOnlyFeatures(views: ReadonlySet<string>): Promise<void> {
  return write(['features'], async (transaction) => {
    const store = transaction.objectStore('features');
    const stale = (await store.getAllKeys()).filter(([name]) => !views.has(name));
    await Promise.all(stale.map((key) => store.delete(key)));
  });
}
