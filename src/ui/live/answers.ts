/** What the models said of a face, frame by frame and over time. Pure; knows no store and no worker. */

import type { OwnModel, Prediction } from '../../train/protocol.ts';
import { rawVerdict, smoothVerdict, type Verdict } from './smoothing.ts';
import { type Moment, trailAfter } from './trail.ts';

type Judged = { raw: Verdict; steady: Verdict };

/** What each model that answered said when the face was last looked at. */
export type Answers = {
  /** When that was, ms. */
  readAt: number;
  /** The verdict of that frame alone (`raw`) and over time (`steady`). */
  base: Judged | null;
  own: Judged | null;
  nearest: Judged | null;
  /** Valence and arousal in the last seconds, the latest last; null where the own model reads none. */
  affect: Moment[] | null;
  /** Where it is on the map that the trainer has, [x, y], and the samples nearest to it there. */
  onMap: { point: [number, number]; nearest: string[] } | null;
};

/** `sameOwn`, `sameClasses`: whether the own model and the preview's classes are those of the frame before. */
export type Asked = {
  prediction: Prediction | null;
  own: OwnModel | null;
  sameOwn: boolean;
  sameClasses: boolean;
  /** Whether the picture stands still: then a frame is judged by itself, for a mean would never settle. */
  still: boolean;
  threshold: number;
  now: number;
};

/** Of the face in row `i` of `count` rows of the prediction. @param elapsed since it was read last, ms */
export function answered(asked: Asked, i: number, count: number, last: Answers | undefined, elapsed: number): Answers {
  const { prediction, own, sameOwn, sameClasses, still, threshold, now } = asked;
  const judged = (rows: Float32Array | null | undefined, before: Judged | null | undefined): Judged | null => {
    const scores = row(rows, count, i);
    if (!scores) return null;
    const steady = still ? null : (before?.steady ?? null);
    return { raw: rawVerdict(scores, threshold), steady: smoothVerdict(steady, scores, elapsed, threshold) };
  };
  return {
    readAt: now,
    base: judged(prediction?.base, last?.base),
    own: judged(own && prediction?.own, sameOwn ? last?.own : null),
    nearest: judged(prediction?.nearest?.shares, sameClasses ? last?.nearest : null),
    affect: placeInPlane(own && prediction?.affect, i, still || !sameOwn ? null : (last?.affect ?? null), now),
    onMap: placeOnMap(prediction?.onMap ?? null, i),
  };
}

/** Of a face that this frame was not looked at for: what was said before, by models that still answer. */
export function kept({ sameOwn, sameClasses, now }: Asked, last: Answers | undefined): Answers {
  return {
    readAt: last?.readAt ?? now,
    base: last?.base ?? null,
    own: sameOwn ? (last?.own ?? null) : null,
    nearest: sameClasses ? (last?.nearest ?? null) : null,
    affect: sameOwn ? (last?.affect ?? null) : null,
    onMap: last?.onMap ?? null,
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
): Answers['affect'] {
  const [valence, arousal] = [rows?.[2 * index], rows?.[2 * index + 1]];
  if (valence === undefined || arousal === undefined) return null;
  return trailAfter(last ?? [], { valence, arousal }, now);
}

function placeOnMap(onMap: Prediction['onMap'], index: number): Answers['onMap'] {
  const nearest = onMap?.nearest[index];
  if (!onMap || !nearest) return null;
  return { point: [onMap.points[2 * index] ?? 0, onMap.points[2 * index + 1] ?? 0], nearest };
}
