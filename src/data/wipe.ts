/** Deletes everything that this page has stored on the device, and proves it. */

import type { StoreNames } from 'idb';
import { openDatabase, write } from './database.ts';
import type { Layout } from './schema.ts';

const STORES = [
  'classes',
  'samples',
  'images',
  'embeddings',
  'features',
  'runs',
  'checkpoints',
  'tensors',
  'settings',
] as const;

/** Records left in each store. */
export type Remains = Record<StoreNames<Layout>, number>;

/** Empties every store in one transaction; returns what a fresh look finds in them, which is 0 everywhere. */
export async function deleteEverything(): Promise<Remains> {
  await write([...STORES], async (transaction) => {
    await Promise.all(STORES.map((name) => transaction.objectStore(name).clear()));
  });
  const database = await openDatabase();
  const counts = await Promise.all(STORES.map(async (name) => [name, await database.count(name)] as const));
  return Object.fromEntries(counts) as Remains;
}
