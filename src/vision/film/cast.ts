/** Remembers what a film shows as a whole, while it is read: its tiles and tracks; tells who is who at its end. */

import { type Box, centreOf } from '../../math/box.ts';
import type { TrackedFace } from '../video.ts';
import { createGridFinder, type Grid, tileAt } from './grid.ts';
import type { Look } from './look.ts';
import { beginTrail, extendTrail, peopleOf, type Trail } from './people.ts';

/** By track: the number that its person has all through the film, and the tile. */
export type Cast = { grid: Grid | null; trackOf: Map<number, number>; tileOf: Map<number, number | null> };

/** A frame with the faces in it; `scene` as scenes.ts numbers them. */
type CastFrame = { look: Look; scene: number; time: number; width: number; height: number; faces: TrackedFace[] };

export type CastFinder = { add: (frame: CastFrame) => void; find: () => Cast };

export function createCastFinder(): CastFinder {
  const gridFinder = createGridFinder();
  const trails = new Map<number, Trail>();
  /** Of all frames, in units of the frame's sides. */
  const boxes: Box[] = [];

  return {
    add: ({ look, scene, time, width, height, faces }) => {
      gridFinder.add(look);
      for (const { id, box: px, appearance } of faces) {
        const box = { x: px.x / width, y: px.y / height, width: px.width / width, height: px.height / height };
        boxes.push(box);
        const trail = trails.get(id);
        if (trail) extendTrail(trail, { time, box, appearance });
        else trails.set(id, beginTrail(id, scene, { time, box, appearance }));
      }
    },
    find: () => {
      const grid = gridFinder.find(boxes);
      const placed = [...trails.values()].map((trail) => ({
        ...trail,
        tile: grid && tileAt(grid, centreOf(trail.firstBox)),
      }));
      return { grid, trackOf: peopleOf(placed), tileOf: new Map(placed.map(({ track, tile }) => [track, tile])) };
    },
  };
}
