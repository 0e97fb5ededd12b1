/** A frame of a film as a small square of greys, for what concerns the frame as a whole. Knows no faces. */

import type { Picture } from '../patch.ts';
import { createSheet, pixels } from '../patch.ts';

/** Side of the square, px, whatever the frame's aspect: halves to sixths of the frame begin at whole pixels. */
export const LOOK_SIDE = 240;

/** Grey u8 [240, 240] of a frame. */
export type Look = Uint8Array;

export function createLook(): (picture: Picture) => Look {
  const sheet = createSheet(LOOK_SIDE);
  return (picture) => {
    const { context } = sheet;
    context.filter = 'grayscale(1)';
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, LOOK_SIDE, LOOK_SIDE);
    const rgba = pixels(sheet);
    return Uint8Array.from({ length: LOOK_SIDE * LOOK_SIDE }, (_, i) => rgba[4 * i]!);
  };
}
