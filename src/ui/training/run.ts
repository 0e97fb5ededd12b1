/** Starts, follows, pauses and stops a training run, goes on with stored ones, and puts models beside the base. Draws nothing. */

import { type AppError, toAppError } from '../../rpc/appError.ts';
import type { TrainReport, TrainResult } from '../../train/protocol.ts';
import { addFrame } from '../explain/frames.ts';
import { refused } from '../library.ts';
import { errorWords } from '../parts/errorWords.ts';
import { setPreferences, type TrainingChoices } from '../preferences.ts';
import { canGoOn, runOf } from '../runFacts.ts';
import { refreshRuns, removeCheckpoint, removeRun } from '../runs.ts';
import { noticeTrainerError, onTrainerReady, trainerClient } from '../session.ts';
import { announce, getState, openLab, type State, setState } from '../store.ts';
import { ENOUGH_SAMPLES } from '../teach/classes.ts';
import { showToast } from '../toasts.ts';
import { addCurvePoint, beginCurve } from './curve.ts';
import { type Supply, shortage, supplyOf } from './needs.ts';
import { sayNews } from './news.ts';
import { begun, reported } from './runState.ts';
import { methodOf, runOptions } from './settings.ts';

/** So often a run is taken up again after deaths of the trainer; then it waits for the user. */
const MOST_REVIVALS = 3;
let revivals = 0;

let counted: { of: Pick<State, 'classes' | 'samples' | 'split'>; supply: Supply } | undefined;

/** What there is to learn from. The store's listeners ask far oftener than it changes. */
export function supply({ classes, samples, split }: Pick<State, 'classes' | 'samples' | 'split'>): Supply {
  const { of } = counted ?? {};
  if (!counted || of?.classes !== classes || of.samples !== samples || of.split !== split) {
    counted = { of: { classes, samples, split }, supply: supplyOf(classes, samples, split) };
  }
  return counted.supply;
}

/** Changes the settings of the next run, for later visits too. */
export function chooseTraining(training: TrainingChoices): void {
  setState({ training });
  setPreferences({ training });
}

/** Why training by a method cannot start yet, as a sentence that says what to do; null when it can. */
export function whyNotTrain(state: State, objective = state.training.objective): string | null {
  const { storage, trainer, capabilities } = state;
  if (storage.kind === 'unavailable') {
    return 'Training reads the samples from this device’s storage, which this browser has switched off here.';
  }
  if (storage.kind === 'ready' && !storage.writes)
    return 'Another tab of Mien is open and keeps the samples: train there.';
  const needs = capabilities
    ? methodOf(capabilities, objective).needs
    : { perClass: ENOUGH_SAMPLES, samples: 0, unlabelled: false };
  const missing = shortage(needs, supply(state));
  if (missing) return missing;
  if (trainer.kind === 'loading' || !capabilities) return 'The trainer is still loading.';
  if (trainer.kind === 'failed') return 'The trainer is not running. The notice above the preview says what to do.';
  return null;
}

/** Trains on the stored samples; the result answers beside the base model at once. */
export async function startTraining(): Promise<void> {
  const client = trainerClient();
  const { run, runs, capabilities, training } = getState();
  if (!client || !capabilities || run.kind === 'running') return;
  revivals = 0;
  const name = nextName(runs.map((stored) => stored.name));
  const options = runOptions(capabilities, training);
  beginCurve([]);
  setState({ run: begun(null) });
  announce('Training started.');
  await finish((onProgress) => client.call('train', { options, name }, { onProgress }));
}

/** Chooses a method and trains with it, in view of its curves. */
export async function trainWith(objective: string): Promise<void> {
  chooseTraining({ ...getState().training, objective });
  openLab('train');
  await startTraining();
}

/** Goes on with a stored run from its last checkpoint, for some epochs more than planned. */
export async function resumeTraining(id: string, epochs = 0): Promise<void> {
  revivals = 0;
  await goOn(id, epochs);
}

async function goOn(id: string, epochs: number): Promise<void> {
  const client = trainerClient();
  const { run, runs } = getState();
  if (!client || run.kind === 'running' || refused()) return;
  beginCurve(runs.find((stored) => stored.id === id)?.history ?? []);
  setState({ run: begun(id) });
  announce('Training goes on.');
  await finish((onProgress) => client.call('resume', { run: id, epochs }, { onProgress }));
}

/** Takes an interrupted run up again after every start of the trainer. */
export function reviveRuns(): void {
  onTrainerReady(() => void revive());
}

async function revive(): Promise<void> {
  const { run } = getState();
  if (run.kind !== 'interrupted') return;
  await refreshRuns().catch(() => {});
  const stored = getState().runs.find(({ id }) => id === run.id);
  if (!stored || !canGoOn(stored)) return setState({ run: { kind: 'failed', message: LOST } });
  revivals += 1;
  await goOn(run.id, 0);
}

async function finish(call: (onProgress: (report: TrainReport) => void) => Promise<TrainResult>): Promise<void> {
  try {
    const result = await call(follow);
    const { run } = getState();
    if (!result.unsaved) setPreferences({ checkpoint: result.checkpoint });
    await refreshRuns();
    const rollbacks = run.kind === 'running' ? run.rollbacks : [];
    setState({ own: result.own, run: { kind: 'done', result, rollbacks } });
    announce(result.unsaved ? 'Training ended, but its end could not be saved.' : ENDED[result.state]);
  } catch (thrown) {
    await failed(toAppError(thrown));
  }
}

const ENDED: { [S in TrainResult['state']]: string } = {
  paused: 'Training paused; it can go on from here at any time.',
  stopped: 'Training stopped; what it had learned is saved.',
  done: 'Training finished and saved.',
};

/** What is done with the reports of a run. */
function follow(report: TrainReport): void {
  const { run } = getState();
  if (run.kind !== 'running') return;
  const next = reported(run, report);
  if (next !== run) setState({ run: next });
  // Lists show a run from its start on, and as far as it is safe.
  if (report.phase === 'started' || report.phase === 'saved') void refreshRuns().catch(() => {});
  if (report.phase === 'map') addFrame(report.run, report.frame);
  if (report.phase === 'unsaved' && run.unsaved === null) {
    showToast(`Step ${report.step} was not saved. ${report.message}`, { tone: 'error' });
  }
  if (report.phase === 'rolled-back') announce(`The loss ran away; the run went back to step ${report.to}.`);
  if (report.phase !== 'training') return;
  const { step, accuracy } = report.point;
  addCurvePoint(report.point, report.steps, next.stages);
  sayNews(`Step ${step} of ${report.steps}, accuracy ${Math.round(accuracy * 100)} percent.`);
}

async function failed(error: AppError): Promise<void> {
  const { run } = getState();
  const id = run.kind === 'running' ? run.id : null;
  const gone = error.code === 'worker-died' || error.code === 'gpu-lost';
  if (gone && id !== null && revivals < MOST_REVIVALS) {
    setState({ run: { kind: 'interrupted', id } });
    noticeTrainerError(error);
    return;
  }
  if (error.code === 'aborted') {
    setState({ run: { kind: 'idle' } });
    showToast(error.message);
  } else {
    setState({ run: { kind: 'failed', message: gone ? LOST : errorWords(error) } });
    noticeTrainerError(error);
    announce('Training did not finish.');
  }
  // Its record may exist, and say why it ended.
  await refreshRuns().catch(() => {});
}

const LOST =
  'The run was interrupted: the trainer stopped unexpectedly and was started again. Your samples and checkpoints are safe. Train again to repeat the run.';

/** “Model 3” after two others; a number that is free. */
function nextName(taken: string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`Model ${number}`)) number += 1;
  return `Model ${number}`;
}

/** Ends the run after its present step; what it has learned so far is kept. A paused one means to go on. */
export async function endTraining(as: 'paused' | 'stopped'): Promise<void> {
  const { run } = getState();
  if (run.kind !== 'running' || run.ending) return;
  setState({ run: { ...run, ending: as } });
  await trainerClient()
    ?.call('stop', { as })
    .catch(() => {}); // the run's own call reports what went wrong
}

/** Tries again to save the end of the run that is done. */
export async function keepTraining(): Promise<void> {
  const client = trainerClient();
  if (!client || refused()) return;
  try {
    await client.call('keep', {});
    const { run } = getState();
    if (run.kind === 'done') {
      setPreferences({ checkpoint: run.result.checkpoint });
      setState({ run: { ...run, result: { ...run.result, unsaved: null } } });
    }
    await refreshRuns();
    announce('The end of the run is saved.');
  } catch (thrown) {
    showToast(`Not saved. ${errorWords(thrown)}`, { tone: 'error' });
  }
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

/** Deletes a run with its checkpoints; an undo puts it back, and back into use if it was. */
export async function deleteRun(id: string): Promise<void> {
  const { own, runs } = getState();
  await withoutUse(own !== null && runOf(runs, own.checkpoint)?.id === id, (undone) => removeRun(id, undone));
}

/** Deletes a checkpoint; an undo puts it back, and back into use if it was. */
export async function deleteCheckpoint(id: string): Promise<void> {
  await withoutUse(getState().own?.checkpoint === id, (undone) => removeCheckpoint(id, undone));
}

async function withoutUse(used: boolean, remove: (undone: () => void) => Promise<void>): Promise<void> {
  if (refused()) return;
  const checkpoint = getState().own?.checkpoint ?? null;
  if (used) await useCheckpoint(null);
  await remove(() => {
    if (used) void useCheckpoint(checkpoint);
  });
}
