/** The committed sample clip: its ground truth is consistent, and rendering it again gives the same pictures. */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { EXPRESSIONS } from '../../tools/actors/actionUnits.ts';
import { type Clip, describeClip } from '../../tools/actors/clip.ts';
import { QUALITY, renderFrame } from '../../tools/actors/frames.ts';
import { openStage } from '../../tools/actors/stage.ts';
import { LONG } from '../long.ts';

const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));
const CLIP = path('public/samples/clip.mp4');
const HEAD = path('../shared/assets/ict-facekit');

const clip = JSON.parse(readFileSync(path('public/samples/clip.json'), 'utf8')) as Clip;
const faces = clip.frames.flatMap((frame) => frame.faces);

describe('clip.json', () => {
  it('has six tiles that fill the picture and times that rise evenly', () => {
    expect(clip.tiles).toHaveLength(6);
    expect(new Set(clip.tiles.map(({ person }) => person)).size).toBe(6);
    expect(clip.tiles.reduce((area, { tile }) => area + tile.width * tile.height, 0)).toBe(clip.width * clip.height);
    clip.frames.forEach(({ time }, frame) => {
      expect(time).toBeCloseTo(frame / clip.framesPerSecond, 3);
    });
  });

  it('has a face of more than 120 px in each tile of each frame, inside its tile', () => {
    for (const frame of clip.frames) {
      expect(frame.faces.map(({ person }) => person)).toEqual(clip.tiles.map(({ person }) => person));
      frame.faces.forEach(({ box }, index) => {
        const { tile } = clip.tiles[index]!;
        expect(Math.min(box.width, box.height)).toBeGreaterThan(120);
        expect(box.x).toBeGreaterThanOrEqual(tile.x);
        expect(box.y).toBeGreaterThanOrEqual(tile.y);
        expect(box.x + box.width).toBeLessThanOrEqual(tile.x + tile.width);
        expect(box.y + box.height).toBeLessThanOrEqual(tile.y + tile.height);
      });
    }
  });

  it.each(EXPRESSIONS.filter((name) => name !== 'contempt'))('shows the apex of %s', (expression) => {
    expect(faces.filter((face) => face.apex && face.expression === expression).length).toBeGreaterThan(10);
  });

  it('keeps intensity, valence and arousal in range, and nothing shows nothing', () => {
    for (const { intensity, valence, arousal, expression } of faces) {
      expect(intensity).toBeGreaterThanOrEqual(0);
      expect(intensity).toBeLessThanOrEqual(1);
      expect(Math.max(Math.abs(valence), Math.abs(arousal))).toBeLessThanOrEqual(1);
      if (expression === 'neutral') expect([intensity, valence, arousal]).toEqual([0, 0, 0]);
    }
  });

  it('always has somebody at apex', () => {
    for (const frame of clip.frames) expect(frame.faces.filter(({ apex }) => apex).length).toBeGreaterThan(0);
  });

  it('is what the timeline plays now', () => {
    const boxes = clip.frames.map((frame) =>
      frame.faces.map(({ box }, index) => {
        const { tile } = clip.tiles[index]!;
        return { ...box, x: box.x - tile.x, y: box.y - tile.y };
      }),
    );
    expect(describeClip(boxes)).toEqual(clip);
  });
});

describe('clip.mp4', () => {
  it('is small', () => {
    expect(statSync(CLIP).size).toBeLessThan(2.5e6);
  });

  it('has the frames that clip.json describes, and no jump where it loops', () => {
    const { frames, difference } = decode();
    expect(frames.length).toBe(clip.frames.length);
    const steps = frames.map((_, frame) => difference(frame, (frame + 1) % frames.length));
    const loop = steps.pop()!;
    expect(loop).toBeLessThanOrEqual(Math.max(...steps));
  });

  it.runIf(LONG && existsSync(HEAD))(
    'looks as it renders now',
    async () => {
      const { frames } = decode();
      const stage = await openStage(HEAD, QUALITY);
      try {
        for (const frame of [20, 95]) {
          const { pixels } = await renderFrame(stage, frame);
          expect(meanDifference(grey(pixels), frames[frame]!)).toBeLessThan(3);
        }
      } finally {
        await stage.close();
      }
    },
    300_000,
  );
});

/** The clip's frames as luma u8 [height, width]. */
function decode(): { frames: Uint8Array[]; difference: (a: number, b: number) => number } {
  const filter = 'scale=in_range=tv:out_range=pc,format=gray';
  const args = ['-loglevel', 'error', '-i', CLIP, '-vf', filter, '-f', 'rawvideo', '-'];
  const { stdout, status } = spawnSync('ffmpeg', args, { maxBuffer: 2 ** 30 });
  expect(status).toBe(0);
  const size = clip.width * clip.height;
  const frames = Array.from({ length: stdout.length / size }, (_, i) => stdout.subarray(size * i, size * (i + 1)));
  return { frames, difference: (a, b) => meanDifference(frames[a]!, frames[b]!) };
}

/** BT.709 luma of RGBA, as the clip is encoded. */
function grey(rgba: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: rgba.length / 4 }, (_, i) =>
    Math.round(0.2126 * rgba[4 * i]! + 0.7152 * rgba[4 * i + 1]! + 0.0722 * rgba[4 * i + 2]!),
  );
}

/** Mean absolute difference, grey levels. */
function meanDifference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;
}
