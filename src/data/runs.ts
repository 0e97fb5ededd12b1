/** Training runs and their checkpoints: each change in one transaction, weights with a checksum. Knows no tensors. */

import { sha256 } from '../math/sha256.ts';
import { AppError } from '../rpc/appError.ts';
import { openDatabase, stored, write } from './database.ts';
import type { Checkpoint, CheckpointTensors, RunInfo, RunRecord } from './schema.ts';
import { isCheckpoint, isRun } from './storedRun.ts';

/** A run with everything of it, as a deletion takes it away and an undo puts it back. */
export type WholeRun = { run: RunRecord; checkpoints: Checkpoint[]; tensors: CheckpointTensors[] };

export type NewCheckpoint = Omit<Checkpoint, 'bytes'> & { tensors: ArrayBuffer };

/** Stores a run as it is now, with its new checkpoints; older ones of the same ids are replaced whole or not at all. */
export async function saveRun(run: RunRecord, made: readonly NewCheckpoint[] = []): Promise<void> {
  const sums = await Promise.all(made.map(({ tensors }) => sha256(tensors)));
  await write(['runs', 'checkpoints', 'tensors'], async (transaction) => {
    const known = await transaction.objectStore('runs').get(run.id);
    // A rename while the run went on stays.
    await transaction.objectStore('runs').put({ ...run, name: known?.name ?? run.name });
    for (const [i, { tensors, ...checkpoint }] of made.entries()) {
      await transaction.objectStore('checkpoints').put({ ...checkpoint, bytes: tensors.byteLength });
      await transaction.objectStore('tensors').put({ id: checkpoint.id, tensors, sha256: sums[i] ?? '' });
    }
  });
}

/** @throws `bad-input` when there is none of this id, `bad-weights` when it is damaged */
export async function loadRun(id: string): Promise<RunRecord> {
  const run = await stored(async () => (await openDatabase()).get('runs', id));
  if (!run) throw new AppError('bad-input', 'This run is no longer stored. Choose another, or train again.');
  if (!isRun(run)) throw new AppError('bad-weights', 'The record of this run is damaged. Delete it and train again.');
  return run;
}

/** A checkpoint with its run and its weights, a safetensors file. */
export type StoredCheckpoint = { run: RunRecord; checkpoint: Checkpoint; tensors: ArrayBuffer };

/** @throws `bad-input` when there is none of this id, `bad-weights` when its weights do not fit their checksum */
export async function loadCheckpoint(id: string): Promise<StoredCheckpoint> {
  const [checkpoint, weights] = await stored(async () => {
    const database = await openDatabase();
    return Promise.all([database.get('checkpoints', id), database.get('tensors', id)]);
  });
  if (!checkpoint || !weights) {
    throw new AppError('bad-input', 'This checkpoint is no longer stored. Choose another, or train again.');
  }
  const run = await loadRun(checkpoint.run);
  if ((await sha256(weights.tensors)) !== weights.sha256) {
    throw new AppError(
      'bad-weights',
      `The checkpoint of “${run.name}” is damaged: its weights do not fit their checksum. Delete it and train again.`,
    );
  }
  return { run, checkpoint, tensors: weights.tensors };
}

/** Every run with its checkpoints but without weights, the newest first; a damaged record hides itself and no other. */
export async function listRuns(): Promise<RunInfo[]> {
  const [runs, checkpoints] = await stored(async () => {
    const transaction = (await openDatabase()).transaction(['runs', 'checkpoints']);
    return Promise.all([transaction.objectStore('runs').getAll(), transaction.objectStore('checkpoints').getAll()]);
  });
  return runs
    .filter(isRun)
    .map(({ samples, ...run }) => ({
      ...run,
      resumable: samples.ids.length > 0,
      checkpoints: checkpoints.filter((of) => isCheckpoint(of) && of.run === run.id).sort((a, b) => b.step - a.step),
    }))
    .sort((a, b) => b.createdAt - a.createdAt);
}

/** Changes the name in one transaction; nothing happens when the run is gone. */
export function renameRun(id: string, name: string): Promise<void> {
  return write(['runs'], async (transaction) => {
    const store = transaction.objectStore('runs');
    const run = await store.get(id);
    if (run) await store.put({ ...run, name });
  });
}

/** Deletes a run with its checkpoints; what is returned, put back by `restoreRun`, undoes it. */
export function deleteRun(id: string): Promise<WholeRun | undefined> {
  return write(['runs', 'checkpoints', 'tensors'], async (transaction) => {
    const run = await transaction.objectStore('runs').get(id);
    if (!run) return undefined;
    const all = await transaction.objectStore('checkpoints').getAll();
    const checkpoints = all.filter((checkpoint) => checkpoint.run === id);
    const tensors: CheckpointTensors[] = [];
    for (const checkpoint of checkpoints) {
      const weights = await transaction.objectStore('tensors').get(checkpoint.id);
      if (weights) tensors.push(weights);
      await transaction.objectStore('checkpoints').delete(checkpoint.id);
      await transaction.objectStore('tensors').delete(checkpoint.id);
    }
    await transaction.objectStore('runs').delete(id);
    return { run, checkpoints, tensors };
  });
}

/** Puts back what a deletion took away; a run that is still there keeps what has happened to it since. */
export function restoreRun({ run, checkpoints, tensors }: WholeRun): Promise<void> {
  return write(['runs', 'checkpoints', 'tensors'], async (transaction) => {
    const known = await transaction.objectStore('runs').get(run.id);
    if (!known) await transaction.objectStore('runs').put(run);
    for (const checkpoint of checkpoints) await transaction.objectStore('checkpoints').put(checkpoint);
    for (const weights of tensors) await transaction.objectStore('tensors').put(weights);
  });
}

/** Keeps a copy of a checkpoint that no later step replaces. @returns its id; null when there is nothing to copy */
export function pinCheckpoint(id: string): Promise<string | null> {
  return write(['checkpoints', 'tensors'], async (transaction) => {
    const checkpoint = await transaction.objectStore('checkpoints').get(id);
    const weights = await transaction.objectStore('tensors').get(id);
    if (!checkpoint || !weights) return null;
    const pinned = `${checkpoint.run} at ${checkpoint.step}`;
    await transaction.objectStore('checkpoints').put({ ...checkpoint, id: pinned, kind: 'pinned' });
    await transaction.objectStore('tensors').put({ ...weights, id: pinned });
    return pinned;
  });
}

/** Deletes one checkpoint; its run stays. What is returned, put back by `restoreRun`, undoes it. */
export function deleteCheckpoint(id: string): Promise<WholeRun | undefined> {
  return write(['runs', 'checkpoints', 'tensors'], async (transaction) => {
    const checkpoint = await transaction.objectStore('checkpoints').get(id);
    const weights = await transaction.objectStore('tensors').get(id);
    const run = checkpoint && (await transaction.objectStore('runs').get(checkpoint.run));
    if (!run || !weights) return undefined;
    await transaction.objectStore('checkpoints').delete(id);
    await transaction.objectStore('tensors').delete(id);
    return { run, checkpoints: [checkpoint], tensors: [weights] };
  });
}
