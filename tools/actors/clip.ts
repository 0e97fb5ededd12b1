/** The sample clip's ground truth: its types, its rule for valence and arousal, and how it is put together. Knows no pixels. */

import type { Box } from '../../src/math/box.ts';
import { AFFECT_RULE, type Expression } from './actionUnits.ts';
import { CAST } from './cast.ts';
import { LOOP_SECONDS, perform } from './timeline.ts';

export const FRAMES_PER_SECOND = 15;
export const FRAMES = LOOP_SECONDS * FRAMES_PER_SECOND;
export const COLUMNS = 3;
/** Side of an actor's tile, px. */
export const TILE = 320;
export const WIDTH = COLUMNS * TILE;
export const HEIGHT = Math.ceil(CAST.length / COLUMNS) * TILE;

/** Angles in degrees: yaw > 0 turns to the picture's right, pitch > 0 up, roll > 0 clockwise on screen. */
export type ClipFace = {
  person: string;
  /** The expression that is being shown, however faint; neutral when none is. */
  expression: Expression | 'neutral';
  /** 0 at neutral to 1 at apex. */
  intensity: number;
  /** Whether the apex is being held. */
  apex: boolean;
  valence: number;
  arousal: number;
  yaw: number;
  pitch: number;
  roll: number;
  /** From hairline to chin and cheek to cheek, px of the clip. */
  box: Box;
};

export type Clip = {
  width: number;
  height: number;
  framesPerSecond: number;
  /** The last frame is followed by the first without a jump. */
  loops: true;
  affectRule: string;
  tiles: { person: string; seed: number; tile: Box }[];
  /** One face for each tile, in the order of the tiles. */
  frames: { time: number; faces: ClipFace[] }[];
};

/** Plus zero: JSON has no −0, so what is written must not have it either. */
const round = (value: number, digits: number) => Number(value.toFixed(digits)) + 0;

export function tileOf(index: number): Box {
  return { x: (index % COLUMNS) * TILE, y: Math.floor(index / COLUMNS) * TILE, width: TILE, height: TILE };
}

/** Seconds into the loop at which a frame is shown. */
export function frameTime(frame: number): number {
  return frame / FRAMES_PER_SECOND;
}

/** @param boxes of the faces in their tiles, [frame][tile], px of the tile */
export function describeClip(boxes: readonly (readonly Box[])[]): Clip {
  const actors = CAST.map((person, index) => ({ person, play: perform(person), tile: tileOf(index) }));
  return {
    width: WIDTH,
    height: HEIGHT,
    framesPerSecond: FRAMES_PER_SECOND,
    loops: true,
    affectRule: AFFECT_RULE,
    tiles: actors.map(({ person, tile }) => ({ person: person.id, seed: person.seed, tile })),
    frames: boxes.map((row, frame) => ({
      time: round(frameTime(frame), 4),
      faces: actors.map(({ person, play, tile }, index): ClipFace => {
        const { expression, intensity, apex, valence, arousal, head } = play(frameTime(frame));
        const { x, y, width, height } = row[index]!;
        return {
          person: person.id,
          expression,
          intensity: round(intensity, 3),
          apex,
          valence: round(valence, 3),
          arousal: round(arousal, 3),
          yaw: round(head.yaw, 1),
          pitch: round(head.pitch, 1),
          roll: round(head.roll, 1),
          box: { x: round(tile.x + x, 1), y: round(tile.y + y, 1), width: round(width, 1), height: round(height, 1) },
        };
      }),
    })),
  };
}
