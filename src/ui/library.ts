/** The user's classes, samples and checkpoints: shown at once, written to this device right after. Knows no worker. */

import {
  deleteCheckpoint,
  listCheckpoints,
  restoreCheckpoint,
  renameCheckpoint as storeCheckpointName,
} from '../data/checkpoints.ts';
import { deleteClass, listClasses, putClass, restoreClass } from '../data/classes.ts';
import { openDatabase } from '../data/database.ts';
import { deleteSamples, listSamples, putSamples } from '../data/samples.ts';
import type { ExpressionClass, Sample } from '../data/schema.ts';
import { toAppError } from '../rpc/appError.ts';
import { nextColour } from './palette.ts';
import { announce, getState, setState } from './store.ts';
import { showToast } from './toasts.ts';

/** Samples a class needs before training makes sense. */
export const ENOUGH_SAMPLES = 5;

/** Reads what is stored. Without storage the page goes on in memory and says so. */
export async function openLibrary(): Promise<void> {
  try {
    await openDatabase();
    const [classes, samples, checkpoints] = await Promise.all([listClasses(), listSamples(), listCheckpoints()]);
    setState({ storage: { kind: 'ready' }, classes, samples, checkpoints });
  } catch (thrown) {
    setState({ storage: { kind: 'unavailable', message: toAppError(thrown).message } });
  }
}

/** Writes a change that is already shown. A failure is told, with what to do; the page keeps its state. */
function persist(write: () => Promise<unknown>): void {
  if (getState().storage.kind !== 'ready') return;
  write().then(
    () => setState({ savedAt: Date.now() }),
    (thrown) => showToast(`Not saved. ${toAppError(thrown).message}`, { tone: 'error' }),
  );
}

export function addClass(name: string): ExpressionClass {
  const { classes } = getState();
  const record: ExpressionClass = {
    id: crypto.randomUUID(),
    name: name.trim(),
    colour: nextColour(classes.map(({ colour }) => colour)),
    order: Math.max(0, ...classes.map(({ order }) => order)) + 1,
  };
  setState({ classes: [...classes, record] });
  persist(() => putClass(record));
  announce(`Class ${record.name} added.`);
  return record;
}

/** Renames or recolours a class; its samples and trained models stay as they are. */
export function changeClass(id: string, change: { name?: string; colour?: string }): void {
  const { classes } = getState();
  const before = classes.find((candidate) => candidate.id === id);
  if (!before) return;
  const after = { ...before, ...change };
  setState({ classes: classes.map((candidate) => (candidate.id === id ? after : candidate)) });
  persist(() => putClass(after));
}

export function removeClass(id: string): void {
  const { classes, samples } = getState();
  const record = classes.find((candidate) => candidate.id === id);
  if (!record) return;
  const removed = samples.filter(({ classId }) => classId === id);
  setState({
    classes: classes.filter((candidate) => candidate.id !== id),
    samples: samples.filter(({ classId }) => classId !== id),
  });
  persist(() => deleteClass(id));
  showToast(`Deleted “${record.name}”${removed.length ? ` with ${count(removed.length, 'sample')}` : ''}.`, {
    undo: () => {
      setState((now) => ({
        classes: [...now.classes, record].sort((a, b) => a.order - b.order),
        samples: inOrder([...now.samples, ...removed]),
      }));
      persist(() => restoreClass(record, removed));
    },
  });
}

export function addSample(sample: Sample): void {
  setState({ samples: [...getState().samples, sample] });
  persist(() => putSamples([sample]));
}

export function removeSample(id: string): void {
  const { samples } = getState();
  const removed = samples.find((sample) => sample.id === id);
  if (!removed) return;
  setState({ samples: samples.filter((sample) => sample.id !== id) });
  persist(() => deleteSamples([id]));
  showToast('Sample deleted.', {
    undo: () => {
      setState((now) => ({ samples: inOrder([...now.samples, removed]) }));
      persist(() => putSamples([removed]));
    },
  });
}

export async function refreshCheckpoints(): Promise<void> {
  setState({ checkpoints: await listCheckpoints(), savedAt: Date.now() });
}

export function renameCheckpoint(id: string, name: string): void {
  setState({
    checkpoints: getState().checkpoints.map((candidate) => (candidate.id === id ? { ...candidate, name } : candidate)),
  });
  persist(() => storeCheckpointName(id, name));
}

/** @param undone runs after the checkpoint was put back */
export async function removeCheckpoint(id: string, undone: () => void): Promise<void> {
  try {
    const record = await deleteCheckpoint(id);
    await refreshCheckpoints();
    if (!record) return;
    showToast(`Deleted the checkpoint “${record.name}”.`, {
      undo: () => {
        persist(async () => {
          await restoreCheckpoint(record);
          await refreshCheckpoints();
          undone();
        });
      },
    });
  } catch (thrown) {
    showToast(`The checkpoint could not be deleted. ${toAppError(thrown).message}`, { tone: 'error' });
  }
}

const inOrder = (samples: Sample[]): Sample[] => samples.sort((a, b) => a.recordedAt - b.recordedAt);

/** “1 sample”, “3 samples”. */
export const count = (n: number, noun: string): string => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
