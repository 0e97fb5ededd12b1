/**
 * What is on the stage right now: the latest faces with their steadied scores. Kept outside React because it changes
 * with every frame; the store gets a summary of it a few times a second. Knows no worker and no canvas.
 */

import type { OwnModel, Prediction } from '../../train/protocol.ts';
import type { Face, Frame } from '../../vision/protocol.ts';
import type { Affect } from '../guided/pad.ts';
import { type FaceSummary, getState, type Pace, setState } from '../store.ts';
import { nextChoice } from './choice.ts';
import { rawVerdict, smoothVerdict, type Verdict } from './smoothing.ts';
import { type Moment, trailAfter } from './trail.ts';

const SUMMARY_MS = 200;
const PACE_MS = 1000;

/** What the models said of a face when it was last looked at, for each model that answered. */
type Answers = {
  /** When that was, ms. */
  readAt: number;
  /** The verdict of that frame alone (`raw`) and over time (`steady`). */
  base: { raw: Verdict; steady: Verdict } | null;
  own: { raw: Verdict; steady: Verdict } | null;
  nearest: { raw: Verdict; steady: Verdict } | null;
  /** Valence and arousal in the last seconds, the latest last; null where the own model reads none. */
  affect: Moment[] | null;
  /** Where it is on the map that the trainer has, [x, y], and the samples nearest to it there. */
  onMap: { point: [number, number]; nearest: string[] } | null;
};

export type LiveFace = Face & Answers & { area: number };

export type View = { width: number; height: number; faces: LiveFace[] };

let view: View = { width: 0, height: 0, faces: [] };
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
  view = { width: 0, height: 0, faces: [] };
  pace = null;
  shownAt = 0;
  setState({ faces: [], pace: null, chosen: null, picked: false });
}

/** Takes in a frame and what the models say about its fresh faces; `own` is the model that said so. */
export function takeFrame(frame: Frame, prediction: Prediction | null, own: OwnModel | null, now: number): void {
  const elapsed = now - shownAt;
  const threshold = getState().capabilities?.base.threshold ?? 1;
  const before = new Map(view.faces.map((face) => [face.id, face]));
  // What stands still is judged by itself: a mean with what was there before would never settle.
  const still = isStill();
  const fresh = frame.faces.filter((face) => face.fresh);
  // Of a frame in which no face was looked at, the models were not asked.
  const asked = fresh.length > 0;
  const classes = prediction?.nearest?.classes ?? [];
  const sameOwn = !asked || own?.key === ownKey;
  const sameClasses = !asked || classes.join() === nearestClasses.join();
  if (asked) {
    ownKey = own?.key ?? null;
    nearestClasses = classes;
  }
  const answers = (i: number, last: LiveFace | undefined): Answers => {
    const judged = (rows: Float32Array | null | undefined, before: { steady: Verdict } | null | undefined) =>
      judge(row(rows, fresh.length, i), still ? null : (before ?? null), now - (last?.readAt ?? shownAt), threshold);
    return {
      readAt: now,
      base: judged(prediction?.base, last?.base),
      own: judged(own && prediction?.own, sameOwn ? last?.own : null),
      affect: placeInPlane(own && prediction?.affect, i, still || !sameOwn ? null : (last?.affect ?? null), now),
      nearest: judged(prediction?.nearest?.shares, sameClasses ? last?.nearest : null),
      onMap: placeOnMap(prediction?.onMap ?? null, i),
    };
  };
  const kept = (last: LiveFace | undefined): Answers => ({
    readAt: last?.readAt ?? now,
    base: last?.base ?? null,
    own: sameOwn ? (last?.own ?? null) : null,
    affect: sameOwn ? (last?.affect ?? null) : null,
    nearest: sameClasses ? (last?.nearest ?? null) : null,
    onMap: !asked || prediction?.onMap ? (last?.onMap ?? null) : null,
  });
  view = {
    width: frame.width,
    height: frame.height,
    faces: frame.faces.map((face) => {
      const last = before.get(face.id);
      const area = face.smoothBox.width * face.smoothBox.height;
      return { ...face, area, ...(face.fresh ? answers(fresh.indexOf(face), last) : kept(last)) };
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

function judge(scores: number[] | null, last: { steady: Verdict } | null, elapsed: number, threshold: number) {
  if (!scores) return null;
  return {
    raw: rawVerdict(scores, threshold),
    steady: smoothVerdict(last?.steady ?? null, scores, elapsed, threshold),
  };
}

function row(rows: Float32Array | null | undefined, count: number, index: number): number[] | null {
  if (!rows || count === 0) return null;
  const width = rows.length / count;
  return Array.from(rows.subarray(index * width, (index + 1) * width));
}

function placeInPlane(
  rows: Float32Array | null | undefined,
  index: number,
  last: Moment[] | null,
  now: number,
): LiveFace['affect'] {
  const [valence, arousal] = [rows?.[2 * index], rows?.[2 * index + 1]];
  if (valence === undefined || arousal === undefined) return null;
  return trailAfter(last ?? [], { valence, arousal }, now);
}

function placeOnMap(onMap: Prediction['onMap'], index: number): LiveFace['onMap'] {
  const nearest = onMap?.nearest[index];
  if (!onMap || !nearest) return null;
  return { point: [onMap.points[2 * index] ?? 0, onMap.points[2 * index + 1] ?? 0], nearest };
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
