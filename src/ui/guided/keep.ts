/** Makes samples of the faces that a guided capture has seen, and keeps them. Knows no camera. */

import { addSamples } from '../../data/edits.ts';
import type { Sample } from '../../data/schema.ts';
import type { Pose, StoredFace } from '../../vision/protocol.ts';
import { perform } from '../library.ts';
import { getState } from '../store.ts';
import { sittingOf } from '../teach/sitting.ts';

/** A face to be kept, with all that the capture knows of it. */
export type Shot = Pick<Sample, 'classId' | 'person' | 'clip' | 'time' | 'moment' | 'track' | 'tile'> & {
  pose: Pose;
  stored: StoredFace;
};

/**
 * @param what finishes “Undo: …”
 * @param group shots of one group that are kept after each other are undone together
 * @returns whether they were kept; where not, the reason is shown
 */
export function keepShots(what: string, shots: Shot[], group: string): boolean {
  const session = sittingOf('camera', new Set(getState().samples.map((sample) => sample.session)));
  const kept = shots.map(({ pose, stored, ...known }) => {
    const sample: Sample = {
      ...known,
      id: crypto.randomUUID(),
      valence: null,
      arousal: null,
      intensity: null,
      session,
      source: 'camera',
      recordedAt: Date.now(),
      yaw: pose.yaw,
      pitch: pose.pitch,
      file: null,
    };
    return { sample, image: { id: sample.id, ...stored } };
  });
  return perform(what, () => addSamples(kept.map(({ sample }) => sample)), {
    images: kept.map(({ image }) => image),
    group,
  });
}
