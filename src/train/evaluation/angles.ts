/** How often a classifier is right, by how far the face is turned. Numbers only. */

import { wilson } from './intervals.ts';
import type { AngleReport, AngleScores } from './report.ts';

/** Degrees at which the ranges begin: from one to the next, and the last one without an end. */
const EDGES = [0, 15, 30, 45, 60] as const;

/** From here on a view counts as challenging (Roy & Etemad 2021). */
const FAR = 45;

/**
 * Of each range of |yaw| in which there is a sample, and of all that are turned far. Left and right count alike, since
 * views are mirrored.
 * @param labels, answers i32 [n], indices of classes
 * @param yaw f32 [n], degrees; NaN is left out
 */
export function accuracyByAngle(labels: Int32Array, answers: Int32Array, yaw: Float32Array): AngleReport {
  const within = (from: number, to: number | null): AngleScores[] => {
    const rows = [...labels.keys()].filter((row) => {
      const turned = Math.abs(yaw[row] as number);
      return turned >= from && turned < (to ?? Number.POSITIVE_INFINITY);
    });
    if (rows.length === 0) return [];
    const right = rows.filter((row) => labels[row] === answers[row]).length;
    const accuracy = { value: right / rows.length, interval: wilson(right, rows.length) };
    return [{ from, to, samples: rows.length, accuracy }];
  };
  return {
    ranges: EDGES.flatMap((from, i) => within(from, EDGES[i + 1] ?? null)),
    far: within(FAR, null)[0] ?? null,
  };
}
