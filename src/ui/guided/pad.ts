/** The plane of valence (to the right) and arousal (upwards), each −1…1, and how pointer and keys move on it. Pure. */

import { signed } from '../parts/words.ts';

export type Affect = { valence: number; arousal: number };

/** A press of an arrow moves so far, with Shift so far. */
const STEP = 0.05;
const LARGE_STEP = 0.25;

const ARROWS: Record<string, [valence: number, arousal: number]> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** @param x 0 (left) … 1 (right) of the pad @param y 0 (top) … 1 (bottom); beyond the edge the edge is meant */
export const affectAt = (x: number, y: number): Affect => affect(2 * x - 1, 1 - 2 * y);

/** Where a point is on the pad, in sides from its top left. */
export const placeOf = ({ valence, arousal }: Affect): { x: number; y: number } => ({
  x: (valence + 1) / 2,
  y: (1 - arousal) / 2,
});

/** Where a key moves the point, from the middle where there is none; null for a key that is none of the pad's. */
export function movedBy(key: string, large: boolean, from: Affect | null): Affect | null {
  const { valence, arousal } = from ?? { valence: 0, arousal: 0 };
  if (key === 'Home') return affect(0, 0);
  const direction = ARROWS[key];
  if (!direction) return null;
  const step = large ? LARGE_STEP : STEP;
  return affect(valence + direction[0] * step, arousal + direction[1] * step);
}

/** “pleasant 0.40, calm −0.25” in numbers that can be read aloud. */
export const affectWords = ({ valence, arousal }: Affect): string =>
  `valence ${signed(valence)}, arousal ${signed(arousal)}`;

/** Within the plane, in hundredths: what a hand can tell apart. Never −0. */
const affect = (valence: number, arousal: number): Affect => ({ valence: rounded(valence), arousal: rounded(arousal) });

const rounded = (value: number): number => Math.round(100 * Math.min(1, Math.max(-1, value))) / 100 + 0;
