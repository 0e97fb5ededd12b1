/** The stored faces. Knows records, not pixels. */

import { openDatabase, stored } from './database.ts';
import type { Sample } from './schema.ts';

/** Adds the samples in one transaction: all of them are kept, or none. */
export function putSamples(samples: Sample[]): Promise<void> {
  return stored(async () => {
    const transaction = (await openDatabase()).transaction('samples', 'readwrite');
    for (const sample of samples) await transaction.store.put(sample);
    await transaction.done;
  });
}

/** Every sample, oldest first. */
export async function listSamples(): Promise<Sample[]> {
  const samples = await stored(async () => (await openDatabase()).getAll('samples'));
  return samples.sort((a, b) => a.recordedAt - b.recordedAt || (a.id < b.id ? -1 : 1));
}

/** Deletes the samples in one transaction. Ids that are not stored are passed over. */
export function deleteSamples(ids: string[]): Promise<void> {
  return stored(async () => {
    const transaction = (await openDatabase()).transaction('samples', 'readwrite');
    for (const id of ids) await transaction.store.delete(id);
    await transaction.done;
  });
}
