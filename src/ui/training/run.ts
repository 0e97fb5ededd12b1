/** Starts, follows and stops a training run, and puts models beside the base. Draws nothing. */

import { type AppError, toAppError } from '../../rpc/appError.ts';
import type { TrainOptions, TrainReport } from '../../train/protocol.ts';
import { refreshCheckpoints, removeCheckpoint } from '../checkpoints.ts';
import { refused } from '../library.ts';
import { errorWords } from '../parts/errorWords.ts';
import { setPreferences } from '../preferences.ts';
import { noticeTrainerError, trainerClient } from '../session.ts';
import { announce, getState, type State, setState } from '../store.ts';
import { ENOUGH_SAMPLES } from '../teach/classes.ts';
import { showToast } from '../toasts.ts';
import { addCurvePoint, clearCurve } from './curve.ts';

export const DEFAULT_OPTIONS: TrainOptions = { epochs: 12, batchSize: 32, learningRate: 0.003, views: 8, seed: 1 };

let options = DEFAULT_OPTIONS;

/** The settings of the next run, as the form last left them. */
export const trainingOptions = (): TrainOptions => options;

export function setTrainingOptions(next: TrainOptions): void {
  options = next;
}

/** How often training news is spoken, ms. */
const NEWS_MS = 5_000;

/** Why training cannot start yet, as a sentence that says what to do; null when it can. */
export function whyNotTrain({ classes: all, samples, storage, trainer }: State): string | null {
  const classes = all.filter(({ enabled }) => enabled);
  if (storage.kind === 'unavailable') {
    return 'Training reads the samples from this device’s storage, which this browser has switched off here.';
  }
  if (storage.kind === 'ready' && !storage.writes)
    return 'Another tab of Mien is open and keeps the samples: train there.';
  if (classes.length < 2) {
    return classes.length === 0
      ? 'Add two classes first: the expressions to tell apart.'
      : 'Add one more class: training tells at least two apart.';
  }
  const counts = classes.map(({ id, name }) => ({ name, n: samples.filter(({ classId }) => classId === id).length }));
  const short = counts.filter(({ n }) => n < ENOUGH_SAMPLES);
  const [first] = short;
  if (first) {
    const others =
      short.length > 1
        ? ` So ${short.length > 2 ? 'do' : 'does'} ${listed(short.slice(1).map(({ name }) => `“${name}”`))}.`
        : '';
    return `“${first.name}” needs ${ENOUGH_SAMPLES - first.n} more ${ENOUGH_SAMPLES - first.n === 1 ? 'sample' : 'samples'}.${others}`;
  }
  if (trainer.kind === 'loading') return 'The trainer is still loading.';
  if (trainer.kind === 'failed') return 'The trainer is not running. The notice above the preview says what to do.';
  return null;
}

const listed = (names: string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** Trains on the stored samples; the result answers beside the base model at once. */
export async function startTraining(options: TrainOptions): Promise<void> {
  const client = trainerClient();
  const { run, checkpoints } = getState();
  if (!client || run.kind === 'running') return;
  clearCurve();
  setState({ run: { kind: 'running', report: null, stopping: false } });
  announce('Training started.');
  let newsAt = performance.now();
  const onProgress = (report: TrainReport) => {
    const { run: now } = getState();
    if (now.kind !== 'running') return;
    setState({ run: { ...now, report } });
    if (report.phase !== 'training') return;
    addCurvePoint({ step: report.step, loss: report.loss, accuracy: report.accuracy }, report.steps);
    if (performance.now() - newsAt < NEWS_MS) return;
    newsAt = performance.now();
    announce(`Step ${report.step} of ${report.steps}, accuracy ${Math.round(report.accuracy * 100)} percent.`);
  };
  try {
    const name = nextName(checkpoints.map((checkpoint) => checkpoint.name));
    const result = await client.call('train', { options, name }, { onProgress });
    setPreferences({ checkpoint: result.checkpoint });
    await refreshCheckpoints();
    setState({ own: result.own, run: { kind: 'done', result } });
    announce(result.stopped ? 'Training stopped; what it had learned is saved.' : 'Training finished and saved.');
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'aborted') {
      setState({ run: { kind: 'idle' } });
      showToast(error.message);
      return;
    }
    setState({ run: { kind: 'failed', message: explain(error) } });
    noticeTrainerError(error);
    announce('Training did not finish.');
  }
}

function explain(error: AppError): string {
  const { code } = error;
  if (code === 'worker-died' || code === 'gpu-lost') {
    return 'The run was interrupted: the trainer stopped unexpectedly and was started again. Your samples and earlier checkpoints are safe. Train again to repeat the run.';
  }
  return errorWords(error);
}

/** “Model 3” after two others; a number that is free. */
function nextName(taken: string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`Model ${number}`)) number += 1;
  return `Model ${number}`;
}

/** Ends the run after its present step; what it has learned so far is kept. */
export async function stopTraining(): Promise<void> {
  const { run } = getState();
  if (run.kind !== 'running' || run.stopping) return;
  setState({ run: { ...run, stopping: true } });
  await trainerClient()
    ?.call('stop', {})
    .catch(() => {}); // the run's own call reports what went wrong
}

/** Puts a checkpoint beside the base model, or takes it away (null). */
export async function useCheckpoint(checkpoint: string | null): Promise<void> {
  try {
    const own = (await trainerClient()?.call('restore', { checkpoint })) ?? null;
    setPreferences({ checkpoint });
    setState({ own });
    announce(own ? 'Your model now answers beside the base model.' : 'Only the base model answers now.');
  } catch (thrown) {
    showToast(errorWords(thrown), { tone: 'error' });
  }
}

/** Deletes a checkpoint; an undo puts it back, and back into use if it was. */
export async function deleteCheckpoint(id: string): Promise<void> {
  if (refused()) return;
  const wasUsed = getState().own?.checkpoint === id;
  if (wasUsed) await useCheckpoint(null);
  await removeCheckpoint(id, () => {
    if (wasUsed) void useCheckpoint(id);
  });
}
