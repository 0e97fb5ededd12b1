/**
 * The user's collection on the page: every change is shown at once, written right after, and can be undone.
 * What is shown is what is stored: if a write fails, the stored state is shown again. Knows no worker.
 */

import { applied, type Change, type Collection, isEmpty } from '../data/change.ts';
import { listCheckpoints } from '../data/checkpoints.ts';
import { commit, loadCollection } from '../data/collection.ts';
import { openDatabase } from '../data/database.ts';
import { type History, NO_HISTORY, recorded, redone, undone } from '../data/history.ts';
import { sweepImages } from '../data/images.ts';
import type { SampleImage } from '../data/schema.ts';
import { joinTabs, type Writer } from '../data/writer.ts';
import { toAppError } from '../rpc/appError.ts';
import { forgetPictures, rememberPictures } from './pictures.ts';
import { announce, getState, setState } from './store.ts';
import { dismissToast, showToast } from './toasts.ts';

let history: History = NO_HISTORY;
/** Writes happen one after the other. */
let writing: Promise<void> = Promise.resolve();
let tabs: Writer | undefined;
/** The notice whose button takes the latest change back. */
let undoNotice: number | undefined;

/** Reads what is stored and joins the other tabs. Without storage the page goes on in memory and says so. */
export async function openLibrary(): Promise<void> {
  try {
    await openDatabase();
    await reload();
    setState({ storage: { kind: 'ready', writes: true } });
    tabs = joinTabs({ onRole: (writes) => void takeRole(writes), onChange: () => void reload() });
  } catch (thrown) {
    setState({ storage: { kind: 'unavailable', message: toAppError(thrown).message } });
  }
}

/** Makes this tab the one that writes. */
export function writeHere(): void {
  tabs?.takeOver();
}

async function takeRole(writes: boolean): Promise<void> {
  setState({ storage: { kind: 'ready', writes } });
  if (writes) await sweepImages().catch(() => {}); // only tidying: the next visit tries again
  await reload();
}

/** Shows what is stored; nothing that was done before can be undone after that. */
export async function reload(): Promise<void> {
  const [collection, checkpoints] = await Promise.all([loadCollection(), listCheckpoints()]);
  setHistory(NO_HISTORY);
  setState({ ...collection, checkpoints });
}

/**
 * Changes the collection: at once on the page, right after on the device.
 * @param what finishes “Undo: …”
 * @param images of new samples
 * @param group changes of one group that follow each other are undone together
 * @returns whether anything was changed; where it was not allowed, the reason is shown
 */
export function perform(
  what: string,
  make: (collection: Collection) => Change,
  { images = [], group = null }: { images?: SampleImage[]; group?: string | null } = {},
): boolean {
  const refusal = whyNotChange();
  try {
    const change = make(getState());
    if (isEmpty(change)) return false;
    if (refusal) {
      showToast(refusal, { tone: 'error' });
      return false;
    }
    take(change, images);
    setHistory(recorded(history, { change, what, group }));
    return true;
  } catch (thrown) {
    showToast(toAppError(thrown).message, { tone: 'error' });
    return false;
  }
}

/** As `perform`, with a notice that offers to take it back. */
export function performWithNotice(text: string, what: string, make: (collection: Collection) => Change): void {
  if (perform(what, make)) undoNotice = showToast(text, { undo: undoChange });
}

/** Takes in what a worker has already written, as one entry of the history. */
export function adopt(what: string, change: Change): void {
  show(change);
  setHistory(recorded(history, { change, what, group: null }));
  setState({ savedAt: Date.now() });
  tabs?.announce();
}

/** Takes the latest change back. */
export function undoChange(): void {
  step(undone(history), 'Undone');
}

/** Does the change again that was taken back last. */
export function redoChange(): void {
  step(redone(history), 'Redone');
}

function step(next: ReturnType<typeof undone>, done: string): void {
  const refusal = whyNotChange();
  if (!next || refusal) {
    if (refusal) showToast(refusal, { tone: 'error' });
    else announce(`Nothing to be ${done.toLowerCase()}.`);
    return;
  }
  take(next.change, []);
  setHistory(next.history);
  announce(`${done}: ${next.entry.what}.`);
}

/** Forgets the history, so that the pictures of deleted samples go and free their space. */
export async function forgetHistory(): Promise<void> {
  setHistory(NO_HISTORY);
  await sweepImages();
}

function whyNotChange(): string | null {
  const { storage, importing } = getState();
  if (storage.kind === 'ready' && !storage.writes) {
    return 'Another tab of Mien is open and keeps the samples. Change them there, or choose “Use this tab”.';
  }
  return importing ? 'An import is running. Wait for its end, or stop it.' : null;
}

function take(change: Change, images: SampleImage[]): void {
  if (undoNotice !== undefined) dismissToast(undoNotice);
  undoNotice = undefined;
  rememberPictures(images);
  show(change);
  if (getState().storage.kind !== 'ready') return;
  writing = writing.then(() => save(change, images));
}

async function save(change: Change, images: SampleImage[]): Promise<void> {
  try {
    await commit(change, images).catch(async (thrown) => {
      // Where the space is used up, what was deleted before makes room.
      if (toAppError(thrown).code !== 'storage') throw thrown;
      await forgetHistory();
      await commit(change, images);
    });
    setState({ savedAt: Date.now() });
    tabs?.announce();
  } catch (thrown) {
    showToast(`Not saved. ${toAppError(thrown).message}`, { tone: 'error' });
    await reload().catch(() => {}); // what cannot be read stays as it is on the page
  } finally {
    forgetPictures(images);
  }
}

/** Resolves when everything done so far is on the device, or has failed and was told. */
export function whenSaved(): Promise<void> {
  return writing;
}

function show(change: Change): void {
  setState(applied(getState(), change));
}

function setHistory(next: History): void {
  history = next;
  setState({ undo: next.done.at(-1)?.what ?? null, redo: next.undone.at(-1)?.what ?? null });
}
