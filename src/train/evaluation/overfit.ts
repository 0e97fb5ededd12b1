/** Whether training has begun to learn by heart, told from its two loss curves. Knows no model. */

import type { FitVerdict } from './report.ts';

/** One point of both curves: the losses on what is learned from and on what is held out, lower is better. */
export type CurvePoint = { step: number; training: number; validation: number };

/** Fewer points are no curve. */
const FEWEST = 6;

/** Points on either side that are averaged: single reports are noisy. */
const REACH = 1;

/** The validation loss must have risen by this part of its least since then, while the training loss fell. */
const RISE = 0.05;

/** @param curve in the order of its steps */
export function judgeCurve(curve: readonly CurvePoint[]): FitVerdict {
  if (curve.length < FEWEST) {
    return { level: 'too early', sentence: 'Too few reports to tell whether training learns by heart. Train longer.' };
  }
  const training = smoothed(curve.map((point) => point.training));
  const validation = smoothed(curve.map((point) => point.validation));
  const least = Math.min(...validation);
  const best = validation.indexOf(least);
  const rise = (validation.at(-1) ?? least) - least;
  const fell = (training.at(-1) ?? 0) < (training[best] ?? 0);
  if (fell && rise > RISE * least) {
    const sentence = `Training learns by heart: since step ${curve[best]?.step} the loss on held-out faces has risen by ${Math.round((100 * rise) / least)} % while the training loss still falls. Take the checkpoint of that step, train for fewer epochs, or add pictures of more people.`;
    return { level: 'over-fit', sentence };
  }
  if (best >= curve.length - 1 - REACH) {
    return { level: 'fine', sentence: 'The loss on held-out faces is still falling: training longer may help.' };
  }
  return { level: 'fine', sentence: 'The loss on held-out faces has levelled off: there is no need to train longer.' };
}

/** Mean with the neighbours; at the ends with those that there are. */
function smoothed(values: readonly number[]): number[] {
  return values.map((_, i) => {
    const near = values.slice(Math.max(0, i - REACH), i + REACH + 1);
    return near.reduce((sum, value) => sum + value, 0) / near.length;
  });
}
