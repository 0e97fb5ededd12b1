/** When to take the next frame of a video that is read at a steady rate. Numbers only. */

/** Files round their frame times, some to whole milliseconds: a frame this little before a time counts as at it, ms. */
export const ROUNDING_MS = 1;

/** The first multiple of the sampling interval after `time`, ms. @param perSecond frames taken from each second */
export function nextSampleTime(time: number, perSecond: number): number {
  return ((Math.floor(((time + ROUNDING_MS) * perSecond) / 1000) + 1) * 1000) / perSecond;
}
