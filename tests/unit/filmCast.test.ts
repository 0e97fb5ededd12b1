/** Who is who in a whole film: tiles from seams, people from tracks, clips from time; over made-up films. */

import { describe, expect, it } from 'vitest';
import { type Appearance, appearanceOf } from '../../src/math/appearance.ts';
import type { Box } from '../../src/math/box.ts';
import { createClips } from '../../src/vision/film/clips.ts';
import { createGridFinder, tileAt } from '../../src/vision/film/grid.ts';
import { LOOK_SIDE, type Look } from '../../src/vision/film/look.ts';
import { beginTrail, extendTrail, peopleOf, type Trail } from '../../src/vision/film/people.ts';
import { createScenes } from '../../src/vision/film/scenes.ts';
import { nameCast, type Seen } from '../../src/vision/import/nameCast.ts';

/** A frame of smooth pictures beside each other, that drift with `time`. */
function mashup(columns: number, rows: number, time: number): Look {
  return Uint8Array.from({ length: LOOK_SIDE ** 2 }, (_, i) => {
    const [x, y] = [i % LOOK_SIDE, Math.floor(i / LOOK_SIDE)];
    const tile = Math.floor((y * rows) / LOOK_SIDE) * columns + Math.floor((x * columns) / LOOK_SIDE);
    return 110 + 70 * Math.sin(7.3 * tile + 1) + 30 * Math.sin((x + 2 * time) / 25 + tile) * Math.cos(y / 31);
  });
}

function gridOf(columns: number, rows: number, faces: Box[] = []) {
  const finder = createGridFinder();
  for (let time = 0; time < 4; time++) finder.add(mashup(columns, rows, time));
  return finder.find(faces);
}

const face = (x: number, y: number, side = 0.1): Box => ({
  x: x - side / 2,
  y: y - side / 2,
  width: side,
  height: side,
});

describe('the tiles of a film', () => {
  it.each([
    [3, 2],
    [2, 2],
    [4, 3],
    [5, 5],
    [2, 1],
    [1, 3],
  ])('%d × %d are found', (columns, rows) => {
    expect(gridOf(columns, rows)).toEqual({ columns, rows });
  });

  it('are not seen in one picture, nor where faces stand on the seam', () => {
    expect(gridOf(1, 1)).toBeNull();
    const hair = createGridFinder();
    hair.add(Uint8Array.from({ length: LOOK_SIDE ** 2 }, (_, i) => 128 + 90 * Math.sin(1.1 * i + (i % 7))));
    expect(hair.find([])).toBeNull();
    expect(gridOf(2, 1, [face(0.5, 0.5)])).toBeNull();
    expect(gridOf(2, 1, [face(0.25, 0.5), face(0.75, 0.5)])).toEqual({ columns: 2, rows: 1 });
  });

  it('are counted row by row', () => {
    const grid = { columns: 3, rows: 2 };
    const centres = [0.25, 0.75].flatMap((y) => [1 / 6, 0.5, 5 / 6].map((x) => tileAt(grid, { x, y })));
    expect(centres).toEqual([1, 2, 3, 4, 5, 6]);
    expect(tileAt(grid, { x: 1, y: 1.01 })).toBe(6);
  });
});

it('scenes are counted where the picture changes, not where it moves', () => {
  const sceneOf = createScenes();
  const frames = [mashup(1, 1, 0), mashup(1, 1, 3), mashup(3, 2, 3), mashup(3, 2, 6), mashup(1, 1, 6)];
  expect(frames.map(sceneOf)).toEqual([0, 0, 1, 1, 2]);
});

/** A made-up person: a face of their own, and nothing in common with the next one. */
const looks = (seed: number): Appearance =>
  appearanceOf(Uint8Array.from({ length: 256 }, (_, i) => 128 + 100 * Math.sin((i + 1) * (1.7 + seed))));
const [ann, ben] = [looks(0), looks(1)];

type Told = { who: Appearance; at: Box; times: number[]; scene?: number; tile?: number | null };

function trail(track: number, { who, at, times, scene = 0, tile = null }: Told): Trail {
  const [first = 0, ...more] = times;
  const begun = beginTrail(track, scene, { time: first, box: at, appearance: who });
  for (const time of more) extendTrail(begun, { time, box: at, appearance: who });
  return { ...begun, tile };
}

const people = (...told: Told[]): number[] => {
  const trackOf = peopleOf(told.map((one, i) => trail(i + 1, one)));
  return told.map((_, i) => trackOf.get(i + 1) ?? 0);
};

const [left, right] = [face(0.3, 0.5), face(0.7, 0.5)];
const during = (from: number, to: number) => Array.from({ length: (to - from) / 500 + 1 }, (_, i) => from + 500 * i);

describe('people of a film', () => {
  it('who are seen at once are two, however alike and near', () => {
    expect(
      people({ who: ann, at: left, times: during(0, 4000) }, { who: ann, at: left, times: during(0, 4000) }),
    ).toEqual([1, 2]);
  });

  it('who come back are known by how they look, in another scene too', () => {
    const [a, b] = [during(0, 4000), during(8000, 12_000)];
    const found = people(
      { who: ann, at: left, times: a },
      { who: ben, at: right, times: a },
      { who: ben, at: left, times: b, scene: 1 },
      { who: ann, at: right, times: b, scene: 1 },
    );
    expect(found).toEqual([1, 2, 2, 1]);
  });

  it('who come back to their place in the same scene are the same, if somebody else is there who is not', () => {
    const found = people(
      { who: ann, at: left, times: during(0, 4000) },
      { who: ben, at: right, times: during(0, 9000) },
      { who: looks(2), at: left, times: during(6000, 9000) },
    );
    expect(found).toEqual([1, 2, 1]);
  });

  it('are more where somebody comes who looks like none of them, elsewhere', () => {
    const found = people(
      { who: ann, at: left, times: during(0, 4000) },
      { who: ben, at: right, times: during(0, 9000) },
      { who: looks(2), at: face(0.1, 0.2), times: during(6000, 9000) },
    );
    expect(found).toEqual([1, 2, 3]);
  });

  it('who are alone in a scene or a tile are one, whatever they look like; in another scene they may not be', () => {
    const [a, b] = [during(0, 4000), during(8000, 12_000)];
    expect(people({ who: ann, at: left, times: a }, { who: ben, at: right, times: b })).toEqual([1, 1]);
    expect(people({ who: ann, at: left, times: a }, { who: ben, at: left, times: b, scene: 1 })).toEqual([1, 2]);
    const tiled = people(
      { who: ann, at: left, times: a, tile: 1 },
      { who: ben, at: right, times: b, tile: 2 },
      { who: ben, at: left, times: b, scene: 1, tile: 1 },
    );
    expect(tiled).toEqual([1, 2, 1]);
  });

  it('are one where a track is found in the gap of another one', () => {
    const found = people(
      { who: ann, at: left, times: [...during(0, 2000), ...during(4000, 6000)] },
      { who: ben, at: right, times: during(0, 6000) },
      { who: ann, at: left, times: [2500, 3000] },
    );
    expect(found).toEqual([1, 2, 1]);
  });
});

describe('clips', () => {
  it('end after their length, where the face is lost, and with their track', () => {
    const clipOf = createClips(10, 2);
    const clips = [...during(0, 12_000), ...during(14_000, 15_000)].map((time) => clipOf(1, time));
    expect(clips.filter((clip) => clip === 1)).toHaveLength(20);
    expect(clips.filter((clip) => clip === 2)).toHaveLength(5);
    expect(clips.filter((clip) => clip === 3)).toHaveLength(3);
    expect(clipOf(2, 15_500)).toBe(4);
    expect(clipOf(1, 15_500)).toBe(3);
  });

  it('bear one missed frame, and frames that are far apart', () => {
    const clipOf = createClips(10, 2);
    expect([0, 500, 1500, 3000].map((time) => clipOf(1, time))).toEqual([1, 1, 1, 2]);
    const rare = createClips(60, 0.5);
    expect([0, 2000, 4000, 8000].map((time) => rare(1, time))).toEqual([1, 1, 1, 2]);
  });
});

describe('names of people in a film', () => {
  const seen = (id: string, track: number, more: Partial<Seen> = {}): Seen => ({
    id,
    track,
    clip: 'a/holiday.mp4',
    yaw: 0,
    pitch: 0,
    storedAs: null,
    ...more,
  });
  const cast = {
    grid: { columns: 2, rows: 1 },
    trackOf: new Map([1, 2, 3].map((track) => [track, track === 3 ? 1 : track])),
    tileOf: new Map([
      [1, 2],
      [2, 1],
      [3, 2],
    ]),
  };
  const faces = [seen('a', 1, { yaw: 30 }), seen('b', 2), seen('c', 3, { yaw: -5 })];
  const unsure = { person: 'unknown', sure: false };

  it('are the film’s, by tile; one track and tile each', () => {
    const { changes, film } = nameCast('a/holiday.mp4', faces, cast, unsure, new Set());
    expect(Object.fromEntries(changes)).toEqual({
      a: { person: 'holiday 2', track: 1, tile: 2 },
      b: { person: 'holiday 1', track: 2, tile: 1 },
      c: { person: 'holiday 2', track: 1, tile: 2 },
    });
    expect(film).toEqual({
      path: 'a/holiday.mp4',
      grid: cast.grid,
      clips: 1,
      people: [
        { person: 'holiday 1', tile: 1, faces: 1, portrait: 'b' },
        { person: 'holiday 2', tile: 2, faces: 2, portrait: 'c' },
      ],
    });
  });

  it('are nobody else’s, and what was said where there is one person or a table says it', () => {
    const names = (...given: Parameters<typeof nameCast>) => nameCast(...given).film.people.map(({ person }) => person);
    expect(names('holiday.mp4', faces, cast, unsure, new Set(['holiday 2']))).toEqual([
      'holiday (2) 1',
      'holiday (2) 2',
    ]);
    expect(names('holiday.mp4', faces.slice(0, 1), cast, { person: 'Ada', sure: false }, new Set())).toEqual(['Ada']);
    expect(names('holiday.mp4', faces, cast, { person: 'Ada', sure: true }, new Set())).toEqual(['Ada']);
  });

  it('go on where a part of the film was stored before, and change nothing there', () => {
    const stored = [seen('x', 1, { storedAs: 'Bo' }), seen('y', 2, { storedAs: 'unknown' }), ...faces];
    const { changes, film } = nameCast('holiday.mp4', stored, cast, unsure, new Set(['Bo', 'unknown']));
    expect(film.people.map(({ person }) => person)).toEqual(['holiday 1', 'Bo']);
    expect([...changes.keys()].toSorted()).toEqual(['a', 'b', 'c']);
  });
});
