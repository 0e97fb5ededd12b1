/** Finds the equal tiles of a mashup: seams that stand still all through the film and cut through no face. Numbers only. */

import { type Box, centreOf } from '../../math/box.ts';
import { LOOK_SIDE, type Look } from './look.ts';

/** Tiles are counted from 1, row by row from the top left. */
export type Grid = { columns: number; rows: number };

export type GridFinder = {
  /** Takes in one frame of the film. */
  add: (look: Look) => void;
  /** The film's tiles; null where it is one picture. @param faces boxes in units of the frame's sides, of all frames */
  find: (faces: readonly Box[]) => Grid | null;
};

/** Most tiles of a row or column. */
const MOST = 6;

/** A seam is a step in grey of at least this, in the mean over the film, and sharper than what is beside it. */
const LEAST_STEP = 3;
const SHARPER = 2;

/**
 * Part of a line's length on which there has to be a seam. Of mashups 0.52 and more are (the sample actors' tiles share
 * their backgrounds); where single pictures could be halved or divided by three, up to 0.17 are.
 */
const SEAM = 0.35;

/** A line may run this far beside its place, px of the look: gutters. */
const REACH = 2;

/** How many faces a line may cut, of all: those that are found wrongly. */
const MOST_CUT = 0.05;

/** The part of a face's box that counts as the face, about its middle. */
const CORE = 0.6;

export function createGridFinder(): GridFinder {
  // Absolute differences between neighbours, summed over the frames; rows are lines of sight across the seams.
  const across = new Float32Array(LOOK_SIDE * LOOK_SIDE);
  const down = new Float32Array(LOOK_SIDE * LOOK_SIDE);
  let frames = 0;

  return {
    add: (look) => {
      frames += 1;
      for (let y = 0; y < LOOK_SIDE; y++) {
        for (let x = 0; x < LOOK_SIDE; x++) {
          const grey = look[y * LOOK_SIDE + x]!;
          if (x > 0) across[y * LOOK_SIDE + x]! += Math.abs(grey - look[y * LOOK_SIDE + x - 1]!);
          if (y > 0) down[x * LOOK_SIDE + y]! += Math.abs(grey - look[(y - 1) * LOOK_SIDE + x]!);
        }
      }
    },
    find: (faces) => {
      const spans = (of: 'x' | 'y', size: 'width' | 'height') =>
        faces.map((box) => ({ middle: centreOf(box)[of], half: (CORE * box[size]) / 2 }));
      const columns = divisions(across, frames, spans('x', 'width'));
      const rows = divisions(down, frames, spans('y', 'height'));
      return columns * rows > 1 ? { columns, rows } : null;
    },
  };
}

/** The tile that a point lies in. @param point in units of the frame's sides */
export function tileAt({ columns, rows }: Grid, { x, y }: { x: number; y: number }): number {
  const place = (value: number, n: number) => Math.min(n - 1, Math.max(0, Math.floor(value * n)));
  return place(y, rows) * columns + place(x, columns) + 1;
}

type Span = { middle: number; half: number };

/** Into how many equal parts the frame is divided along one axis: the most of which every line is a seam. */
function divisions(steps: Float32Array, frames: number, faces: Span[]): number {
  const seams = seamShares(steps, frames);
  const isLine = (at: number) => {
    const place = Math.round(at * LOOK_SIDE);
    const cut = faces.filter(({ middle, half }) => Math.abs(middle - at) < half).length;
    return Math.max(...seams.subarray(place - REACH, place + REACH + 1)) >= SEAM && cut <= MOST_CUT * faces.length;
  };
  for (let n = MOST; n > 1; n--) {
    if (Array.from({ length: n - 1 }, (_, k) => (k + 1) / n).every(isLine)) return n;
  }
  return 1;
}

/** For each place along the axis, the part of the line there that is a seam. */
function seamShares(steps: Float32Array, frames: number): Float32Array {
  const shares = new Float32Array(LOOK_SIDE);
  for (let place = 4; place < LOOK_SIDE - 4; place++) {
    let seams = 0;
    for (let line = 0; line < LOOK_SIDE; line++) {
      const at = (offset: number) => steps[line * LOOK_SIDE + place + offset]!;
      const step = Math.max(at(-1), at(0), at(1));
      const beside = Math.max(at(-3), at(-2), at(2), at(3));
      if (step > LEAST_STEP * frames && step > SHARPER * beside) seams += 1;
    }
    shares[place] = seams / LOOK_SIDE;
  }
  return shares;
}
