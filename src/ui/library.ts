/**
 * The user's collection on the page: every change is shown at once, written right after, and can be undone.
 * What is shown is what is stored: if a write fails, the stored state is shown again. Knows no worker.
 */

import { applied, type Change, type Collection, isEmpty } from '../data/change.ts';
import { loadCollection } from '../data/collection.ts';
import { openDatabase, whenLost } from '../data/database.ts';
import { type History, NO_HISTORY, recorded, redone, undone } from '../data/history.ts';
import { sweepImages } from '../data/images.ts';
import { listRuns } from '../data/runs.ts';
import type { SampleImage } from '../data/schema.ts';
import { deleteEverything, type Remains } from '../data/wipe.ts';
import { joinTabs, type Tabs } from '../data/writer.ts';
import { toAppError } from '../rpc/appError.ts';
import { nextTask } from './nextTask.ts';
import { forgetPictures, rememberPictures } from './pictures.ts';
import { announce, getState, type State, setState } from './store.ts';
import { dismissToast, showToast } from './toasts.ts';
import { dropUnsaved, enqueue, inTurn, unsavedWrites, type Write } from './writeQueue.ts';

let history: History = NO_HISTORY;
let rereading: Promise<void> | undefined;
let tabs: Tabs | undefined;
let role: boolean | undefined;
let askedToPersist = false;
/** The notice whose button takes the latest change back. */
let undoNotice: number | undefined;

/** Joins the other tabs and reads what is stored. Without storage the page goes on in memory and says so. */
export async function openLibrary(): Promise<void> {
  whenLost(() => void showWhatIsLeft().catch(goOnInMemory));
  try {
    await openDatabase();
    tabs = joinTabs({
      onRole: (writes) => void takeRole(writes),
      onNews: (news) => (news === 'wiped' ? location.reload() : reload().catch(goOnInMemory)),
    });
  } catch (thrown) {
    goOnInMemory(thrown);
  }
}

/** What the browser has cleared is gone, whatever the page still shows: new faces would refer to it. */
async function showWhatIsLeft(): Promise<void> {
  const kept = ({ classes, samples, runs }: State) => classes.length + samples.length + runs.length;
  const before = kept(getState());
  await openedAgain();
  if (kept(getState()) >= before) return;
  setState({ savedAt: null, recording: null });
  showToast(
    'The browser has cleared what Mien kept on this device. What you add from now on is kept; export it for a copy of your own.',
    { tone: 'error' },
  );
}

/** While the browser deletes a database it cannot be opened: it takes a moment. */
async function openedAgain(): Promise<void> {
  for (let left = 5; ; left--) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    try {
      return await reload();
    } catch (thrown) {
      if (left === 0) throw thrown;
    }
  }
}

/** Makes this tab the one that writes. */
export function writeHere(): void {
  tabs?.takeOver();
}

async function takeRole(writes: boolean): Promise<void> {
  const first = role === undefined;
  role = writes;
  if (!first && !writes) {
    setState({ storage: { kind: 'ready', writes }, recording: null });
    announce('Another tab of Mien keeps the samples now.');
  }
  try {
    // Only tidying: what fails is tried again on the next visit. Later on, another tab might undo to those pictures.
    if (first && writes) await sweepImages().catch(() => {});
    await reload();
    if (role === writes) setState({ storage: { kind: 'ready', writes } });
  } catch (thrown) {
    goOnInMemory(thrown);
  }
}

function goOnInMemory(thrown: unknown): void {
  setState({
    storage: { kind: 'unavailable', message: toAppError(thrown).message },
    savingSince: null,
    recording: null,
  });
}

/** Shows what is stored, and what is about to be; nothing that was done before can be undone after that. */
export function reload(): Promise<void> {
  rereading ??= inTurn(() => {
    rereading = undefined;
    return readAgain();
  });
  return rereading;
}

async function readAgain(): Promise<void> {
  const [collection, runs] = await Promise.all([loadCollection(), listRuns()]);
  setHistory(NO_HISTORY);
  setState({ ...unsavedWrites().reduce((shown, { change }) => applied(shown, change), collection), runs });
}

/** Deletes everything that is stored. @returns what a fresh count finds in each store @throws `storage` */
export function eraseLibrary(): Promise<Remains> {
  return inTurn(async () => {
    const remains = await deleteEverything();
    tabs?.announce('wiped');
    await readAgain();
    setState({ savedAt: null });
    return remains;
  });
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
  try {
    const change = make(getState());
    if (isEmpty(change)) return false;
    if (refused()) return false;
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

/**
 * Takes in what a worker has already written, as one entry of the history. Nothing else may change the collection
 * meanwhile (`importing`): putting thousands of records in order, and drawing them, are tasks of their own.
 */
export async function adopt(what: string, change: Change): Promise<void> {
  const { classes, samples, split } = applied(getState(), change);
  await nextTask();
  setState({ classes });
  await nextTask();
  setState({ samples, split });
  await nextTask();
  setHistory(recorded(history, { change, what, group: null }));
  noteSaved();
}

/** What is stored has changed: says when, and tells the other tabs. */
export function noteSaved(): void {
  setState({ savedAt: Date.now(), saveFailed: false });
  tabs?.announce('changed');
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
  if (refused()) return;
  if (!next) {
    announce(`Nothing to be ${done.toLowerCase()}.`);
    return;
  }
  take(next.change, []);
  setHistory(next.history);
  announce(`${done}: ${next.entry.what}.`);
}

/** Forgets the history, so that the pictures of deleted samples go and free their space. @throws `storage` */
export function forgetHistory(): Promise<void> {
  setHistory(NO_HISTORY);
  return inTurn(() => sweepImages());
}

/** Why the collection cannot be changed at the moment, and what to do; null when it can. */
export function whyNotChange({ storage, importing }: Pick<State, 'storage' | 'importing'> = getState()): string | null {
  if (storage.kind === 'opening') return 'What is stored is still being read. Try again in a moment.';
  if (storage.kind === 'ready' && !storage.writes) {
    return 'Another tab of Mien is open and keeps the samples. Change them there, or choose “Use this tab”.';
  }
  return importing ? 'An import is running. Wait for its end, or stop it.' : null;
}

/** Whether the collection cannot be changed at the moment; then the reason is shown. */
export function refused(): boolean {
  const reason = whyNotChange();
  if (reason) showToast(reason, { tone: 'error' });
  return reason !== null;
}

function take(change: Change, images: SampleImage[]): void {
  rememberPictures(images);
  show(change);
  if (getState().storage.kind !== 'ready') return;
  setState({ savingSince: getState().savingSince ?? Date.now() });
  enqueue({ change, images }, { onSaved: saved, onFailed: takeBack, onSweep: () => setHistory(NO_HISTORY) });
}

function saved({ images }: Write): void {
  forgetPictures(images);
  setState({ savingSince: unsavedWrites().length > 0 ? Date.now() : null });
  noteSaved();
  persist();
}

/** Shows the stored state again. What waited to be written goes with what failed, because it may rest on it. */
async function takeBack(reason: unknown): Promise<void> {
  showToast(`Not saved. ${toAppError(reason).message}`, { tone: 'error' });
  setState({ saveFailed: true, savingSince: null, recording: null });
  try {
    const stored = await loadCollection();
    for (const { images } of unsavedWrites()) forgetPictures(images);
    dropUnsaved();
    setHistory(NO_HISTORY);
    setState(stored);
  } catch {
    // Neither written nor read: what is shown stays on the page.
    dropUnsaved();
    goOnInMemory(reason);
  }
}

/** The first thing that is kept is the moment to ask that the browser does not clear it by itself. */
function persist(): void {
  if (askedToPersist) return;
  askedToPersist = true;
  void navigator.storage?.persist?.().catch(() => {});
}

function show(change: Change): void {
  setState(applied(getState(), change));
}

function setHistory(next: History): void {
  history = next;
  if (undoNotice !== undefined) dismissToast(undoNotice);
  undoNotice = undefined;
  setState({ undo: next.done.at(-1)?.what ?? null, redo: next.undone.at(-1)?.what ?? null });
}
