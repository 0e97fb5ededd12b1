/** Cuts what a film shows of a face into clips of bounded length, and where the face is lost. Numbers only. */

/** A face that is unseen for longer is lost, ms. */
const LOST_MS = 1000;

/**
 * Numbers the clips of a film from 1: call it with the faces in the order of their times, ms. A clip never goes beyond a
 * track, and tracks end with their scene.
 * @param seconds most of one clip
 * @param perSecond frames taken from each second
 */
export function createClips(seconds: number, perSecond: number): (track: number, time: number) => number {
  const patience = Math.max(LOST_MS, 1500 / perSecond);
  const open = new Map<number, { clip: number; start: number; last: number }>();
  let clips = 0;
  return (track, time) => {
    const going = open.get(track);
    if (going && time - going.start < 1000 * seconds && time - going.last <= patience) {
      going.last = time;
      return going.clip;
    }
    clips += 1;
    open.set(track, { clip: clips, start: time, last: time });
    return clips;
  };
}
