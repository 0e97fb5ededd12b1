/** Writes new samples to the store in small batches, each in one transaction with the classes it needs. Knows no files. */

import type { Change, Collection, Edit } from '../../data/change.ts';
import { commit } from '../../data/collection.ts';
import { addClass } from '../../data/edits.ts';
import type { ExpressionClass, Sample, SampleImage, SplitPlan } from '../../data/schema.ts';
import type { ClassRef } from '../protocol.ts';

/** Samples of one transaction: as much as is lost when the page dies. */
const BATCH = 16;

export type Keeper = {
  /** Whether a sample of this id is stored, or about to be. */
  has: (id: string) => boolean;
  /** Who a sample shows that was stored before; null where there is none. */
  personOf: (id: string) => string | null;
  /** Names of everybody in the store before. */
  people: () => ReadonlySet<string>;
  /** Takes a class in as it is; where its id or its name is known, that one is used. @returns the id to refer to */
  keepClass: (record: ExpressionClass) => string;
  /** @returns false where there is another plan already, which stays */
  keepSplit: (plan: SplitPlan) => boolean;
  /** @throws `storage` when the device takes no more; what waited is then in `waiting` still */
  add: (sample: Omit<Sample, 'classId'>, of: ClassRef, image: Omit<SampleImage, 'id'>) => Promise<void>;
  /** Says more of samples that were added, in one transaction. @throws `storage` */
  revise: (changes: ReadonlyMap<string, Partial<Sample>>) => Promise<void>;
  /** Writes what waits. @throws `storage` */
  flush: () => Promise<void>;
  /** Everything written so far. */
  written: Change;
  /** What waits to be written. */
  waiting: () => Sample[];
};

export function createKeeper(stored: Collection): Keeper {
  const ids = new Set(stored.samples.map(({ id }) => id));
  const personOf = new Map(stored.samples.map(({ id, person }) => [id, person]));
  const written: Change = { classes: [], samples: [] };
  const last = Math.max(0, ...stored.classes.map(({ order }) => order));
  let { classes, split } = stored;
  let next: Change = { classes: [], samples: [] };
  let images: SampleImage[] = [];

  const named = (name: string) => classes.find((known) => sameName(known.name, name));

  const take = (change: Change) => {
    next.classes.push(...change.classes);
    classes = [...classes, ...change.classes.flatMap(({ after }) => after ?? [])];
  };

  const idOf = (of: ClassRef): string | null => {
    if (of === null || 'id' in of) return of?.id ?? null;
    const known = named(of.name);
    if (known) return known.id;
    const id = crypto.randomUUID();
    take(addClass({ ...stored, classes }, id, of.name));
    return id;
  };

  const flush = async () => {
    const change = next;
    if (change.classes.length === 0 && change.samples.length === 0 && !change.split) return;
    await commit(change, images);
    written.classes.push(...change.classes);
    written.samples.push(...change.samples);
    if (change.split) written.split = change.split;
    next = { classes: [], samples: [] };
    images = [];
  };

  return {
    written,
    flush,
    has: (id) => ids.has(id),
    personOf: (id) => personOf.get(id) ?? null,
    people: () => new Set(personOf.values()),
    revise: async (changes) => {
      await flush();
      const revised = (edit: Edit<Sample>) => {
        const change = edit.after && changes.get(edit.after.id);
        return edit.after && change ? { ...edit, after: { ...edit.after, ...change } } : edit;
      };
      const samples = written.samples.map(revised);
      const differing = samples.filter((edit, i) => edit !== written.samples[i]);
      if (differing.length === 0) return;
      await commit({ classes: [], samples: differing });
      written.samples = samples;
    },
    waiting: () => next.samples.flatMap(({ after }) => after ?? []),
    keepClass: (record) => {
      const known = classes.find(({ id }) => id === record.id) ?? named(record.name);
      if (known) return known.id;
      take({ classes: [{ before: null, after: { ...record, order: last + record.order } }], samples: [] });
      return record.id;
    },
    keepSplit: (plan) => {
      if (split) return JSON.stringify(split) === JSON.stringify(plan);
      split = plan;
      next.split = { before: null, after: plan };
      return true;
    },
    add: async (sample, of, image) => {
      ids.add(sample.id);
      next.samples.push({ before: null, after: { ...sample, classId: idOf(of) } });
      images.push({ id: sample.id, ...image });
      if (next.samples.length >= BATCH) await flush();
    },
  };
}

const sameName = (a: string, b: string): boolean => plain(a) === plain(b);

const plain = (name: string): string => name.normalize('NFC').trim().toLowerCase();
