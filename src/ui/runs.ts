/** The stored runs on the page: listed, renamed, pinned, deleted, restored. Knows no worker. */

import * as store from '../data/runs.ts';
import { toAppError } from '../rpc/appError.ts';
import { noteSaved, refused } from './library.ts';
import { runOf } from './runFacts.ts';
import { announce, getState, setState } from './store.ts';
import { showToast } from './toasts.ts';

export async function refreshRuns(): Promise<void> {
  setState({ runs: await store.listRuns() });
  noteSaved();
}

export async function renameRun(id: string, name: string): Promise<void> {
  if (refused()) return;
  setState({ runs: getState().runs.map((run) => (run.id === id ? { ...run, name } : run)) });
  await orSay('Not saved.', async () => {
    await store.renameRun(id, name);
    noteSaved();
  });
}

/** Keeps a copy of a checkpoint that no later step replaces. */
export async function pinCheckpoint(id: string): Promise<void> {
  if (refused()) return;
  await orSay('The checkpoint could not be pinned.', async () => {
    await store.pinCheckpoint(id);
    await refreshRuns();
    announce('Pinned: no later step replaces it.');
  });
}

/** @param undone runs after the run was put back */
export async function removeRun(id: string, undone: () => void): Promise<void> {
  await orSay('The run could not be deleted.', async () => {
    const whole = await store.deleteRun(id);
    await refreshRuns();
    if (whole) offerBack(`Deleted the run “${whole.run.name}”.`, whole, undone);
  });
}

/** @param undone runs after the checkpoint was put back */
export async function removeCheckpoint(id: string, undone: () => void): Promise<void> {
  const name = runOf(getState().runs, id)?.name ?? '';
  await orSay('The checkpoint could not be deleted.', async () => {
    const whole = await store.deleteCheckpoint(id);
    await refreshRuns();
    if (whole) offerBack(`Deleted a checkpoint of “${name}”.`, whole, undone);
  });
}

function offerBack(text: string, whole: store.WholeRun, undone: () => void): void {
  const restore = async () => {
    await store.restoreRun(whole);
    await refreshRuns();
    undone();
  };
  showToast(text, { undo: () => void orSay('Not restored.', restore) });
}

async function orSay(failed: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    showToast(`${failed} ${toAppError(thrown).message}`, { tone: 'error' });
  }
}
