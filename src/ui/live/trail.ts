/** Where a face was in the plane of valence and arousal in the last seconds. Numbers only; knows no page. */

import type { Affect } from '../guided/pad.ts';
import { towards } from './smoothing.ts';

/** What was read of a face at a time, ms: of the frame alone, and over time as scores are steadied. */
export type Moment = { time: number; raw: Affect; steady: Affect };

/** A trail is so long. */
export const TRAIL_MS = 2_000;

/** The trail after another reading; the latest moment is last. */
export function trailAfter(trail: readonly Moment[], raw: Affect, time: number): Moment[] {
  const last = trail.at(-1);
  const steady = last
    ? {
        valence: towards(last.steady.valence, raw.valence, time - last.time),
        arousal: towards(last.steady.arousal, raw.arousal, time - last.time),
      }
    : raw;
  return [...trail.filter((moment) => time - moment.time <= TRAIL_MS), { time, raw, steady }];
}
