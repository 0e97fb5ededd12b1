/** What can be told of the stored runs and their checkpoints. Pure. */

import type { Checkpoint, RunInfo, RunState } from '../data/schema.ts';
import type { Run } from './training/runState.ts';

/** The run that a checkpoint is of. */
export function runOf(runs: readonly RunInfo[], checkpoint: string): RunInfo | undefined {
  return runs.find(({ checkpoints }) => checkpoints.some(({ id }) => id === checkpoint));
}

/** The checkpoint that answers for a run: its best, else its last, else any that is left. */
export function answerOf({ checkpoints }: RunInfo): Checkpoint | undefined {
  const first = (kind: Checkpoint['kind']) => checkpoints.find((checkpoint) => checkpoint.kind === kind);
  return first('best') ?? first('last') ?? checkpoints[0];
}

/** Bytes of its checkpoints. */
export const bytesOf = ({ checkpoints }: RunInfo): number => checkpoints.reduce((sum, { bytes }) => sum + bytes, 0);

/** Steps that it was planned to have. */
export const plannedOf = ({ stageSteps }: RunInfo): number => stageSteps.reduce((sum, steps) => sum + steps, 0);

/** As its record says, but for one that nobody is running although its record says so. */
export function standingOf({ id, state }: RunInfo, live: Run): RunState | 'interrupted' {
  const here = live.kind === 'running' && live.id === id;
  return state === 'running' && !here ? 'interrupted' : state;
}

/** Whether it can go on: its samples are known, and so is the state it is in, which before the first save is its start. */
export const canGoOn = ({ resumable, step, checkpoints }: RunInfo): boolean =>
  resumable && (step === 0 || checkpoints.some(({ kind }) => kind === 'last'));

/** The newest run, where it waits to go on. */
export function waitingRun(runs: readonly RunInfo[], live: Run): RunInfo | undefined {
  const [newest] = runs;
  if (!newest || !canGoOn(newest) || live.kind === 'running') return undefined;
  const standing = standingOf(newest, live);
  return standing === 'paused' || standing === 'interrupted' ? newest : undefined;
}
