/** The common time axis of recordings that are made at a fixed rate along a clip: equal steps from its start. Pure. */

/** Faces of one person from each second of the clip; 30 of them, which RMFER's negatives lie apart, are 6 s. */
export const TICKS_PER_SECOND = 5;

const TICK_MS = 1000 / TICKS_PER_SECOND;

/** The latest tick that the clip has reached. @param time ms into the clip */
export const tickAt = (time: number): number => Math.floor(time / TICK_MS);

/** Clip time of a tick, ms: the same number for everybody who watches the clip. */
export const timeOfTick = (tick: number): number => Math.round(tick * TICK_MS);

/** Ticks of a whole clip. @param duration ms */
export const ticksOf = (duration: number): number => Math.max(1, Math.ceil(duration / TICK_MS));

/**
 * The tick that a face is wanted for now; null where the one that the clip is at is done. Ticks that passed while
 * nobody looked are left out: a later face would not be their reaction.
 * @param last the latest tick that was looked at; −1 before the first
 */
export function dueTick(time: number, last: number): number | null {
  const tick = tickAt(time);
  return tick > last ? tick : null;
}
