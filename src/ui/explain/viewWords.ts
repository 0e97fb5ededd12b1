/** Whether views are too strong, told from what the base model reads in them. Pure. */

import type { Prediction } from '../../train/protocol.ts';

export type Read = {
  /** Index of the base class that is read in each view. */
  answers: number[];
  /** The same for the unchanged picture, and how sure the model is of it, 0–1. */
  unchanged: number;
  confidence: number;
};

export type Judgement = { tone: 'plain' | 'hint' | 'bad'; words: string };

/** Below this strength views hardly differ. */
const WEAK = 0.25;

/** @param views, unchanged base probabilities of the views and of the picture that they are of */
export function readViews(views: Prediction, count: number, unchanged: Prediction): Read {
  const width = unchanged.base.length;
  const best = (row: Float32Array) => row.indexOf(Math.max(...row));
  const top = best(unchanged.base);
  return {
    answers: Array.from({ length: count }, (_, i) => best(views.base.subarray(i * width, (i + 1) * width))),
    unchanged: top,
    confidence: unchanged.base[top] ?? 0,
  };
}

/** @param threshold confidence under which the base model is not sure @param names its classes */
export function judgeViews(
  { answers, unchanged, confidence }: Read,
  strength: number,
  threshold: number,
  names: readonly string[],
): Judgement {
  const name = names[unchanged] ?? '';
  const total = answers.length;
  const kept = answers.filter((answer) => answer === unchanged).length;
  if (strength === 0) {
    return { tone: 'hint', words: 'Every view is the same picture: a method that compares views learns nothing.' };
  }
  if (confidence < threshold) {
    return {
      tone: 'plain',
      words:
        'The base model is not sure of this face, so it cannot say whether the views keep the expression. Take another face.',
    };
  }
  if (kept <= total / 2) {
    return {
      tone: 'bad',
      words: `Too strong: the base model reads ${name} in the picture, but in only ${kept} of ${total} views. A pair then says that two expressions are one.`,
    };
  }
  if (kept < total) {
    return {
      tone: 'hint',
      words: `On the strong side: the base model still reads ${name} in ${kept} of ${total} views.`,
    };
  }
  const weak = strength < WEAK ? ' But they hardly differ, so there is little to learn from a pair.' : '';
  return {
    tone: weak ? 'hint' : 'plain',
    words: `The views keep the expression: the base model reads ${name} in all ${total}.${weak}`,
  };
}
