/** The page's keyboard: one table of keys, one listener. Keys rest while somebody types or a dialog is open. */

import { redoChange, undoChange } from './library.ts';
import { chooseNextFace } from './live/stage.ts';
import { leaveMethods } from './methods/address.ts';
import { setPreferences } from './preferences.ts';
import { waitingRun } from './runFacts.ts';
import { showClip, togglePlaying } from './sources/clip.ts';
import { getState, setState, type View } from './store.ts';
import { isTimed, stopTimed } from './teach/handsFree.ts';
import { beginHold, endHold } from './teach/hold.ts';
import { latestUndo, undoToast } from './toasts.ts';
import { endTraining, resumeTraining, startTraining, whyNotTrain } from './training/run.ts';

/** What takes the keyboard while it is open. What is closing is still on the page, but no longer listens. */
const OPEN = ':is([role=dialog],[role=alertdialog],[role=menu],[role=listbox])[data-state=open]';

export type Key = { keys: string[]; does: string; run?: () => void };

/** What the `?` sheet lists, in its order. */
export const KEYS: { title: string; view?: View; keys: Key[] }[] = [
  {
    title: 'Watch',
    view: 'live',
    keys: [
      { keys: ['c'], does: 'Camera', run: () => setState({ dialog: 'camera' }) },
      { keys: ['s'], does: 'Sample clip', run: () => void showClip() },
      { keys: ['o'], does: 'Open a picture or video', run: () => document.getElementById('picture-file')?.click() },
      { keys: ['p'], does: 'Pause or play', run: togglePlaying },
      { keys: ['m'], does: 'Mirror the camera', run: () => toggle('mirror') },
      { keys: ['r'], does: 'Raw or smoothed scores', run: () => toggle('smooth') },
      { keys: ['f'], does: 'Next face', run: () => chooseNextFace(1) },
      { keys: ['F'], does: 'Previous face', run: () => chooseNextFace(-1) },
    ],
  },
  {
    title: 'Teach and train',
    view: 'live',
    keys: [
      { keys: ['1', '…', '9'], does: 'Hold: record into that class; or press, with a timer' },
      { keys: ['g'], does: 'Guided capture', run: () => setState({ dialog: 'guided' }) },
      { keys: ['t'], does: 'Train, or stop the run', run: () => trainOrStop() },
    ],
  },
  {
    title: 'Samples, in Data',
    view: 'data',
    keys: [
      { keys: ['1', '…', '9'], does: 'Label and go on' },
      { keys: ['0'], does: 'Take the label off' },
      { keys: ['Space'], does: 'Select' },
      { keys: ['Shift', '→'], does: 'Select on' },
      { keys: ['Ctrl', 'A'], does: 'Select all that are shown' },
      { keys: ['Enter'], does: 'Show large' },
      { keys: ['Delete'], does: 'Delete' },
    ],
  },
  {
    title: 'Lab',
    view: 'lab',
    keys: [
      { keys: ['t'], does: 'Train, or stop the run', run: () => trainOrStop() },
      { keys: ['p'], does: 'Pause the run, or go on with it', run: () => pauseOrResume() },
    ],
  },
  {
    title: 'Map and figures, in the Lab',
    view: 'lab',
    keys: [
      { keys: ['←', '→', '↑', '↓'], does: 'To the next sample or cell' },
      { keys: ['Page Down'], does: 'Map: one sample after the other' },
      { keys: ['Space'], does: 'Select' },
      { keys: ['g'], does: 'Map: select the next nearest too' },
      { keys: ['1', '…', '9'], does: 'Label; 0 takes the label off' },
      { keys: ['+'], does: 'Map: zoom in; − out, Home all of it' },
    ],
  },
  {
    title: 'Everywhere',
    keys: [
      { keys: ['d'], does: 'Data, or back to the live view', run: () => toggleView('data') },
      { keys: ['l'], does: 'Lab, or back to the live view', run: () => toggleView('lab') },
      { keys: ['n'], does: 'New class', run: () => focusNewClass() },
      { keys: ['Ctrl', 'Z'], does: 'Undo' },
      { keys: ['Ctrl', 'Shift', 'Z'], does: 'Redo' },
      { keys: ['?'], does: 'This list', run: () => setState({ dialog: 'keys' }) },
      { keys: ['Esc'], does: 'Close a dialog or a method’s page, stop a timed take' },
    ],
  },
];

/** What a key does in a view. */
function actionOf(key: string, view: View): (() => void) | undefined {
  const here = KEYS.filter((group) => group.view === undefined || group.view === view);
  return here.flatMap(({ keys }) => keys).find(({ keys: [name], run }) => name === key && run)?.run;
}

function toggle(setting: 'mirror' | 'smooth'): void {
  const value = !getState()[setting];
  setState({ [setting]: value });
  setPreferences({ [setting]: value });
}

/** A notice may offer more than the collection's history: a deleted checkpoint, say. */
function undo(): void {
  const notice = latestUndo();
  if (notice === null) undoChange();
  else undoToast(notice);
}

function toggleView(view: View): void {
  setState({ view: getState().view === view ? 'live' : view });
}

function focusNewClass(): void {
  const onData = getState().view === 'data';
  if (!onData) setState({ view: 'live', panel: 'teach' });
  const field = document.getElementById(onData ? 'new-class-data' : 'new-class');
  if (field) field.focus();
  // On a phone the panel comes onto the page only now.
  else requestAnimationFrame(() => document.getElementById('new-class')?.focus());
}

function trainOrStop(): void {
  setState({ panel: 'train', labTab: 'train' });
  const state = getState();
  if (state.run.kind === 'running') void endTraining('stopped');
  else if (whyNotTrain(state) === null) void startTraining();
}

function pauseOrResume(): void {
  const { run, runs } = getState();
  const waiting = waitingRun(runs, run);
  if (waiting) void resumeTraining(waiting.id);
  else void endTraining('paused');
}

/** Listens to the whole page. */
export function listenToKeys(): void {
  /** The digit that is held down, by its physical key: releasing Shift first must not lose the release. */
  let held: string | null = null;
  const release = () => {
    if (held === null) return;
    held = null;
    endHold();
  };

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || isTyping(event.target) || document.querySelector(OPEN)) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
      event.preventDefault();
      return event.shiftKey ? redoChange() : undo();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.key === 'Escape') return isTimed() ? stopTimed() : leaveMethods();
    if (event.key === '?') return setState({ dialog: 'keys' });
    if (!getState().shortcuts) return;
    const { view, classes } = getState();
    // On the Data page digits label samples (galleryKeys.ts).
    const named = view === 'live' ? classes[Number(event.key) - 1] : undefined;
    if (named && held === null) {
      held = event.code;
      return beginHold(named.id);
    }
    const action = actionOf(event.key, view);
    if (!action) return;
    // A key that moves the focus into a field must not be typed there.
    event.preventDefault();
    action();
  });
  document.addEventListener('keyup', (event) => {
    if (event.code === held) release();
  });
  window.addEventListener('blur', release);
  document.addEventListener('visibilitychange', release);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}
