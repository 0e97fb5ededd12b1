/** The stored faces. Knows records, not pixels. */

import { openDatabase, stored, write } from './database.ts';
import type { Sample } from './schema.ts';

/** Adds the samples in one transaction: all of them are kept, or none. */
export function putSamples(samples: Sample[]): Promise<void> {
  return write(['samples'], async (transaction) => {
    for (const sample of samples) await transaction.objectStore('samples').put(sample);
  });
}

/** Every sample, oldest first. */
export async function listSamples(): Promise<Sample[]> {
  const samples = await stored(async () => (await openDatabase()).getAll('samples'));
  return samples.sort((a, b) => a.recordedAt - b.recordedAt || (a.id < b.id ? -1 : 1));
}

/** Deletes the samples in one transaction. Ids that are not stored are passed over. */
export function deleteSamples(ids: string[]): Promise<void> {
  return write(['samples'], async (transaction) => {
    for (const id of ids) await transaction.objectStore('samples').delete(id);
  });
}
