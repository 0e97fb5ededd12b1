/** A run's report for the downloads: judged now, then written as Markdown, JSON and its curve. Draws nothing. */

import type { RunInfo } from '../../data/schema.ts';
import { toAppError } from '../../rpc/appError.ts';
import { runJson, runMarkdown } from '../../train/evaluation/runMarkdown.ts';
import { download } from '../importing/download.ts';
import { errorWords } from '../parts/errorWords.ts';
import { bytes } from '../parts/words.ts';
import { answerOf } from '../runFacts.ts';
import { noticeTrainerError } from '../session.ts';
import { whenTrainerReady } from '../sources/whenReady.ts';
import { getState } from '../store.ts';
import { showToast } from '../toasts.ts';
import { whenSaved } from '../writeQueue.ts';
import { curveCsv } from './exportRun.ts';

export async function saveReport(run: RunInfo): Promise<void> {
  const checkpoint = answerOf(run)?.id;
  if (checkpoint === undefined) return;
  showToast(`Judging “${run.name}” for its report…`);
  try {
    // The trainer reads labels from the device.
    await whenSaved();
    const evaluation = await (await whenTrainerReady()).call('evaluate', { checkpoint, part: 'validation' });
    const backend = getState().capabilities?.backend ?? '';
    const { zipOf } = await import('../../data/plainZip.ts');
    const zip = await zipOf([
      ['report.md', runMarkdown(run, evaluation, [['backend of the judging', backend]])],
      ['report.json', runJson(run, evaluation)],
      ['curve.csv', curveCsv(run.history)],
    ]);
    const name = `${run.name} report.zip`;
    download(zip, name);
    showToast(`${name}, ${bytes(zip.size)}: a report as Markdown and JSON, and the curve.`);
  } catch (thrown) {
    const error = toAppError(thrown);
    noticeTrainerError(error);
    showToast(`No report. ${errorWords(error)}`, { tone: 'error' });
  }
}
