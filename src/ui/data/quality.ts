/** Asks the trainer what is odd about the samples, and keeps its answer and what the user decided to keep. Draws nothing. */

import { create } from 'zustand';
import { toAppError } from '../../rpc/appError.ts';
import type { QualityReport } from '../../train/protocol.ts';
import { noticeTrainerError, trainerClient } from '../session.ts';
import { getState, type State } from '../store.ts';
import { showToast } from '../toasts.ts';

export type QualityState = {
  report: QualityReport | null;
  /** Samples as they were when the report was made: what is newer is not covered by it. */
  judged: State['samples'] | null;
  /** Share done of the check in progress. */
  checking: number | null;
  /** Samples whose label the user has confirmed, for this visit. */
  kept: ReadonlySet<string>;
};

export const useQuality = create<QualityState>()(() => ({
  report: null,
  judged: null,
  checking: null,
  kept: new Set(),
}));

const { getState: quality, setState: setQuality } = useQuality;

/** Checks the remembered samples; a check in progress goes on instead. */
export async function checkSamples(): Promise<void> {
  const client = trainerClient();
  if (!client || quality().checking !== null) return;
  const { samples } = getState();
  setQuality({ checking: 0 });
  try {
    const report = await client.call(
      'quality',
      {},
      { onProgress: ({ done, total }) => setQuality({ checking: done / Math.max(1, total) }) },
    );
    setQuality({ report, judged: samples });
  } catch (thrown) {
    const error = toAppError(thrown);
    noticeTrainerError(error);
    if (error.code !== 'worker-died') showToast(error.message, { tone: 'error' });
  } finally {
    setQuality({ checking: null });
  }
}

/** The label is right: it is not doubted again in this visit. */
export function keepLabel(id: string): void {
  setQuality({ kept: new Set([...quality().kept, id]) });
}

/** What of the report still holds: without what was deleted, relabelled or confirmed since. */
export function current(
  { report, kept }: Pick<QualityState, 'report' | 'kept'>,
  { samples, classes }: Pick<State, 'samples' | 'classes'>,
): QualityReport | null {
  if (!report) return null;
  const labels = new Map(samples.map(({ id, classId }) => [id, classId]));
  const known = new Set(classes.map(({ id }) => id));
  return {
    duplicates: report.duplicates
      .map((group) => group.filter((id) => labels.has(id)))
      .filter(({ length }) => length > 1),
    outliers: report.outliers.filter(({ id }) => labels.has(id)),
    mislabelled: report.mislabelled.filter(
      ({ id, classId }) => labels.has(id) && !kept.has(id) && labels.get(id) !== classId && known.has(classId),
    ),
  };
}
