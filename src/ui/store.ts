/** The page's state as plain data. Knows no worker, no video and no tensor; frame results reach it five times a second. */

import { create } from 'zustand';
import type { ExpressionClass, RunInfo, Sample, SplitPlan } from '../data/schema.ts';
import type { Capabilities, OwnModel } from '../train/protocol.ts';
import type { Pose } from '../vision/protocol.ts';
import type { Affect } from './guided/pad.ts';
import type { Verdict } from './live/smoothing.ts';
import {
  type BackendChoice,
  CAPTURE_DEFAULTS,
  type CaptureChoices,
  type Theme,
  TRAINING_DEFAULTS,
  type TrainingChoices,
} from './preferences.ts';
import type { Finding } from './teach/advice.ts';
import type { TakeSummary } from './teach/takeSummary.ts';
import type { Run } from './training/runState.ts';

export type WorkerState =
  | { kind: 'loading'; done: number; total: number; again: boolean }
  | { kind: 'ready' }
  | { kind: 'failed'; message: string };

export type SourceInfo = { kind: 'clip' | 'camera' | 'picture' | 'video'; name: string; width: number; height: number };

export type FaceSummary = {
  id: number;
  area: number;
  pose: Pose;
  base: Verdict | null;
  own: Verdict | null;
  affect: Affect | null;
  nearest: Verdict | null;
};

/** Milliseconds of each stage of a frame, and frames per second, averaged over about a second. */
export type Pace = { detect: number; crop: number; model: number; fps: number };

export type Toast = { id: number; text: string; undoable: boolean; tone: 'plain' | 'error' };

export type Storage =
  | { kind: 'opening' }
  | { kind: 'ready' /** One tab writes, the others only show. */; writes: boolean }
  | { kind: 'unavailable'; message: string };

export type DialogName =
  | 'camera'
  | 'about'
  | 'keys'
  | 'backend'
  | 'guided'
  | 'actors'
  | 'share'
  | 'offer'
  | 'diagnostics';

/** `file` only where a file was opened. */
export type Panel = 'watch' | 'file' | 'teach' | 'train';

/**
 * `live`: stage and panels. `data`: the collection. `lab`: training and what came of it. `methods`: a method explained, by
 * its address. All but the first take the whole page.
 */
export type View = 'live' | 'data' | 'lab' | 'methods';

/** A tab of the Lab. */
export type LabTab = 'train' | 'runs' | 'evaluate' | 'map' | 'views';

export type State = {
  vision: WorkerState;
  trainer: WorkerState;
  capabilities: Capabilities | null;

  source: SourceInfo | null;
  playing: boolean;
  /** Name of a picture that is being read. */
  opening: string | null;
  /** Why the last source could not be shown; the one before it stays. */
  sourceError: string | null;
  /** Why frames are not being recognised at the moment. */
  frameError: string | null;
  faces: FaceSummary[];
  /** The face that scores are shown for; where the user has not picked one, the largest. */
  chosen: number | null;
  picked: boolean;
  pace: Pace | null;

  smooth: boolean;
  mirror: boolean;
  theme: Theme;
  shortcuts: boolean;
  backend: BackendChoice;

  storage: Storage;
  savedAt: number | null;
  /** When the writing began that is still going on. */
  savingSince: number | null;
  /** Whether the latest change could not be written, and so is shown no more. */
  saveFailed: boolean;
  classes: ExpressionClass[];
  samples: Sample[];
  split: SplitPlan | null;
  /** What an undo would take back and a redo would do again. */
  undo: string | null;
  redo: string | null;
  /** While files are being imported the collection changes by nothing else. */
  importing: boolean;
  /** The newest first. */
  runs: RunInfo[];
  own: OwnModel | null;
  /** Samples that the trainer remembers for its preview; a new object after every change to them. */
  memory: { size: number /** Nothing is left to be embedded. */; complete: boolean };
  /** Class ids of the preview's verdicts; empty while there is none. */
  previewClasses: string[];
  capture: CaptureChoices;
  /** What would make the chosen face easier to read; null where there is nothing to say. */
  advice: Finding | null;
  /** The class whose take begins in so many seconds. */
  countdown: { classId: string; left: number } | null;
  /** The class being recorded. */
  recording: string | null;
  /** How long the take lasts, s; null while it is held. */
  takeSeconds: number | null;
  /** Why the recording adds nothing at the moment. */
  recordingNote: string | null;
  lastTake: TakeSummary | null;
  /** The settings of the next run. */
  training: TrainingChoices;
  run: Run;

  view: View;
  labTab: LabTab;
  /** Id of the method that is explained; empty: the first. */
  method: string;
  panel: Panel;
  dialog: DialogName | null;
  toasts: Toast[];
  announcement: string;
};

const INITIAL: State = {
  vision: { kind: 'loading', done: 0, total: 0, again: false },
  trainer: { kind: 'loading', done: 0, total: 0, again: false },
  capabilities: null,
  source: null,
  playing: false,
  opening: null,
  sourceError: null,
  frameError: null,
  faces: [],
  chosen: null,
  picked: false,
  pace: null,
  smooth: true,
  mirror: true,
  theme: 'system',
  shortcuts: true,
  backend: 'auto',
  storage: { kind: 'opening' },
  savedAt: null,
  savingSince: null,
  saveFailed: false,
  classes: [],
  samples: [],
  split: null,
  undo: null,
  redo: null,
  importing: false,
  runs: [],
  own: null,
  memory: { size: 0, complete: false },
  previewClasses: [],
  capture: CAPTURE_DEFAULTS,
  advice: null,
  countdown: null,
  recording: null,
  takeSeconds: null,
  recordingNote: null,
  lastTake: null,
  training: TRAINING_DEFAULTS,
  run: { kind: 'idle' },
  view: 'live',
  labTab: 'train',
  method: '',
  panel: 'watch',
  dialog: null,
  toasts: [],
  announcement: '',
};

export const useStore = create<State>()(() => INITIAL);
export const { getState, setState } = useStore;

/** The user picks a face; it stays chosen for as long as it is there. */
export function pickFace(id: number): void {
  setState({ chosen: id, picked: true });
}

/** Shows a tab of the Lab, from wherever one is. */
export function openLab(labTab: LabTab): void {
  setState({ view: 'lab', labTab });
}

/** Says something to screen readers without moving the focus. */
export function announce(text: string): void {
  setState({ announcement: text });
}
