/** What came of a take, and its words. Pure. */

import type { SkipReason } from './smartCapture.ts';

export type Skips = Partial<Record<SkipReason, number>>;

export type TakeSummary = { classId: string; kept: number; skipped: Skips };

const BRIEF: Record<SkipReason, string> = {
  'no-face': 'without a face',
  rival: 'with two faces',
  'cut-off': 'cut off',
  small: 'too small',
  dark: 'too dark',
  bright: 'too bright',
  blurred: 'blurred',
  alike: 'too alike',
};

/** What to do about it. */
export const REMEDY: Record<SkipReason, string> = {
  'no-face': 'No face in view.',
  rival: 'Two faces of one size: choose one of them.',
  'cut-off': 'The face is cut off: move into the middle.',
  small: 'The face is too small: come closer.',
  dark: 'Too dark: turn towards a light.',
  bright: 'Too bright: move away from the light.',
  blurred: 'Blurred: hold still, or clean the lens.',
  alike: 'Too alike: vary the expression a little.',
};

/** What is said while a take skips frames. */
export const skipWords = (reason: SkipReason, skipped: Skips): string =>
  `Skipped ${skipped[reason] ?? 1}. ${REMEDY[reason]}`;

/** “9 skipped: 7 too alike, 2 blurred”; empty where nothing was. Most frequent first. */
export function skippedWords(skipped: Skips): string {
  const entries = (Object.entries(skipped) as [SkipReason, number][]).sort(([, a], [, b]) => b - a);
  const total = entries.reduce((sum, [, n]) => sum + n, 0);
  return total === 0 ? '' : `${total} skipped: ${entries.map(([reason, n]) => `${n} ${BRIEF[reason]}`).join(', ')}`;
}
