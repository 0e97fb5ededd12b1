/** Where the caption of a face goes: where it hides least. Knows no canvas. */

import { type Box, sharedArea } from '../../math/box.ts';

export type Size = { width: number; height: number };

/** Between a face's box and its caption, and between two captions, px. */
const GAP_PX = 8;
const CAPTION_GAP_PX = 3;
/** To the edge of the stage, px. */
const EDGE_PX = 4;

/** What a hidden pixel counts: words on words are lost, another face is hidden altogether, one's own loses its chin. */
const COST = { caption: 4, otherFace: 2, face: 1 };

/** A place is left for one that hides less by this part of the caption: else captions would jump as faces move. */
const WORTH_MOVING = 0.1;

/**
 * Under the face, over it, or further from it, all within the stage; of places that hide about equally little the first.
 * All in px of the stage.
 * @param captions those that have their place already
 */
export function captionPlace(
  face: Box,
  { width, height }: Size,
  stage: Size,
  { captions, otherFaces }: { captions: readonly Box[]; otherFaces: readonly Box[] },
): Box {
  const within = (at: number, length: number, whole: number) =>
    Math.min(Math.max(EDGE_PX, at), whole - length - EDGE_PX);
  const below = face.y + face.height + GAP_PX;
  const above = face.y - GAP_PX - height;
  const places = [below, above, below + height + CAPTION_GAP_PX, above - height - CAPTION_GAP_PX].map((y) => ({
    x: within(face.x + face.width / 2 - width / 2, width, stage.width),
    y: within(y, height, stage.height),
    width,
    height,
  }));
  const hidden = (place: Box, boxes: readonly Box[]) => boxes.reduce((sum, box) => sum + sharedArea(place, box), 0);
  const cost = (place: Box) =>
    COST.caption * hidden(place, captions) +
    COST.otherFace * hidden(place, otherFaces) +
    COST.face * sharedArea(place, face);
  const least = WORTH_MOVING * width * height;
  return places.reduce((best, place) => (cost(place) < cost(best) - least ? place : best));
}
