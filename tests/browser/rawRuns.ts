/** Reads the stored runs from beside the page, by a plain IndexedDB connection that knows none of our code. */

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Checkpoint, CheckpointTensors, RunRecord, Sample } from '../../src/data/schema.ts';

export type RawRun = Pick<RunRecord, 'id' | 'name' | 'state' | 'step' | 'message'> & {
  /** Steps of its curves' points. */
  points: number[];
  /** `fits`: its weights are there and have their size and checksum. `written`: the step that the weights themselves name. */
  checkpoints: (Pick<Checkpoint, 'id' | 'kind' | 'step'> & { sha256: string; fits: boolean; written: number })[];
};

/** All runs, the oldest first, and the ids of checkpoints and weights that belong to none. */
export function rawRuns(page: Page): Promise<{ runs: RawRun[]; stray: string[] }> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('mien');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const transaction = database.transaction(['runs', 'checkpoints', 'tensors']);
    const all = <T>(store: string) =>
      new Promise<T[]>((resolve, reject) => {
        const reading = transaction.objectStore(store).getAll();
        reading.onsuccess = () => resolve(reading.result);
        reading.onerror = () => reject(reading.error);
      });
    const [records, checkpoints, weights] = await Promise.all([
      all<RunRecord>('runs'),
      all<Checkpoint>('checkpoints'),
      all<CheckpointTensors>('tensors'),
    ]);
    database.close();
    /** The first number of the tensor `step` of a safetensors file. */
    const writtenStep = (file: ArrayBuffer): number => {
      const length = Number(new DataView(file).getBigUint64(0, true));
      const header = JSON.parse(new TextDecoder().decode(new Uint8Array(file, 8, length)));
      return new DataView(file).getInt32(8 + length + header.step.data_offsets[0], true);
    };
    const sum = async (file: ArrayBuffer) =>
      Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', file)), (byte) =>
        byte.toString(16).padStart(2, '0'),
      ).join('');
    const seen = async ({ id, kind, step, bytes }: Checkpoint) => {
      const own = weights.find((each) => each.id === id);
      if (!own) return { id, kind, step, sha256: '', fits: false, written: Number.NaN };
      const { tensors, sha256 } = own;
      const fits = tensors.byteLength === bytes && (await sum(tensors)) === sha256;
      return { id, kind, step, sha256, fits, written: fits ? writtenStep(tensors) : Number.NaN };
    };
    const runs = await Promise.all(
      records
        .sort((a, b) => a.createdAt - b.createdAt)
        .map(async ({ id, name, state, step, message, history }) => ({
          ...{ id, name, state, step, message },
          points: history.map((point) => point.step),
          checkpoints: await Promise.all(checkpoints.filter(({ run }) => run === id).map(seen)),
        })),
    );
    const known = new Set(runs.flatMap((run) => run.checkpoints.map(({ id }) => id)));
    const stray = [...checkpoints, ...weights].map(({ id }) => id).filter((id) => !known.has(id));
    return { runs, stray };
  });
}

/** Every stored run, found whole: each of its checkpoints fits, and record, checkpoint and weights name one step. */
export async function wholeRuns(page: Page): Promise<RawRun[]> {
  const { runs, stray } = await rawRuns(page);
  expect(stray).toEqual([]);
  for (const { name, step, points, checkpoints, state } of runs) {
    for (const checkpoint of checkpoints) {
      expect(checkpoint, name).toMatchObject({ fits: true, written: checkpoint.step });
    }
    const last = checkpoints.find(({ kind }) => kind === 'last');
    expect(last?.step ?? 0, name).toBe(step);
    if (state !== 'failed') expect(points.at(-1) ?? 0, name).toBe(step);
  }
  return runs;
}

/** Who the newest run learned from, and who it was judged on. */
export function judgedPeople(page: Page): Promise<{ learned: string[]; judged: string[] }> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('mien');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const transaction = database.transaction(['runs', 'samples']);
    const all = <T>(store: string) =>
      new Promise<T[]>((resolve, reject) => {
        const reading = transaction.objectStore(store).getAll();
        reading.onsuccess = () => resolve(reading.result);
        reading.onerror = () => reject(reading.error);
      });
    const [runs, samples] = await Promise.all([all<RunRecord>('runs'), all<Sample>('samples')]);
    database.close();
    const [newest] = runs.sort((a, b) => b.createdAt - a.createdAt);
    if (!newest) throw new Error('There is no run.');
    const people = new Map(samples.map(({ id, person }) => [id, person]));
    const { ids, judge } = newest.samples;
    const kept = new Set(judge);
    const of = (chosen: (i: number) => boolean) => [
      ...new Set(ids.filter((_, i) => chosen(i)).map((id) => people.get(id) ?? '')),
    ];
    return { learned: of((i) => !kept.has(i)), judged: of((i) => kept.has(i)) };
  });
}
