/** Joins the tracks of a whole film into people: faces that come back, or are found again. Knows no images. */

import { type Appearance, blend, similarity } from '../../math/appearance.ts';
import { type Box, overlap } from '../../math/box.ts';
import { MIN_SIMILARITY, SAME_PLACE } from '../tracker.ts';

/** What is remembered of a track. Times in ms, boxes in units of the frame's sides. */
export type Trail = {
  track: number;
  /** Scenes (scenes.ts) have tracks of their own. */
  scene: number;
  /** Of the mashup; null where the film is one picture. */
  tile: number | null;
  /** Of the frames that it was seen in. */
  times: Set<number>;
  first: number;
  last: number;
  firstBox: Box;
  lastBox: Box;
  /** Mean of how it looked. */
  appearance: Appearance;
};

type Sighting = { time: number; box: Box; appearance: Appearance };

export function beginTrail(track: number, scene: number, { time, box, appearance }: Sighting): Trail {
  const span = { times: new Set([time]), first: time, last: time, firstBox: box, lastBox: box };
  return { track, scene, tile: null, ...span, appearance };
}

/** Notes that the track was seen once more, later. */
export function extendTrail(trail: Trail, { time, box, appearance }: Sighting): void {
  trail.times.add(time);
  trail.last = time;
  trail.lastBox = box;
  trail.appearance = blend(trail.appearance, appearance, 1 / trail.times.size);
}

/** A face that is seen no more often than this beside somebody is no proof that there are two people. */
const FLEETING = 2;

/**
 * Track → the earliest track of the same person. Who is seen at once, or in different tiles, is not one person. Who is
 * alone in a tile, or in a scene of a film without tiles, is; else faces have to look alike, or to come back to where they
 * were. The likest are joined first.
 */
export function peopleOf(trails: readonly Trail[]): Map<number, number> {
  const sorted = trails.toSorted((a, b) => a.first - b.first);
  const pairs = sorted.flatMap((a, i) =>
    sorted.slice(i + 1).flatMap((b) => (a.tile === b.tile ? [{ a, b, together: atOnce(a, b) }] : [])),
  );
  const crowded = new Set(
    pairs.flatMap(({ a, b, together }) =>
      together && Math.min(a.times.size, b.times.size) > FLEETING ? [stageOf(a)] : [],
    ),
  );
  const alone = (a: Trail, b: Trail) => stageOf(a) === stageOf(b) && !crowded.has(stageOf(a));
  const joins = pairs
    .flatMap(({ a, b, together }) => (together ? [] : { a, b, likeness: likeness(a, b, alone(a, b)) }))
    .filter((pair) => pair.likeness > 0)
    .sort((x, y) => y.likeness - x.likeness);

  const groups = new Map(sorted.map((trail) => [trail, [trail]]));
  const groupOf = (trail: Trail) => groups.get(trail) ?? [];
  for (const { a, b } of joins) {
    const [one, other] = [groupOf(a), groupOf(b)];
    if (one === other || one.some((x) => other.some((y) => atOnce(x, y)))) continue;
    const all = [...one, ...other].sort((x, y) => x.first - y.first);
    for (const trail of all) groups.set(trail, all);
  }
  return new Map(sorted.map((trail) => [trail.track, groupOf(trail)[0]?.track ?? trail.track]));
}

const stageOf = ({ tile, scene }: Trail): string => (tile === null ? `scene ${scene}` : `tile ${tile}`);

/** Whether both are in one frame: a track may be found in the gap of another one. */
const atOnce = (a: Trail, b: Trail): boolean =>
  a.first <= b.last && b.first <= a.last && [...a.times].some((time) => b.times.has(time));

/** How well the later track may go on the earlier one; 0: not at all. */
function likeness(earlier: Trail, later: Trail, alone: boolean): number {
  const alike = Math.max(0, similarity(earlier.appearance, later.appearance));
  const place = earlier.scene === later.scene ? overlap(earlier.lastBox, later.firstBox) : 0;
  return alone || alike >= MIN_SIMILARITY || place >= SAME_PLACE ? Number(alone) + alike + place : 0;
}
