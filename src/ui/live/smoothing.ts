/** Steadies scores over time: an exponential mean and a label with hysteresis. Numbers only; knows no page. */

/** Probabilities in class order, and the class they speak for; null = not sure. */
export type Verdict = { scores: number[]; label: number | null };

/** Time constant of the mean, ms: a change shows to 63 % after this long. */
export const SMOOTHING_MS = 250;

/** A new label must lead the old one by this much, and a lost one comes back only above the threshold. */
const MARGIN = 0.08;

/** The verdict of one frame on its own. */
export function rawVerdict(scores: number[], threshold: number): Verdict {
  const top = argmax(scores);
  return { scores, label: (scores[top] ?? 0) >= threshold ? top : null };
}

/** The verdict after `scores`, `elapsed` ms later than `before`. */
export function smoothVerdict(before: Verdict | null, scores: number[], elapsed: number, threshold: number): Verdict {
  if (before?.scores.length !== scores.length) return rawVerdict(scores, threshold);
  const mean = scores.map((score, i) => towards(before.scores[i] ?? 0, score, elapsed));
  return { scores: mean, label: steadyLabel(before.label, mean, threshold) };
}

/** The exponential mean, `elapsed` ms after it was `before`. */
export function towards(before: number, now: number, elapsed: number): number {
  return before + (1 - Math.exp(-Math.max(0, elapsed) / SMOOTHING_MS)) * (now - before);
}

function steadyLabel(label: number | null, scores: number[], threshold: number): number | null {
  const top = argmax(scores);
  const best = scores[top] ?? 0;
  const held = label === null ? 0 : (scores[label] ?? 0);
  if (label !== null && held >= threshold - MARGIN && best < held + MARGIN) return label;
  return best >= threshold ? top : null;
}

function argmax(scores: number[]): number {
  return scores.reduce((best, score, i) => (score > (scores[best] ?? 0) ? i : best), 0);
}
