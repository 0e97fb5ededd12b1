/** Minimises a smooth function of many numbers by L-BFGS (Nocedal & Wright 2006, algorithm 7.5). Numbers only. */

export type MinimiseOptions = {
  /** Done when no part of the gradient is larger. */
  tolerance: number;
  mostSteps: number;
  /** Multiplies by an estimate of the inverse curvature, in place: the better it is, the fewer steps. Without it by 1. */
  precondition?: (vector: Float64Array) => void;
  /** Called between steps, to let others in. */
  breathe: () => Promise<void>;
};

export type Minimum = { at: Float64Array; value: number; gradientNorm: number; steps: number; converged: boolean };

/** Steps remembered for the curvature: evaluations are dear here and vectors short, so more of them pay. */
const MEMORY = 30;

/** Part of the promised descent that a step must bring (Armijo), and the halvings that are tried for it. */
const DESCENT = 1e-4;
const HALVINGS = 40;

/**
 * Deterministic. Not converged where `mostSteps` were not enough, or rounding hides any further descent.
 * @param evaluate gives the value at a point and writes the gradient there
 */
export async function minimise(
  evaluate: (at: Float64Array, gradient: Float64Array) => number,
  start: Float64Array,
  { tolerance, mostSteps, precondition, breathe }: MinimiseOptions,
): Promise<Minimum> {
  let at = start.slice();
  let gradient = new Float64Array(at.length);
  let value = evaluate(at, gradient);
  const past: Curvature[] = [];
  let steps = 0;
  for (; steps < mostSteps && norm(gradient) > tolerance; steps++) {
    const direction = descentDirection(gradient, past, precondition);
    const descent = dot(gradient, direction);
    // Where nothing is known of the curvature, the length of the gradient says nothing about that of the step.
    let length = past.length === 0 && !precondition ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
    let halvings = 0;
    const nextGradient = new Float64Array(at.length);
    let next = moved(at, direction, length);
    let nextValue = evaluate(next, nextGradient);
    while (!(nextValue <= value + DESCENT * length * descent) && halvings++ < HALVINGS) {
      length /= 2;
      next = moved(at, direction, length);
      nextValue = evaluate(next, nextGradient);
    }
    if (halvings > HALVINGS) break;
    const step = moved(next, at, -1);
    const turn = moved(nextGradient, gradient, -1);
    const curvature = dot(step, turn);
    if (curvature > 0) {
      past.push({ step, turn, curvature });
      if (past.length > MEMORY) past.shift();
    }
    [at, gradient, value] = [next, nextGradient, nextValue];
    await breathe();
  }
  const gradientNorm = norm(gradient);
  return { at, value, gradientNorm, steps, converged: gradientNorm <= tolerance };
}

/** A step, the change of the gradient along it, and their product. */
type Curvature = { step: Float64Array; turn: Float64Array; curvature: number };

/** The two loops (algorithm 7.4): less the gradient, through the inverse curvature of the past steps. */
function descentDirection(
  gradient: Float64Array,
  past: readonly Curvature[],
  precondition: (vector: Float64Array) => void = () => {},
): Float64Array {
  const direction = gradient.map((part) => -part);
  const shares: number[] = [];
  for (let i = past.length - 1; i >= 0; i--) {
    const { step, turn, curvature } = past[i] as Curvature;
    const share = dot(step, direction) / curvature;
    shares[i] = share;
    add(direction, turn, -share);
  }
  precondition(direction);
  const last = past.at(-1);
  if (last) {
    const turn = last.turn.slice();
    precondition(turn);
    scale(direction, last.curvature / dot(last.turn, turn));
  }
  for (const [i, { step, turn, curvature }] of past.entries()) {
    add(direction, step, (shares[i] as number) - dot(turn, direction) / curvature);
  }
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** Adds `factor` times `b` to `a`, in place. */
function add(a: Float64Array, b: Float64Array, factor: number): void {
  for (let i = 0; i < a.length; i++) a[i] = (a[i] as number) + factor * (b[i] as number);
}

function moved(a: Float64Array, b: Float64Array, factor: number) {
  const sum = a.slice();
  add(sum, b, factor);
  return sum;
}

function scale(a: Float64Array, factor: number): void {
  for (let i = 0; i < a.length; i++) a[i] = (a[i] as number) * factor;
}

/** The largest part. */
const norm = (a: Float64Array): number => a.reduce((most, part) => Math.max(most, Math.abs(part)), 0);
