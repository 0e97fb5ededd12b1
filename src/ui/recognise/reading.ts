/** What was read from a video or from pictures: faces with their scores, and questions about them. Pure. */

import type { Box } from '../../math/box.ts';
import { ROUNDING_MS } from '../../math/sampling.ts';
import type { Pose } from '../../vision/protocol.ts';
import type { Legend } from '../legend.ts';
import { rawVerdict, type Verdict } from '../live/smoothing.ts';

/** Which model's scores are looked at. */
export type ModelName = 'base' | 'own';

/** `box`: px of the file. Scores: calibrated probabilities in class order; none where that model did not answer. */
export type FaceReading = { id: number; box: Box; pose: Pose } & Record<ModelName, Float32Array | null>;

/** The models that a file was read with. `id`: hash of the base weights, or the checkpoint's id. */
export type Models = {
  base: { id: string; classes: string[]; legend: Legend };
  own: { id: string; name: string; classes: string[]; legend: Legend } | null;
  /** A top score under this is not believed. */
  threshold: number;
};

/** A frame of a video, ms from its start. */
export type Moment = { time: number; faces: FaceReading[] };

export type FilmReading = {
  kind: 'film';
  name: string;
  width: number;
  height: number;
  /** ms */
  duration: number;
  /** Frames read of each second. */
  perSecond: number;
  models: Models;
  /** In order of time. */
  moments: Moment[];
};

/** `problem`: why it could not be read. */
export type PictureReading = {
  path: string;
  width: number;
  height: number;
  faces: FaceReading[];
  problem: string | null;
};

export type PicturesReading = { kind: 'pictures'; models: Models; pictures: PictureReading[] };

export type Reading = FilmReading | PicturesReading;

/** What a model says about a face; null where it did not answer. */
export function verdictOf(face: FaceReading, model: ModelName, threshold: number): Verdict | null {
  const scores = face[model];
  return scores && rawVerdict(Array.from(scores), threshold);
}

/** Ids with the number of moments that each is seen in, most often first. */
export function facesSeen(moments: readonly Moment[]): { id: number; moments: number }[] {
  const counts = new Map<number, number>();
  for (const { faces } of moments) for (const { id } of faces) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].map(([id, n]) => ({ id, moments: n })).sort((a, b) => b.moments - a.moments || a.id - b.id);
}

/** The last moment at or before `time`; undefined before the first and where nothing was read yet, `gap` ms on. */
export function momentAt(moments: readonly Moment[], time: number, gap: number): Moment | undefined {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle]?.time ?? 0) <= time + ROUNDING_MS) low = middle + 1;
    else high = middle;
  }
  const moment = moments[low - 1];
  return moment && time - moment.time <= gap ? moment : undefined;
}

/** One row per class over `times` in s, the first row; null where the face is not in view. */
export function scoreLines(
  moments: readonly Moment[],
  id: number | null,
  model: ModelName,
  classes: number,
): [number[], ...(number | null)[][]] {
  const scores = moments.map(({ faces }) => faces.find((face) => face.id === id)?.[model] ?? null);
  const lines = Array.from({ length: classes }, (_, i) => scores.map((row) => row?.[i] ?? null));
  return [moments.map(({ time }) => time / 1000), ...lines];
}

/** A stretch of time, ms, in which a face shows one expression; `label` null: not sure, or the model did not answer. */
export type Stretch = { from: number; to: number; label: number | null };

/** When a face is in view and as what it is recognised. @param step ms that the last moment of a stretch stands for */
export function stretches(
  moments: readonly Moment[],
  id: number,
  model: ModelName,
  threshold: number,
  step: number,
): Stretch[] {
  const found: Stretch[] = [];
  moments.forEach(({ time, faces }, i) => {
    const face = faces.find((candidate) => candidate.id === id);
    if (!face) return;
    const label = verdictOf(face, model, threshold)?.label ?? null;
    const to = Math.min(moments[i + 1]?.time ?? time + step, time + 2 * step);
    const last = found.at(-1);
    if (last && last.to === time && last.label === label) last.to = to;
    else found.push({ from: time, to, label });
  });
  return found;
}

/** The face of a picture that speaks for it: the largest. */
export const mainFace = (faces: readonly FaceReading[]): FaceReading | undefined =>
  faces.reduce<FaceReading | undefined>((best, face) => (best && area(best) >= area(face) ? best : face), undefined);

const area = ({ box }: FaceReading) => box.width * box.height;
