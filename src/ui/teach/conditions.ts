/** How a face stands in its frame, as numbers that advice and smart capture share. Pure. */

import type { Face } from '../../vision/protocol.ts';

/** What is looked at of a face. `area`: of its box, px². */
export type SeenFace = Pick<Face, 'id' | 'box' | 'framing' | 'pose' | 'quality'> & { area: number };

export type FrameSize = { width: number; height: number };

/** Another face this near in size may be the one that is meant. */
const ALIKE_IN_SIZE = 1.5;

/** Side of the model's framing, frame px. */
export function framingSide({ framing: [topLeft, topRight] }: Pick<Face, 'framing'>): number {
  return Math.hypot(topRight.x - topLeft.x, topRight.y - topLeft.y);
}

/** Part of the face's box that lies outside the frame, 0–1. */
export function shareOutside({ box }: Pick<Face, 'box'>, frame: FrameSize): number {
  return 1 - visibleArea(box, frame) / (box.width * box.height);
}

/** Whether another face of about the same visible size is in the frame. */
export function hasRival(face: SeenFace, faces: SeenFace[], frame: FrameSize): boolean {
  const enough = visibleArea(face.box, frame) / ALIKE_IN_SIZE;
  return faces.some((other) => other.id !== face.id && visibleArea(other.box, frame) > enough);
}

function visibleArea({ x, y, width, height }: Face['box'], frame: FrameSize): number {
  const across = Math.min(x + width, frame.width) - Math.max(x, 0);
  const down = Math.min(y + height, frame.height) - Math.max(y, 0);
  return Math.max(0, across) * Math.max(0, down);
}
