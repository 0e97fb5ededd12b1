/** A run's record while it goes on: its curves, its checkpoints, how it ended. Knows no tensors. */

import type { NewCheckpoint } from '../data/runs.ts';
import type { HistoryPoint, RunRecord, RunState } from '../data/schema.ts';
import { toAppError } from '../rpc/appError.ts';

/** What a run came to when it was last saved. `unsaved`: why the store refused it, and another try; null when it is kept. */
export type Latest = {
  run: RunRecord;
  tensors: ArrayBuffer;
  unsaved: { message: string; keep: () => Promise<void> } | null;
};

export type Keeper = {
  record: () => RunRecord;
  point: (point: HistoryPoint) => void;
  /** Keeps the state of this point as the last checkpoint and, where it is, as the best, and how the run stands. */
  save: (tensors: ArrayBuffer, point: HistoryPoint, state: RunState) => Promise<Latest>;
  /** What was last saved in this part of the run; null before. */
  latest: () => Latest | null;
  /** Forgets the points after a step: the run went back to it. */
  goBack: (step: number) => void;
  /** Writes down why the run ended by itself. */
  fail: (message: string) => Promise<void>;
  /** Spent on the run in all its parts. */
  seconds: () => number;
};

/** Points of a run's curves that are kept: every second one goes when there are more. */
const MOST_POINTS = 2_000;

export const lastCheckpoint = (run: string): string => `${run} last`;

/** Tells that the run is there before its first step, so that one that is killed early is not forgotten. */
export async function keepRun(
  before: RunRecord,
  save: (run: RunRecord, checkpoints: readonly NewCheckpoint[]) => Promise<void>,
  now: () => number,
): Promise<Keeper> {
  let record = before;
  let best = before.history.reduce((most, { accuracy }) => Math.max(most, accuracy), Number.NEGATIVE_INFINITY);
  const begun = now();
  const seconds = () => before.seconds + (now() - begun) / 1000;
  let latest: Latest | null = null;
  await save(record, []);
  return {
    record: () => record,
    seconds,
    point: (point) => {
      record = { ...record, history: thinned([...record.history, point]) };
    },
    save: async (tensors, { step, loss, accuracy }, state) => {
      const metrics = { ...record.metrics, loss, accuracy, seconds: seconds() };
      const next = { ...record, step, state, seconds: seconds(), updatedAt: now(), metrics };
      const { id } = next;
      const made = { run: id, createdAt: now(), step, metrics, tensors };
      const checkpoints: NewCheckpoint[] = [{ ...made, id: lastCheckpoint(id), kind: 'last' }];
      if (accuracy > best) checkpoints.push({ ...made, id: `${id} best`, kind: 'best' });
      const keep = () => save(next, checkpoints);
      try {
        await keep();
        record = next;
        best = Math.max(best, accuracy);
        latest = { run: next, tensors, unsaved: null };
      } catch (thrown) {
        const { code, message } = toAppError(thrown);
        if (code !== 'storage') throw thrown;
        // The record stays at the step that its checkpoint is of.
        latest = { run: next, tensors, unsaved: { message, keep } };
      }
      return latest;
    },
    latest: () => latest,
    goBack: (step) => {
      record = { ...record, history: record.history.filter((point) => point.step <= step) };
    },
    fail: async (message) => {
      record = { ...record, state: 'failed', message, updatedAt: now() };
      // Without room for a line the run counts as interrupted.
      await save(record, []).catch(() => {});
    },
  };
}

function thinned(points: HistoryPoint[]): HistoryPoint[] {
  return points.length <= MOST_POINTS ? points : points.filter((_, i) => i % 2 === 1 || i === points.length - 1);
}
