/** Opens the database and turns IndexedDB's failures into sentences. Knows no records. */

import { type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import { AppError } from '../rpc/appError.ts';
import { DATABASE, type Layout, upgrade, VERSION } from './schema.ts';

export type Database = IDBPDatabase<Layout>;

let opening: Promise<Database> | undefined;
let onLost: () => void = () => {};

/** Says what to do when the browser closes or deletes the database by itself, as it may where space is short. */
export function whenLost(then: () => void): void {
  onLost = then;
}

/**
 * The app's database, opened once per page or worker and opened again if the browser closed it.
 * @throws `storage` when IndexedDB is missing, refused or held by an older tab
 */
export function openDatabase(): Promise<Database> {
  opening ??= open().catch((error) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

function open(): Promise<Database> {
  return stored(
    () =>
      new Promise<Database>((resolve, reject) => {
        const forget = () => {
          opening = undefined;
        };
        openDB<Layout>(DATABASE, VERSION, {
          upgrade: (database, from, _to, transaction) =>
            upgrade(database, from, transaction).catch((error) => {
              reject(error);
              abort(transaction);
            }),
          blocked: () =>
            reject(
              new AppError('storage', 'Another tab runs an older version of Mien. Close it, then reload this page.'),
            ),
          // A newer version wants to upgrade in another tab: let go, so that it can.
          blocking: (_current, wanted, event) => {
            (event.target as IDBDatabase).close();
            forget();
            if (wanted === null) onLost();
          },
          terminated: () => {
            forget();
            onLost();
          },
        }).then(resolve, reject);
      }),
  );
}

/**
 * Runs `work` in one transaction over `stores`: all of its writes are kept, or none.
 * @throws `storage` when anything in it fails
 */
export function write<Stores extends StoreNames<Layout>[], T>(
  stores: [...Stores],
  work: (transaction: IDBPTransaction<Layout, [...Stores], 'readwrite'>) => Promise<T>,
): Promise<T> {
  return stored(async () => {
    const transaction = (await openDatabase()).transaction<[...Stores], 'readwrite'>(stores, 'readwrite');
    // A request that never starts (a record that cannot be cloned) leaves the earlier ones to commit: abort by hand.
    transaction.done.catch(() => {});
    try {
      const result = await work(transaction);
      await transaction.done;
      return result;
    } catch (error) {
      abort(transaction);
      // The requests of a transaction that was aborted know only that; the transaction knows why.
      throw transaction.error ?? error;
    }
  });
}

function abort(transaction: { abort: () => void }): void {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself.
  }
}

/** Whether a failure means that the device has no room left. */
export const outOfSpace = (error: unknown): boolean =>
  error instanceof AppError && error.cause instanceof Error && error.cause.name === 'QuotaExceededError';

/** Runs a piece of database work. @throws `storage` with what to do, for every failure of IndexedDB itself */
export async function stored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('storage', explain(error), { cause: error });
  }
}

function explain(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'QuotaExceededError') {
    return 'The disk space for this page is used up. What was stored before is safe; delete samples or checkpoints, or free space, and try again.';
  }
  if (name === 'VersionError') {
    return 'The data on this device was written by a newer version of Mien. Reload the page to get that version.';
  }
  if (
    typeof indexedDB === 'undefined' ||
    name === 'SecurityError' ||
    name === 'InvalidStateError' ||
    name === 'UnknownError'
  ) {
    return 'This browser does not let the page keep data (a private window, or storage is switched off). Watching works; to teach, open Mien in an ordinary window.';
  }
  return `The browser could not store or read the data (${error instanceof Error ? error.message : error}). Reload the page and try again.`;
}
