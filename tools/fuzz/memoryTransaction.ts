/** A version-change transaction in memory, as far as the upgrades use one: keys by `id`, values copied as IndexedDB does. */

import type { UpgradeTransaction } from '../../src/data/schema.ts';
import { fieldOf, listOf } from './draft.ts';

export type Stores = Map<string, Map<string, unknown>>;

/** @param records by store; those without a valid key cannot be in one */
export function storesOf(records: unknown, names: readonly string[]): Stores {
  return new Map(
    names.map((name) => {
      const valid = listOf(fieldOf(records, name)).flatMap((record) => {
        const id = fieldOf(record, 'id');
        return typeof id === 'string' ? [[id, record] as const] : [];
      });
      return [name, new Map(valid)];
    }),
  );
}

export function transactionOn(stores: Stores): UpgradeTransaction {
  const objectStore = (name: string) => {
    const store = stores.get(name) ?? new Map<string, unknown>();
    stores.set(name, store);
    return {
      deleteIndex: () => {},
      getAllKeys: async () => [...store.keys()],
      getAll: async () => [...store.values()].map((value) => structuredClone(value)),
      get: async (id: string) => structuredClone(store.get(id)),
      delete: async (id: string) => void store.delete(id),
      put: async (value: unknown) => {
        const id = fieldOf(value, 'id');
        if (typeof id !== 'string') throw new DOMException('The key is not valid.', 'DataError');
        store.set(id, structuredClone(value));
      },
    };
  };
  return { objectStore } as unknown as UpgradeTransaction;
}
