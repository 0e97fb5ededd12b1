/** The points of the run's curves, kept outside React because they come with every report. */

import type { HistoryPoint } from '../../data/schema.ts';
import type { Stage } from './runState.ts';

/** `steps` that the run will have: the axis is as long from the start. `stages`: empty until they are known. */
export type RunCurve = { points: readonly HistoryPoint[]; steps: number; stages: readonly Stage[] };

let points: HistoryPoint[] = [];
let plan: Pick<RunCurve, 'steps' | 'stages'> = { steps: 0, stages: [] };
const listeners = new Set<() => void>();

export const runCurve = (): RunCurve => ({ points, ...plan });

/** Another run begins, or a stored one goes on from these points. */
export function beginCurve(earlier: readonly HistoryPoint[]): void {
  points = [...earlier];
  plan = { steps: 0, stages: [] };
  for (const listener of listeners) listener();
}

/** A point after which others were drawn already, as after a roll-back, takes their place. */
export function addCurvePoint(point: HistoryPoint, steps: number, stages: readonly Stage[]): void {
  plan = { steps, stages };
  while ((points.at(-1)?.step ?? -1) >= point.step) points.pop();
  points.push(point);
  for (const listener of listeners) listener();
}

/** @returns a function that ends the subscription */
export function onCurveChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
