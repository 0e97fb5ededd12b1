/** How many people are seen on one clip at once: what a method compares that learns from who watches the same. Pure. */

import { grouped } from '../../data/grouped.ts';
import type { Sample } from '../../data/schema.ts';

/** RMFER's negatives lie 30 frames from the anchor: a shorter recording has none. */
export const LASTING_FRAMES = 31;

/** Faces this near in clip time react to the same thing, ms. */
const TOGETHER_MS = 500;

/** Most people seen at one time of any clip, of those that have so many frames in it. */
export function watching(samples: readonly Sample[], frames = 1): number {
  const clips = grouped(samples, ({ clip, time }) => (time === null ? null : clip));
  return Math.max(0, ...clips.map((clip) => together(clip, frames)));
}

function together(clip: readonly Sample[], frames: number): number {
  const people = grouped(clip, ({ person }) => person)
    .map((own) => [...new Set(own.map(({ time }) => time ?? 0))])
    .filter(({ length }) => length >= frames);
  const present = new Map<number, number>();
  for (const times of people) {
    for (const span of new Set(times.map((time) => Math.floor(time / TOGETHER_MS)))) {
      present.set(span, (present.get(span) ?? 0) + 1);
    }
  }
  return Math.max(0, ...present.values());
}
