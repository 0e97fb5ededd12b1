/** The points of the run's curves, kept outside React because they come with every report. */

export type CurvePoint = { step: number; loss: number; accuracy: number };

let points: CurvePoint[] = [];
let planned = 0;
const listeners = new Set<() => void>();

export const curvePoints = (): readonly CurvePoint[] => points;

/** Steps that the run will have: the axis is as long from the start. */
export const plannedSteps = (): number => planned;

export function clearCurve(): void {
  points = [];
  for (const listener of listeners) listener();
}

export function addCurvePoint(point: CurvePoint, steps: number): void {
  planned = steps;
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
