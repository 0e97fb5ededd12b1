/** Tells where a film cuts from one scene to the next. Numbers only. */

import { type Appearance, appearanceOf, similarity } from '../../math/appearance.ts';
import { LOOK_SIDE, type Look } from './look.ts';

/** Side of the fields by whose means frames are compared, px: coarse enough to bear a hand or a turn of the head. */
const FIELD = 10;
const FIELDS = LOOK_SIDE / FIELD;

/**
 * Frames of one scene correlate at more than this. Half a second apart, frames of eight films correlate at 0.61 and
 * more, and frames of different films at 0.47 and less.
 */
const SAME_SCENE = 0.55;

/** Numbers the scenes of a film from 0: call it with every frame in turn. */
export function createScenes(): (look: Look) => number {
  let scene = 0;
  let before: Appearance | undefined;
  return (look) => {
    const now = appearanceOf(fields(look));
    if (before && similarity(before, now) < SAME_SCENE) scene += 1;
    before = now;
    return scene;
  };
}

/** Means u8 [24, 24] of the fields. */
function fields(look: Look): Uint8Array {
  const sums = new Float32Array(FIELDS * FIELDS);
  look.forEach((grey, i) => {
    const row = Math.floor(i / LOOK_SIDE / FIELD);
    const column = Math.floor((i % LOOK_SIDE) / FIELD);
    sums[row * FIELDS + column]! += grey;
  });
  return Uint8Array.from(sums, (sum) => Math.round(sum / FIELD ** 2));
}
