/** The points of the run's curves, kept outside React because they come with every report. */

export type CurvePoint = { step: number; loss: number; accuracy: number };

let points: CurvePoint[] = [];
const listeners = new Set<() => void>();

export const curvePoints = (): readonly CurvePoint[] => points;

export function clearCurve(): void {
  points = [];
  for (const listener of listeners) listener();
}

export function addCurvePoint(point: CurvePoint): void {
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
