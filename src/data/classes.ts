/** The user's classes: stored records, ordered. A rename or a new colour touches no sample. */

import { openDatabase, stored, write } from './database.ts';
import type { ExpressionClass, Sample } from './schema.ts';

/** Every class in display order. */
export async function listClasses(): Promise<ExpressionClass[]> {
  const classes = await stored(async () => (await openDatabase()).getAll('classes'));
  return classes.sort((a, b) => a.order - b.order);
}

/** Adds the class, or replaces the one with its id. */
export function putClass(record: ExpressionClass): Promise<void> {
  return stored(async () => {
    await (await openDatabase()).put('classes', record);
  });
}

/** Deletes a class with its samples in one transaction; what it returns undoes it. */
export function deleteClass(id: string): Promise<{ record: ExpressionClass | undefined; samples: Sample[] }> {
  return write(['classes', 'samples'], async (transaction) => {
    const classes = transaction.objectStore('classes');
    const samples = transaction.objectStore('samples');
    const record = await classes.get(id);
    const removed = await samples.index('byClass').getAll(id);
    await classes.delete(id);
    for (const sample of removed) await samples.delete(sample.id);
    return { record, samples: removed };
  });
}

/** Puts a deleted class and its samples back, in one transaction. */
export function restoreClass(record: ExpressionClass, samples: Sample[]): Promise<void> {
  return write(['classes', 'samples'], async (transaction) => {
    await transaction.objectStore('classes').put(record);
    for (const sample of samples) await transaction.objectStore('samples').put(sample);
  });
}
