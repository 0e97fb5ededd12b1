/** Looks into the page's database from beside the page, by a plain IndexedDB connection that knows none of our code. */

import type { Page } from 'playwright-core';
import type { Sample } from '../../src/data/schema.ts';

export type Content = { version: number; keys: Record<string, string[]> };

/** Version and keys of every store; version 0 where there is no database. */
export function rawContent(page: Page): Promise<Content> {
  return page.evaluate(async () => {
    const known = await indexedDB.databases();
    const version = known.find(({ name }) => name === 'mien')?.version ?? 0;
    if (version === 0) return { version, keys: {} };
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('mien');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    try {
      const names = [...database.objectStoreNames];
      const transaction = database.transaction(names);
      const lists = names.map(
        (name) =>
          new Promise<[string, string[]]>((resolve, reject) => {
            const request = transaction.objectStore(name).getAllKeys();
            request.onsuccess = () => resolve([name, request.result.map(String)]);
            request.onerror = () => reject(request.error);
          }),
      );
      return { version, keys: Object.fromEntries(await Promise.all(lists)) };
    } finally {
      database.close();
    }
  });
}

/** All stored samples, oldest first. */
export function rawSamples(page: Page): Promise<Sample[]> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('mien');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const reading = database.transaction('samples').objectStore('samples').getAll();
    const samples = await new Promise<Sample[]>((resolve) => {
      reading.onsuccess = () => resolve(reading.result);
    });
    database.close();
    return samples.sort((a, b) => a.recordedAt - b.recordedAt);
  });
}

/** Writes a kilobyte into the settings. @returns why the browser refused, or null */
export function rawWrite(page: Page): Promise<string | null> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('mien');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const transaction = database.transaction('settings', 'readwrite');
    transaction.objectStore('settings').put(new Uint8Array(1_000), 'raw');
    const refusal = await new Promise<string | null>((resolve) => {
      transaction.oncomplete = () => resolve(null);
      transaction.onabort = () => resolve(transaction.error?.name ?? 'aborted');
    });
    database.close();
    return refusal;
  });
}
