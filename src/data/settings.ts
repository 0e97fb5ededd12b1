/** Small choices that outlive a visit. The schema at each call decides whether a stored value is still good. */

import * as v from 'valibot';
import { openDatabase, stored, write } from './database.ts';

/** Changes parts of a stored value in one transaction, so that two tabs do not take each other's changes back. */
export function changeSetting<S extends v.GenericSchema<object>>(
  key: string,
  schema: S,
  fallback: v.InferOutput<S>,
  change: Partial<v.InferOutput<S>>,
): Promise<void> {
  return write(['settings'], async (transaction) => {
    const store = transaction.objectStore('settings');
    const parsed = v.safeParse(schema, await store.get(key));
    await store.put({ ...(parsed.success ? parsed.output : fallback), ...change }, key);
  });
}

/** The stored value, or `fallback` when there is none or it no longer fits `schema`. */
export async function readSetting<S extends v.GenericSchema>(
  key: string,
  schema: S,
  fallback: v.InferOutput<S>,
): Promise<v.InferOutput<S>> {
  const value = await stored(async () => (await openDatabase()).get('settings', key));
  const parsed = v.safeParse(schema, value);
  return parsed.success ? parsed.output : fallback;
}

export function writeSetting(key: string, value: unknown): Promise<void> {
  return stored(async () => {
    await (await openDatabase()).put('settings', value, key);
  });
}
