/** The stored training results on the page: listed, renamed, deleted, restored. Knows no worker. */

import {
  deleteCheckpoint,
  listCheckpoints,
  restoreCheckpoint,
  renameCheckpoint as storeName,
} from '../data/checkpoints.ts';
import { toAppError } from '../rpc/appError.ts';
import { noteSaved, refused } from './library.ts';
import { getState, setState } from './store.ts';
import { showToast } from './toasts.ts';

export async function refreshCheckpoints(): Promise<void> {
  setState({ checkpoints: await listCheckpoints() });
  noteSaved();
}

export async function renameCheckpoint(id: string, name: string): Promise<void> {
  if (refused()) return;
  setState({
    checkpoints: getState().checkpoints.map((candidate) => (candidate.id === id ? { ...candidate, name } : candidate)),
  });
  try {
    await storeName(id, name);
    noteSaved();
  } catch (thrown) {
    showToast(`Not saved. ${toAppError(thrown).message}`, { tone: 'error' });
  }
}

/** @param undone runs after the checkpoint was put back */
export async function removeCheckpoint(id: string, undone: () => void): Promise<void> {
  try {
    const record = await deleteCheckpoint(id);
    await refreshCheckpoints();
    if (!record) return;
    const restore = async () => {
      await restoreCheckpoint(record);
      await refreshCheckpoints();
      undone();
    };
    showToast(`Deleted the checkpoint “${record.name}”.`, {
      undo: () => {
        restore().catch((thrown) => showToast(`Not restored. ${toAppError(thrown).message}`, { tone: 'error' }));
      },
    });
  } catch (thrown) {
    showToast(`The checkpoint could not be deleted. ${toAppError(thrown).message}`, { tone: 'error' });
  }
}
