/** A face on its way into the store, before it has an id and a label. */

import type { Pose, StoredFace } from '../protocol.ts';

/** `track`: its number within the film. `clip`: the film's path, or of a part of it. `time`: ms into the film. */
export type NewFace = {
  kept: StoredFace;
  pose: Pick<Pose, 'yaw' | 'pitch'>;
  track: number;
  clip: string;
  time: number;
};
