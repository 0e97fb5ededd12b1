/** One file on its way from the page that fetched it to the app, in a database of its own. Knows neither page. */

import { deleteDB, openDB } from 'idb';
import { stored } from './database.ts';

const DATABASE = 'mien-handed';
const STORE = 'file';
const KEY = 'latest';

/** The fragment with which the app is opened to find it. */
export const HANDED = '#handed';

const open = () =>
  openDB<{ file: { key: string; value: File } }>(DATABASE, 1, {
    upgrade: (database) => void database.createObjectStore(STORE),
  });

/** Takes the place of one that nobody has taken. @throws `storage` */
export function handOn(file: File): Promise<void> {
  return stored(async () => {
    const database = await open();
    await database.put(STORE, file, KEY);
    database.close();
  });
}

/** The file, which is then gone from here; null where there is none. @throws `storage` */
export function takeHanded(): Promise<File | null> {
  return stored(async () => {
    const database = await open();
    const file = await database.get(STORE, KEY);
    await database.delete(STORE, KEY);
    database.close();
    return file ?? null;
  });
}

/** Takes one away that nobody has taken. @throws `storage` */
export const forgetHanded = (): Promise<void> => stored(() => deleteDB(DATABASE));
