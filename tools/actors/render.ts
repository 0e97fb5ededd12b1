/**
 * Renders the sample clip, its ground truth, its poster and the test crops: npm run actors:clip.
 * Knows no training and no page of the app.
 */

import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Box } from '../../src/math/box.ts';
import { CAST } from './cast.ts';
import { describeClip, FRAMES, FRAMES_PER_SECOND, frameTime, HEIGHT, TILE, WIDTH } from './clip.ts';
import { CROP_SIDE, cropFace } from './crops.ts';
import { encodeClip, encodePoster } from './encode.ts';
import { QUALITY, renderFrame } from './frames.ts';
import { HEAD, openStage } from './stage.ts';
import { perform } from './timeline.ts';

const OUTPUT = 'public/samples';
const FIXTURES = 'tests/fixtures';

/** Crops of the parity fixture: each tile at four frames spread over the loop. */
const CROP_FRAMES = [14, 52, 89, 127];

type LabelledCrop = { person: string; expression: string; intensity: number; time: number; pixels: Uint8Array };

export async function main(): Promise<void> {
  const stage = await openStage(HEAD, QUALITY);
  // Written aside and copied at the end, so that an interrupted run leaves the old files.
  const draft = await mkdtemp(join(tmpdir(), 'actors-'));
  try {
    const encoder = encodeClip(join(draft, 'clip.mp4'), WIDTH, HEIGHT, FRAMES_PER_SECOND);
    const boxes: Box[][] = [];
    const crops: LabelledCrop[] = [];
    const actors = CAST.map((person) => ({ id: person.id, play: perform(person) }));
    for (let frame = 0; frame < FRAMES; frame++) {
      const picture = await renderFrame(stage, frame);
      await encoder.add(picture.pixels);
      boxes.push(picture.boxes);
      if (frame === 0) await encodePoster(join(draft, 'poster.jpg'), WIDTH, HEIGHT, picture.pixels);
      if (CROP_FRAMES.includes(frame)) {
        picture.tiles.forEach(({ pixels, face }, index) => {
          const { id, play } = actors[index]!;
          const { expression, intensity } = play(frameTime(frame));
          crops.push({
            person: id,
            expression,
            intensity,
            time: frameTime(frame),
            pixels: cropFace(pixels, TILE, TILE, face),
          });
        });
      }
      if (frame % 15 === 14) console.log(`${frame + 1} of ${FRAMES} frames`);
    }
    await encoder.finish();
    await mkdir(OUTPUT, { recursive: true });
    for (const name of ['clip.mp4', 'poster.jpg']) await copyFile(join(draft, name), join(OUTPUT, name));
    await writeFile(join(OUTPUT, 'clip.json'), `${JSON.stringify(describeClip(boxes))}\n`);
    await writeCrops(crops);
  } finally {
    await stage.close();
    await rm(draft, { recursive: true });
  }
}

/** crops.bin: u8 [N, 48, 48]; crops.json: what each shows. */
async function writeCrops(crops: readonly LabelledCrop[]): Promise<void> {
  await writeFile(join(FIXTURES, 'crops.bin'), Buffer.concat(crops.map(({ pixels }) => pixels)));
  const labels = crops.map(({ person, expression, intensity, time }) => ({
    person,
    expression,
    intensity: Number(intensity.toFixed(3)),
    time: Number(time.toFixed(4)),
  }));
  await writeFile(join(FIXTURES, 'crops.json'), `${JSON.stringify({ side: CROP_SIDE, crops: labels }, null, 2)}\n`);
}
