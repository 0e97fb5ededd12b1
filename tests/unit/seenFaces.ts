/** Faces as the page sees them, good in every way but those that a test changes. */

import type { SeenFace } from '../../src/ui/teach/conditions.ts';
import type { FaceQuality, Pose } from '../../src/vision/protocol.ts';

export const FRAME = { width: 640, height: 480 };

type Change = {
  id?: number;
  /** Left edge of the box and sides of box and framing, px. */
  x?: number;
  y?: number;
  side?: number;
  pose?: Partial<Pose>;
  quality?: Partial<FaceQuality>;
};

export function seenFace({ id = 1, x = 240, y = 160, side = 120, pose, quality }: Change = {}): SeenFace {
  return {
    id,
    area: side * side,
    box: { x, y, width: side, height: side },
    framing: [
      { x, y },
      { x: x + side, y },
      { x: x + side, y: y + side },
      { x, y: y + side },
    ],
    pose: { yaw: 0, pitch: 0, roll: 0, ...pose },
    quality: { sharpness: 0.25, brightness: 0.45, contrast: 0.18, surround: 0.45, unevenness: 0.05, ...quality },
  };
}
