/** Writes the collection, its models or both into a zip for the user's downloads, and remembers when. Draws nothing. */

import * as v from 'valibot';
import { create } from 'zustand';
import { readSetting, writeSetting } from '../../data/settings.ts';
import { errorWords } from '../parts/errorWords.ts';
import { megabytes } from '../parts/words.ts';
import { modelsToExport } from '../share/projectModels.ts';
import { whenVisionReady } from '../sources/whenReady.ts';
import { announce } from '../store.ts';
import { whenSaved } from '../writeQueue.ts';
import { download } from './download.ts';

/** When everything was exported last, ms since the epoch; null: never. Absent until it is read. */
type Exporting = {
  stage:
    | { kind: 'idle' }
    | { kind: 'running'; done: number; total: number }
    | { kind: 'done'; name: string; bytes: number }
    | { kind: 'failed'; message: string };
  exportedAt?: number | null;
};

export const useExport = create<Exporting>()(() => ({ stage: { kind: 'idle' } }));
const { getState, setState } = useExport;

const EXPORTED_AT = 'exportedAt';

export async function readExportedAt(): Promise<void> {
  setState({ exportedAt: await readSetting(EXPORTED_AT, v.nullable(v.number()), null) });
}

/** Only samples count as kept elsewhere. */
export async function exportProject({ samples, models }: { samples: boolean; models: boolean }): Promise<void> {
  if (getState().stage.kind === 'running') return;
  const startedAt = new Date();
  setState({ stage: { kind: 'running', done: 0, total: 0 } });
  announce('Export started.');
  try {
    await whenSaved();
    const show = (done: number, total: number) => setState({ stage: { kind: 'running', done, total } });
    const whole = models ? await modelsToExport(show) : [];
    const client = await whenVisionReady();
    const { zip } = await client.call(
      'export',
      { samples, models: whole },
      { onProgress: ({ done, total }) => show(done, total) },
    );
    const name = zipName(startedAt);
    download(zip, name);
    setState({ stage: { kind: 'done', name, bytes: zip.size }, ...(samples && { exportedAt: startedAt.getTime() }) });
    announce(`Exported as ${name}, ${megabytes(zip.size)}.`);
    if (samples) await writeSetting(EXPORTED_AT, startedAt.getTime());
  } catch (thrown) {
    const message = errorWords(thrown);
    setState({ stage: { kind: 'failed', message } });
    announce(`Export failed. ${message}`);
  }
}

/** mien-2026-11-24.zip, by the user's own calendar. */
export function zipName(now: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `mien-${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}.zip`;
}
