/**
 * What is on the stage right now: the latest faces with their steadied scores. Kept outside React because it changes
 * with every frame; the store gets a summary of it a few times a second. Knows no worker and no canvas.
 */

import type { OwnModel, Prediction } from '../../train/protocol.ts';
import type { Face, Frame } from '../../vision/protocol.ts';
import type { Affect } from '../guided/pad.ts';
import { type FaceSummary, getState, type Pace, setState } from '../store.ts';
import { type Answers, type Asked, answered, kept } from './answers.ts';
import { nextChoice } from './choice.ts';
import type { Moment } from './trail.ts';

const SUMMARY_MS = 200;
const PACE_MS = 1000;

export type LiveFace = Face & Answers & { area: number };

/** `time`: when its frame was taken in, by `performance.now`. */
export type View = { time: number; width: number; height: number; faces: LiveFace[] };

let view: View = { time: 0, width: 0, height: 0, faces: [] };
let shownAt = 0;
/** When the chosen face was last there. */
let seenAt = 0;
let summaryAt = 0;
let pace: Pace | null = null;
/** The checkpoint that `own` verdicts come from: another one starts their mean afresh. */
let ownKey: string | null = null;
/** The classes of `nearest` verdicts: others start their mean afresh. */
let nearestClasses: string[] = [];

export const currentView = (): View => view;

/** Forgets all faces, for a new source. */
export function clearView(): void {
  view = { time: performance.now(), width: 0, height: 0, faces: [] };
  pace = null;
  shownAt = 0;
  setState({ faces: [], pace: null, chosen: null, picked: false });
}

/** Takes in a frame and what the models say about its fresh faces; `own` is the model that said so. */
export function takeFrame(frame: Frame, prediction: Prediction | null, own: OwnModel | null, now: number): void {
  const elapsed = now - shownAt;
  const before = new Map(view.faces.map((face) => [face.id, face]));
  const still = isStill();
  const fresh = frame.faces.filter((face) => face.fresh);
  const classes = prediction?.nearest?.classes ?? [];
  // Of a frame in which no face was looked at, the models were not asked.
  const asked: Asked = {
    prediction,
    own,
    sameOwn: fresh.length === 0 || own?.key === ownKey,
    sameClasses: fresh.length === 0 || classes.join() === nearestClasses.join(),
    still,
    threshold: getState().capabilities?.base.threshold ?? 1,
    now,
  };
  if (fresh.length > 0) {
    ownKey = own?.key ?? null;
    nearestClasses = classes;
  }
  view = {
    time: now,
    width: frame.width,
    height: frame.height,
    faces: frame.faces.map((face) => {
      const last = before.get(face.id);
      const area = face.smoothBox.width * face.smoothBox.height;
      const answers = face.fresh
        ? answered(asked, fresh.indexOf(face), fresh.length, last, now - (last?.readAt ?? shownAt))
        : kept(asked, last);
      return { ...face, area, ...answers };
    }),
  };
  choose(before, now);
  pace = nextPace(
    still ? null : pace,
    { ...frame.timings, model: prediction?.ms ?? 0, fps: 1000 / Math.max(1, elapsed) },
    elapsed,
  );
  shownAt = now;
  if (still || now - summaryAt >= SUMMARY_MS || frame.faces.length !== getState().faces.length) summarise(now);
}

/** Whether the stage shows a picture or a paused video. */
function isStill(): boolean {
  const { source, playing } = getState();
  return source?.kind === 'picture' || !playing;
}

function choose(before: ReadonlyMap<number, LiveFace>, now: number): void {
  const { chosen, picked } = getState();
  if (chosen !== null && before.has(chosen)) seenAt = shownAt;
  const next = nextChoice({ chosen, picked }, view.faces, now - seenAt);
  if (next.chosen !== chosen || next.picked !== picked) setState(next);
}

function nextPace(before: Pace | null, now: Pace, elapsed: number): Pace {
  if (!before) return { ...now, fps: 0 };
  const weight = 1 - Math.exp(-elapsed / PACE_MS);
  const mix = (a: number, b: number) => a + weight * (b - a);
  return {
    detect: mix(before.detect, now.detect),
    crop: mix(before.crop, now.crop),
    model: mix(before.model, now.model),
    fps: before.fps === 0 ? now.fps : mix(before.fps, now.fps),
  };
}

/** Hands the view to the store, smoothed or raw as the user chose. */
export function summarise(now: number): void {
  summaryAt = now;
  const { smooth } = getState();
  const shown = (moments: Moment[] | null): Affect | null => {
    const latest = moments?.at(-1);
    return latest ? (smooth ? latest.steady : latest.raw) : null;
  };
  const faces: FaceSummary[] = view.faces.map(({ id, area, pose, base, own, affect, nearest }) => ({
    id,
    area,
    pose,
    base: base && (smooth ? base.steady : base.raw),
    own: own && (smooth ? own.steady : own.raw),
    affect: shown(affect),
    nearest: nearest && (smooth ? nearest.steady : nearest.raw),
  }));
  setState({ faces, pace, previewClasses: nearestClasses });
}
