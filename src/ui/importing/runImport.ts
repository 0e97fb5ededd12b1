/** Runs an import in the vision worker and takes what it has written into the library. Whatever happens, what was written is shown. */

import { type Change, type Collection, composed, isEmpty } from '../../data/change.ts';
import { commit, loadCollection } from '../../data/collection.ts';
import { addClass } from '../../data/edits.ts';
import { toAppError } from '../../rpc/appError.ts';
import type { ImportOptions, ImportProgress } from '../../vision/protocol.ts';
import { adopt, reload, undoChange } from '../library.ts';
import { nextTask } from '../nextTask.ts';
import { errorWords } from '../parts/errorWords.ts';
import { count, duration } from '../parts/words.ts';
import { takeModels } from '../share/projectModels.ts';
import { whenVisionReady } from '../sources/whenReady.ts';
import { announce, getState, setState } from '../store.ts';
import { whenSaved } from '../writeQueue.ts';
import { additions } from './additions.ts';
import { importState, setImportState } from './importState.ts';
import { filmsToName } from './naming.ts';
import { timeLeft } from './timeLeft.ts';

/** How often the progress is spoken. */
const SPOKEN_EVERY_MS = 10_000;

let stopper: AbortController | undefined;

/** @param newClass name of a class that loose pictures go into, made first; null: they go where `options` says */
export async function startImport(options: ImportOptions, newClass: string | null): Promise<void> {
  const { files } = importState();
  const { classes, samples, split } = getState();
  const before: Collection = { classes, samples, split };
  const startedAt = Date.now();
  const what = `import “${options.session}”`;
  stopper = new AbortController();
  setState({ importing: true });
  setImportState({ stage: { kind: 'running', progress: null, startedAt, stopping: false } });
  announce(`Import of ${count(files.length, 'file')} started.`);
  try {
    await whenSaved();
    const client = await whenVisionReady();
    const known = before.classes.find(({ name }) => name.toLowerCase() === newClass?.toLowerCase());
    const created = newClass === null || known ? null : addClass(before, crypto.randomUUID(), newClass);
    if (created) await commit(created);
    const classId = known?.id ?? created?.classes[0]?.after?.id ?? options.classId;
    const summary = await client.call(
      'import',
      { files, options: { ...options, classId } },
      { signal: stopper.signal, onProgress: follow(startedAt) },
    );
    // Thousands of records have just arrived, will be taken in, and are shown: each is work enough for one task.
    await nextTask();
    const change = created ? composed(created, summary.change) : summary.change;
    if (!isEmpty(change)) await adopt(what, change);
    await nextTask();
    const seconds = (Date.now() - startedAt) / 1000;
    const models = await takeModels(summary.models);
    const skipped = [...summary.skipped, ...models.skipped];
    const films = filmsToName(summary.films);
    const naming = films.length > 0 ? films : null;
    const told = { ...summary, change, skipped };
    setImportState({
      stage: { kind: 'done', summary: told, models: models.added, what, seconds, naming, cropping: null },
    });
    announce(
      `Import ${summary.stopped ? 'stopped' : 'finished'}. ${count(change.samples.length, 'face')} added, ${count(skipped.length, 'file')} left out.`,
    );
  } catch (thrown) {
    const kept = await keepWritten(before, what);
    const message = failureWords(thrown);
    setImportState({ stage: { kind: 'failed', message, kept, what } });
    announce(`Import failed. ${message}`);
  } finally {
    setState({ importing: false });
  }
}

/** Ends the import softly: what is written stays. */
export function stopImport(): void {
  const { stage } = importState();
  if (stage.kind !== 'running') return;
  setImportState({ stage: { ...stage, stopping: true } });
  stopper?.abort();
}

/** Takes the whole import back. Only while it is the latest change. */
export function undoImport(): void {
  undoChange();
  closeImport();
}

/** Lets the dialog and the files go. */
export function closeImport(): void {
  setImportState({ stage: { kind: 'idle' }, files: [], open: false });
}

function follow(startedAt: number): (progress: ImportProgress) => void {
  let spokenAt = startedAt;
  return (progress) => {
    const { stage } = importState();
    if (stage.kind !== 'running') return;
    setImportState({ stage: { ...stage, progress } });
    if (Date.now() - spokenAt < SPOKEN_EVERY_MS) return;
    spokenAt = Date.now();
    const left = timeLeft(progress, spokenAt - startedAt);
    announce(
      `Import: ${progress.done} read, ${progress.added} added${left === null ? '' : `, ${duration(left)} left`}.`,
    );
  };
}

/** Takes in what was written before the failure. @returns the number of samples */
async function keepWritten(before: Collection, what: string): Promise<number> {
  try {
    const written: Change = additions(before, await loadCollection());
    if (!isEmpty(written)) await adopt(what, written);
    return written.samples.length;
  } catch {
    await reload().catch(() => {}); // the failure itself is told; the page keeps what it shows
    return 0;
  }
}

function failureWords(thrown: unknown): string {
  if (toAppError(thrown).code !== 'worker-died') return errorWords(thrown);
  return 'Face finding stopped unexpectedly and is being started again. Import the same files once more to go on: pictures that are stored already are not added twice.';
}
