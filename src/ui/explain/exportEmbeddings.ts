/** Asks the trainer for the embeddings of the samples and hands them to the downloads. Draws nothing. */

import { toAppError } from '../../rpc/appError.ts';
import { download } from '../importing/download.ts';
import { errorWords } from '../parts/errorWords.ts';
import { count, megabytes } from '../parts/words.ts';
import { noticeTrainerError, trainerClient } from '../session.ts';
import { showToast } from '../toasts.ts';
import { whenSaved } from '../writeQueue.ts';
import { mapState, setMap } from './mapState.ts';

/** @param model of which checkpoint; null: the base @param name of the file */
export async function exportEmbeddings(model: string | null, name: string, pictures: boolean): Promise<void> {
  if (mapState().working !== null) return;
  setMap({ working: 0, problem: null });
  try {
    // The trainer reads the samples from the device.
    await whenSaved();
    const onProgress = ({ done, total }: { done: number; total: number }) =>
      setMap({ working: done / Math.max(1, total) });
    const made = await trainerClient()?.call('embeddings', { checkpoint: model, pictures }, { onProgress });
    if (!made) return;
    const file = `${name} embeddings.zip`;
    download(made.zip, file);
    const all = made.samples === made.of ? '' : ` of ${made.of.toLocaleString('en')}`;
    showToast(`${file}: ${count(made.samples, 'sample')}${all}, ${megabytes(made.zip.size)}.`);
  } catch (thrown) {
    const error = toAppError(thrown);
    noticeTrainerError(error);
    if (error.code !== 'worker-died') setMap({ problem: errorWords(error) });
  } finally {
    setMap({ working: null });
  }
}
