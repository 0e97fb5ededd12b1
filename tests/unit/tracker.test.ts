/** Ids over synthetic sequences: absence, crossing, leaving, strangers. */

import { describe, expect, it } from 'vitest';
import { type Appearance, appearanceOf } from '../../src/math/appearance.ts';
import { follow, MEMORY_MS, NO_TRACKS, type Seen, type Tracks } from '../../src/vision/tracker.ts';

const FRAME_MS = 1000 / 15;

/** A made-up person: a face of their own, and nothing in common with the next one. */
function person(seed: number): Appearance {
  const grey = Uint8Array.from({ length: 256 }, (_, i) => 128 + 100 * Math.sin((i + 1) * (1.7 + seed)));
  return appearanceOf(grey);
}

const face = (x: number, appearance: Appearance, size = 100): Seen => ({
  box: { x: x - size / 2, y: 50, width: size, height: size },
  appearance,
});

/** Feeds frames and gives, for each, the ids of the faces in the order shown. */
function idsOf(frames: Seen[][], interval = FRAME_MS): number[][] {
  let tracks: Tracks<Seen> = NO_TRACKS;
  return frames.map((frame, i) => {
    tracks = follow(tracks, frame, i * interval);
    return frame.map((seen) => tracks.tracks.find((track) => track.seen === seen)!.id);
  });
}

const [ann, ben] = [person(0), person(1)];
const repeat = <T>(count: number, frame: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => frame(i));

describe('one face', () => {
  it('keeps its id while it moves', () => {
    const ids = idsOf(repeat(20, (i) => [face(100 + 12 * i, ann)]));
    expect(new Set(ids.flat())).toEqual(new Set([1]));
  });

  it('keeps its id through an absence of a second, also when it went on meanwhile', () => {
    const frames = [...repeat(5, (i) => [face(100 + 5 * i, ann)]), ...repeat(15, () => []), [face(190, ann)]];
    expect(idsOf(frames).at(-1)).toEqual([1]);
  });

  it('is forgotten after the memory is over', () => {
    const gap = Math.ceil(MEMORY_MS / FRAME_MS) + 1;
    const frames = [[face(100, ann)], ...repeat(gap, () => []), [face(100, ann)]];
    expect(idsOf(frames).at(-1)).toEqual([2]);
  });

  it('gives way to somebody else who comes after it', () => {
    expect(idsOf([[face(100, ann)], [face(100, ann)], [], [face(100, ben)]]).at(-1)).toEqual([2]);
  });

  it('keeps its id under a hand for a moment', () => {
    // Half of what the crop shows is something else.
    const covered = appearanceOf(Uint8Array.from(ann, (value, i) => (i < 128 ? 128 + 400 * value : 40)));
    expect(idsOf([[face(100, ann)], [face(100, ann)], [face(102, covered)], [face(104, ann)]]).flat()).toEqual([
      1, 1, 1, 1,
    ]);
  });

  it('is not the same when it jumps across the frame', () => {
    expect(idsOf([[face(100, ann)], [face(600, ann)]]).at(-1)).toEqual([2]);
  });
});

describe('two faces', () => {
  it('do not exchange ids as they pass, seen all the time', () => {
    const ids = idsOf(repeat(31, (i) => [face(100 + 10 * i, ann), face(400 - 10 * i, ben)]));
    expect(ids[0]).toEqual(ids.at(-1));
    expect(new Set(ids.map((pair) => pair.join()))).toHaveLength(1);
  });

  it('do not exchange ids as one passes behind the other', () => {
    const frames = repeat(31, (i) => {
      const front = face(100 + 10 * i, ann);
      const behind = face(400 - 10 * i, ben);
      return Math.abs(300 - 20 * i) < 70 ? [front] : [front, behind];
    });
    const ids = idsOf(frames);
    expect(ids.at(-1)).toEqual(ids[0]);
  });

  it('do not exchange ids as they meet and turn back, where their motion alone would say so', () => {
    const frames = repeat(31, (i) => {
      const gap = 10 + 12 * Math.abs(15 - i);
      return [face(250 - gap, ann), face(250 + gap, ben)];
    });
    expect(new Set(idsOf(frames).map((pair) => pair.join()))).toHaveLength(1);
  });

  it('get ids of their own when the second comes later, and leave one by one', () => {
    const frames = [[face(100, ann)], [face(100, ann), face(300, ben)], [face(300, ben)], []];
    expect(idsOf(frames)).toEqual([[1], [1, 2], [2], []]);
  });
});

describe('frames seconds apart', () => {
  const interval = 4 * MEMORY_MS;
  const stirred = appearanceOf(Uint8Array.from(ann, (value, i) => 128 + 1000 * value + (i % 7) * 10));

  it('keep the ids of faces that look the same, wherever they went within reach', () => {
    const frames = [
      [face(100, ann), face(300, ben)],
      [face(300, ben), face(130, stirred)],
      [face(350, ann), face(100, ben)],
    ];
    expect(idsOf(frames, interval)).toEqual([
      [1, 2],
      [2, 1],
      [1, 2],
    ]);
  });

  it('give somebody else in the same place an id of their own', () => {
    expect(idsOf([[face(100, ann)], [face(100, ben)], [face(100, ben)]], interval)).toEqual([[1], [2], [2]]);
  });

  it('remember nobody for longer than until the next one', () => {
    expect(idsOf([[face(100, ann)], [], [face(100, ann)]], interval)).toEqual([[1], [], [2]]);
  });
});

it('remembers which faces are in the frame and which were', () => {
  let tracks: Tracks<Seen> = NO_TRACKS;
  tracks = follow(tracks, [face(100, ann), face(300, ben)], 0);
  tracks = follow(tracks, [face(100, ann)], 40);
  expect(tracks.tracks.map(({ id, time }) => [id, time])).toEqual([
    [1, 40],
    [2, 0],
  ]);
});
