/** Recordings of one person that hold moments which differ: what a method compares that learns from one person's video. Pure. */

import { grouped } from '../../data/grouped.ts';
import type { Sample } from '../../data/schema.ts';

/** SSLFER's hard negatives lie this far from the anchor, ms; its positives 480 to 1,440 ms: two frames a second have some. */
const APART_MS = 2880;
const GAP_MS = 500;

/** How many there are that are long and dense enough. Frames that turn through a moment are of none. */
export const longRecordings = (samples: readonly Sample[]): number =>
  grouped(samples, recordingOf).filter(isLong).length;

const recordingOf = ({ clip, person, time, moment }: Sample): string | null =>
  clip === null || time === null || moment !== null ? null : `${clip}\n${person}`;

function isLong(frames: readonly Sample[]): boolean {
  const times = frames.map(({ time }) => time ?? 0).sort((a, b) => a - b);
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  return span > APART_MS && span / (times.length - 1) <= GAP_MS;
}
