/** Whole frames of the clip: six tiles and the camera's grain, with the geometry of the faces. Knows no files. */

import type { Box, Point } from '../../src/math/box.ts';
import { CAST } from './cast.ts';
import { COLUMNS, frameTime, HEIGHT, TILE, WIDTH } from './clip.ts';
import type { FaceGeometry } from './crops.ts';
import { addGrain } from './noise.ts';
import type { Shot } from './page/main.ts';
import type { OpenStage, Quality } from './stage.ts';
import { perform } from './timeline.ts';

/** Below about 12 passes the soft shadows show steps. */
export const QUALITY: Quality = { side: TILE, passes: 12, detail: 1 };

/** Standard deviation, grey levels: a good webcam by daylight. */
const GRAIN = 1.2;

export type Tile = { pixels: Uint8Array; face: FaceGeometry };

/** One actor at a frame, RGBA [TILE, TILE]. */
async function renderTile(stage: OpenStage, frame: number, index: number): Promise<Tile> {
  const person = CAST[index]!;
  const shot = await stage.shoot(person, perform(person)(frameTime(frame)));
  const rgba = new Uint8Array(Buffer.from(shot.pixels, 'base64'));
  addGrain(rgba, CAST.length * frame + index, GRAIN);
  return { pixels: rgba, face: geometryOf(shot) };
}

/** Where the face is in a shot. */
export function geometryOf({ landmarks, face }: Shot): FaceGeometry {
  const point = ([x, y]: readonly [number, number]): Point => ({ x, y });
  return {
    leftEye: point(landmarks.leftEye),
    rightEye: point(landmarks.rightEye),
    mouth: point(landmarks.mouth),
    box: face,
  };
}

/** All tiles of a frame, and the frame RGBA [HEIGHT, WIDTH]. */
export async function renderFrame(
  stage: OpenStage,
  frame: number,
): Promise<{ pixels: Uint8Array; tiles: Tile[]; boxes: Box[] }> {
  const tiles: Tile[] = [];
  const pixels = new Uint8Array(4 * WIDTH * HEIGHT);
  for (let index = 0; index < CAST.length; index++) {
    const tile = await renderTile(stage, frame, index);
    tiles.push(tile);
    const [left, top] = [TILE * (index % COLUMNS), TILE * Math.floor(index / COLUMNS)];
    for (let row = 0; row < TILE; row++) {
      pixels.set(tile.pixels.subarray(4 * TILE * row, 4 * TILE * (row + 1)), 4 * (WIDTH * (top + row) + left));
    }
  }
  return { pixels, tiles, boxes: tiles.map(({ face }) => face.box) };
}
