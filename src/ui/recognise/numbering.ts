/** Gives the faces of a playing video the numbers that they have in what was read of it, seeks and repeats included. */

import { type Box, overlap } from '../../math/box.ts';
import { momentAt } from './reading.ts';
import { recogniseState } from './state.ts';

/** From this overlap on two boxes are of one face, although it moved between the two frames. */
const SAME = 0.3;

type Numbered = { id: number; box: Box };

/** Every face with the number of the known face that it covers best; others keep theirs where it is free. */
export function renumbered<F extends Numbered>(faces: F[], known: readonly Numbered[]): F[] {
  const pairs = faces
    .flatMap((face) => known.map((same) => ({ face, id: same.id, share: overlap(face.box, same.box) })))
    .filter(({ share }) => share >= SAME)
    .sort((a, b) => b.share - a.share);
  const ids = new Map<F, number>();
  const taken = new Set<number>();
  for (const { face, id } of pairs) {
    if (ids.has(face) || taken.has(id)) continue;
    ids.set(face, id);
    taken.add(id);
  }
  for (const { id } of known) taken.add(id);
  return faces.map((face) => {
    let id = ids.get(face);
    if (id === undefined) {
      id = taken.has(face.id) ? Math.max(...taken) + 1 : face.id;
      taken.add(id);
    }
    return id === face.id ? face : { ...face, id };
  });
}

/** @param width of the frame that the boxes are in, px @param time of the video, ms */
export function numberedAsRead<F extends Numbered>(faces: F[], width: number, time: number): F[] {
  const { reading } = recogniseState();
  if (reading?.kind !== 'film') return faces;
  const moment = momentAt(reading.moments, time, 2000 / reading.perSecond);
  if (!moment) return faces;
  const scale = width / reading.width;
  const known = moment.faces.map(({ id, box }) => ({
    id,
    box: { x: box.x * scale, y: box.y * scale, width: box.width * scale, height: box.height * scale },
  }));
  return renumbered(faces, known);
}
