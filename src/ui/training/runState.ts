/** Where the run of this visit is, as its reports tell. Pure. */

import type { HistoryPoint, JudgedOn } from '../../data/schema.ts';
import type { TrainReport, TrainResult } from '../../train/protocol.ts';

type Progress =
  | { kind: 'preparing'; done: number; total: number }
  /** `step`: the last that was reported. `stage`: its index. */
  | {
      kind: 'training';
      step: number;
      epoch: number;
      stage: number;
      accuracy: number;
      metrics: Metrics;
      msLeft: number;
    };

type Metrics = NonNullable<HistoryPoint['metrics']>;

export type Stage = { id: string; label: string; steps: number };

/** The loss was no longer a number at step `from`. */
export type Rollback = { from: number; to: number; learningRate: number };

export type Running = {
  kind: 'running';
  /** null until its record exists. */
  id: string | null;
  steps: number;
  stages: Stage[];
  judgedOn: JudgedOn | null;
  progress: Progress | null;
  /** The last step that is safe from a crash. */
  savedAt: number | null;
  /** Why the latest save failed; null when it did not. */
  unsaved: string | null;
  /** What it was asked to end as, after its present step. */
  ending: 'paused' | 'stopped' | null;
  rollbacks: Rollback[];
};

export type Run =
  | { kind: 'idle' }
  | Running
  /** The trainer died or lost its device: the run goes on as soon as there is another. */
  | { kind: 'interrupted'; id: string }
  | { kind: 'done'; result: TrainResult; rollbacks: Rollback[] }
  | { kind: 'failed'; message: string };

/** A run that has been asked for. @param id of a stored one that goes on */
export const begun = (id: string | null): Running => ({
  kind: 'running',
  id,
  steps: 0,
  stages: [],
  judgedOn: null,
  progress: null,
  savedAt: null,
  unsaved: null,
  ending: null,
  rollbacks: [],
});

/** The run after a report. */
export function reported(run: Running, report: TrainReport): Running {
  switch (report.phase) {
    case 'started':
      return { ...run, id: report.run, steps: report.steps, stages: report.stages, judgedOn: report.judgedOn };
    case 'preparing':
      return { ...run, progress: { kind: 'preparing', done: report.done, total: report.total } };
    case 'training': {
      const { point, epoch, stage, steps, msLeft } = report;
      const { step, accuracy, metrics = {} } = point;
      return { ...run, steps, progress: { kind: 'training', step, epoch, stage, accuracy, metrics, msLeft } };
    }
    case 'saved':
      return { ...run, savedAt: report.step, unsaved: null };
    case 'unsaved':
      return { ...run, unsaved: report.message };
    case 'rolled-back': {
      const { from, to, learningRate } = report;
      return { ...run, rollbacks: [...run.rollbacks, { from, to, learningRate }] };
    }
    case 'map':
      return run;
  }
}

/** Share of the work that is done, 0–1: preparing and training each fill a part of it. */
export function shareDone({ progress, steps }: Running): number {
  const preparing = 0.3;
  if (!progress) return 0;
  if (progress.kind === 'preparing') return (preparing * progress.done) / Math.max(1, progress.total);
  return preparing + ((1 - preparing) * progress.step) / Math.max(1, steps);
}
