/** The samples that the trainer remembers as normalised embeddings, and its preview of them. Knows no tensors. */

import { loadEmbeddings, saveEmbeddings } from '../data/embeddings.ts';
import { cosinesTo, mostAlike, NEIGHBOURS, normaliseRows, vote } from './neighbours.ts';
import type { Nearest, Remembered } from './protocol.ts';

/** Embeddings f32 [n, width] of stored samples by id; those whose picture is gone or unreadable are left out. */
export type EmbedStored = (ids: readonly string[]) => Promise<Map<string, Float32Array>>;

export type MemoryPlan = {
  /** Hash of the encoder: embeddings of another one are of no use. */
  encoder: string;
  width: number;
  embed: EmbedStored;
  /** Most samples that `embed` takes at a time. */
  batch: number;
};

/** `vectors`: normalised, [ids.length, width]; `labels`: indices into `classes`. */
export type Remembrance = { ids: readonly string[]; vectors: Float32Array; labels: Int32Array; classes: string[] };

export type Memory = ReturnType<typeof createMemory>;

/** Stored embeddings are read so many at a time. */
const READ_AT_ONCE = 256;

export function createMemory({ encoder, width, embed, batch }: MemoryPlan) {
  /** What is to be remembered, embedded or not: sample → class. */
  const wanted = new Map<string, string>();
  const rowOf = new Map<string, number>();
  const ids: string[] = [];
  let vectors = new Float32Array(batch * width);
  let labelled: { labels: Int32Array; classes: string[]; sizes: number[] } | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const forget = (id: string) => {
    wanted.delete(id);
    const row = rowOf.get(id);
    const last = row === undefined ? undefined : ids.pop();
    rowOf.delete(id);
    if (row === undefined || last === undefined || last === id) return;
    // The last row fills the gap.
    vectors.copyWithin(row * width, ids.length * width, (ids.length + 1) * width);
    ids[row] = last;
    rowOf.set(last, row);
  };

  const add = (id: string, embedding: Float32Array) => {
    // It may have been forgotten while it was embedded.
    if (!wanted.has(id) || rowOf.has(id) || embedding.length !== width) return;
    const row = ids.length;
    if ((row + 1) * width > vectors.length) {
      const larger = new Float32Array(2 * vectors.length);
      larger.set(vectors);
      vectors = larger;
    }
    vectors.set(embedding, row * width);
    normaliseRows(vectors.subarray(row * width, (row + 1) * width), width);
    ids.push(id);
    rowOf.set(id, row);
    labelled = undefined;
  };

  /** Embeds what is missing of these, a batch at a time. */
  const fill = async (asked: readonly string[], report: (done: number) => void) => {
    for (let first = 0; first < asked.length; first += READ_AT_ONCE) {
      const some = asked.slice(first, first + READ_AT_ONCE);
      for (const [id, values] of await loadEmbeddings(encoder, some)) add(id, values);
      const missing = some.filter((id) => !rowOf.has(id));
      for (let start = 0; start < missing.length; start += batch) {
        const next = missing.slice(start, start + batch).filter((id) => wanted.has(id));
        const embedded = next.length > 0 ? await embed(next) : new Map<string, Float32Array>();
        for (const [id, values] of embedded) add(id, values);
        if (embedded.size > 0) await saveEmbeddings([...embedded].map(([id, values]) => ({ encoder, id, values })));
        report(first + some.length - missing.length + Math.min(start + batch, missing.length));
      }
      report(first + some.length);
    }
  };

  const labels = () => {
    if (labelled) return labelled;
    const index = new Map<string, number>();
    const sizes: number[] = [];
    const all = Int32Array.from(ids, (id) => {
      const classId = wanted.get(id) ?? '';
      const label = index.get(classId) ?? index.size;
      index.set(classId, label);
      sizes[label] = (sizes[label] ?? 0) + 1;
      return label;
    });
    labelled = { labels: all, classes: [...index.keys()], sizes };
    return labelled;
  };

  return {
    size: () => ids.length,

    /** Relabels and forgets at once; resolves when what is new is embedded. Calls take their turns. */
    remember: (samples: readonly Remembered[], report: (done: number, total: number) => void): Promise<void> => {
      for (const { id, classId } of samples) {
        if (classId === null) forget(id);
        else wanted.set(id, classId);
      }
      labelled = undefined;
      const work = turn.then(() => {
        const asked = samples.map(({ id }) => id).filter((id) => wanted.has(id) && !rowOf.has(id));
        return fill(asked, (done) => report(done, asked.length));
      });
      turn = work.catch(() => {});
      return work;
    },

    /** What the samples most like each of the embeddings f32 [n, width] are labelled; null without two classes. */
    nearest: (embeddings: Float32Array): Nearest | null => {
      const { classes, sizes, labels: known } = labels();
      if (classes.length < 2) return null;
      const queries = embeddings.slice();
      normaliseRows(queries, width);
      const shares = new Float32Array((queries.length / width) * classes.length);
      for (let start = 0, row = 0; start < queries.length; start += width, row++) {
        const cosines = cosinesTo(queries.subarray(start, start + width), vectors, ids.length);
        shares.set(vote(mostAlike(cosines, NEIGHBOURS), cosines, known, sizes), row * classes.length);
      }
      return { classes, shares };
    },

    /** A copy of what is remembered of these samples, in their order: it stays as it is while work on it goes on. */
    recall: (among: readonly string[]): Remembrance => {
      const { labels: known, classes } = labels();
      const present = among.filter((id) => rowOf.has(id));
      const copy = new Float32Array(present.length * width);
      const rows = present.map((id) => rowOf.get(id) ?? 0);
      for (const [i, row] of rows.entries()) copy.set(vectors.subarray(row * width, (row + 1) * width), i * width);
      return {
        ids: present,
        vectors: copy,
        labels: Int32Array.from(rows, (row) => known[row] ?? 0),
        classes,
      };
    },
  };
}
