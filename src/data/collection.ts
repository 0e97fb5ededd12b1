/** The stored collection: read as a whole, changed by one transaction a change. */

import { byAge, byOrder, type Change, type Collection } from './change.ts';
import { openDatabase, stored, write } from './database.ts';
import type { SampleImage, SplitPlan } from './schema.ts';

/** Key of the split plan among the settings. */
const SPLIT = 'split';

/** Every class in display order, every sample from the oldest on, without their images. */
export function loadCollection(): Promise<Collection> {
  return stored(async () => {
    const transaction = (await openDatabase()).transaction(['classes', 'samples', 'settings']);
    const [classes, samples, split] = await Promise.all([
      transaction.objectStore('classes').getAll(),
      transaction.objectStore('samples').getAll(),
      transaction.objectStore('settings').get(SPLIT),
    ]);
    // Written by `commit` alone.
    return { classes: classes.sort(byOrder), samples: samples.sort(byAge), split: (split as SplitPlan) ?? null };
  });
}

/**
 * Writes a change in one transaction: all of it is kept, or nothing.
 * Images of samples that go stay until `sweepImages`, so that an undo finds them.
 * @param images of the samples that are new
 */
export function commit(change: Change, images: SampleImage[] = []): Promise<void> {
  return write(['classes', 'samples', 'images', 'settings'], async (transaction) => {
    const stores = {
      classes: transaction.objectStore('classes'),
      samples: transaction.objectStore('samples'),
      images: transaction.objectStore('images'),
      settings: transaction.objectStore('settings'),
    };
    // Requests run in order, and a failed one aborts them all: waiting for each would only cost time.
    await Promise.all([
      ...images.map((image) => stores.images.put(image)),
      ...change.classes.map(({ before, after }) =>
        after ? stores.classes.put(after) : stores.classes.delete(before?.id ?? ''),
      ),
      ...change.samples.map(({ before, after }) =>
        after ? stores.samples.put(after) : stores.samples.delete(before?.id ?? ''),
      ),
      change.split &&
        (change.split.after ? stores.settings.put(change.split.after, SPLIT) : stores.settings.delete(SPLIT)),
    ]);
  });
}
