/** What the reactions to a clip are stored under, and who was recorded on it. Pure. */

import type { Sample } from '../../data/schema.ts';

const REACTIONS = 'reactions to ';

/** Whether a clip's id is one of `clipId`. */
export const isReaction = (clip: string): boolean => clip.startsWith(REACTIONS);

/** The same file has the same name and length on every visit, and so the same clip. */
export const clipId = (name: string, duration: number): string =>
  `${REACTIONS}${name}, ${(duration / 1000).toFixed(1)} s`;

/** Everybody who was recorded on a clip, in the order of their first face. */
export const peopleOn = (samples: readonly Sample[], clip: string): string[] => [
  ...new Set(samples.filter((sample) => sample.clip === clip).map(({ person }) => person)),
];
