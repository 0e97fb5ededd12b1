/** Training results: written in one transaction with a checksum, read only if it still fits. Knows no tensors. */

import { sha256 } from '../math/sha256.ts';
import { AppError } from '../rpc/appError.ts';
import { openDatabase, stored, write } from './database.ts';
import type { Checkpoint, CheckpointInfo } from './schema.ts';

/** Stores a checkpoint with the checksum of its tensors; an older one of the same id is replaced whole or not at all. */
export async function saveCheckpoint(checkpoint: Omit<Checkpoint, 'sha256'>): Promise<void> {
  const record: Checkpoint = { ...checkpoint, sha256: await sha256(checkpoint.tensors) };
  await stored(async () => {
    await (await openDatabase()).put('checkpoints', record);
  });
}

/** @throws `bad-input` when there is none of this id, `bad-weights` when its tensors do not fit their checksum */
export async function loadCheckpoint(id: string): Promise<Checkpoint> {
  const checkpoint = await stored(async () => (await openDatabase()).get('checkpoints', id));
  if (!checkpoint)
    throw new AppError('bad-input', 'This checkpoint is no longer stored. Choose another, or train again.');
  if ((await sha256(checkpoint.tensors)) !== checkpoint.sha256) {
    throw new AppError(
      'bad-weights',
      `The checkpoint “${checkpoint.name}” is damaged: its weights do not fit their checksum. Delete it and train again.`,
    );
  }
  return checkpoint;
}

/** Every checkpoint without its tensors, newest first. */
export async function listCheckpoints(): Promise<CheckpointInfo[]> {
  const checkpoints = await stored(async () => (await openDatabase()).getAll('checkpoints'));
  return checkpoints
    .map(({ tensors: _tensors, sha256: _sha256, ...info }) => info)
    .sort((a, b) => b.createdAt - a.createdAt);
}

/** Renames a checkpoint in one transaction; nothing happens when it is gone. */
export function renameCheckpoint(id: string, name: string): Promise<void> {
  return write(['checkpoints'], async (transaction) => {
    const store = transaction.objectStore('checkpoints');
    const checkpoint = await store.get(id);
    if (checkpoint) await store.put({ ...checkpoint, name });
  });
}

/** Deletes a checkpoint; the returned record, put back by `restoreCheckpoint`, undoes it. */
export function deleteCheckpoint(id: string): Promise<Checkpoint | undefined> {
  return write(['checkpoints'], async (transaction) => {
    const store = transaction.objectStore('checkpoints');
    const checkpoint = await store.get(id);
    await store.delete(id);
    return checkpoint;
  });
}

/** Puts a deleted checkpoint back as it was. */
export function restoreCheckpoint(checkpoint: Checkpoint): Promise<void> {
  return stored(async () => {
    await (await openDatabase()).put('checkpoints', checkpoint);
  });
}
