/** A run's record while it goes on: its curves, its checkpoints, how it ended. Knows no tensors. */

import type { NewCheckpoint } from '../data/runs.ts';
import type { HistoryPoint, RunRecord, RunState } from '../data/schema.ts';

export type Keeper = {
  record: () => RunRecord;
  point: (point: HistoryPoint) => void;
  /** Keeps the state of this point as the last checkpoint and, where it is, as the best. */
  save: (file: ArrayBuffer, point: HistoryPoint) => Promise<void>;
  /** Forgets the points after a step: the run went back to it. */
  goBack: (step: number) => void;
  end: (state: RunState, message?: string) => Promise<void>;
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
  await save(record, []);
  return {
    record: () => record,
    seconds,
    point: (point) => {
      record = { ...record, history: thinned([...record.history, point]) };
    },
    save: async (file, { step, loss, accuracy }) => {
      const metrics = { ...record.metrics, loss, accuracy, seconds: seconds() };
      record = { ...record, step, seconds: seconds(), updatedAt: now(), metrics };
      const { id } = record;
      const made = { run: id, createdAt: now(), step, metrics, tensors: file };
      const checkpoints: NewCheckpoint[] = [{ ...made, id: lastCheckpoint(id), kind: 'last' }];
      if (accuracy > best) checkpoints.push({ ...made, id: `${id} best`, kind: 'best' });
      await save(record, checkpoints);
      best = Math.max(best, accuracy);
    },
    goBack: (step) => {
      record = { ...record, history: record.history.filter((point) => point.step <= step) };
    },
    end: async (state, message) => {
      record = { ...record, state, message: message ?? null, updatedAt: now() };
      await save(record, []);
    },
  };
}

function thinned(points: HistoryPoint[]): HistoryPoint[] {
  return points.length <= MOST_POINTS ? points : points.filter((_, i) => i % 2 === 1 || i === points.length - 1);
}
