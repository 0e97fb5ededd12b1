/** Shows one contender the frames of the sample clip and times it. Runs in the contender's page. */

import type { Contender, Setting } from '../contender.ts';

/** A camera's pace: frames are this far apart, ms, however fast they are read. */
const FRAME_MS = 1000 / 30;
/** Frames of the clip that are shown, there and back so that nobody jumps. */
const FRAMES = 60;
const CLIP_RATE = 15;
const CLIP_FRAMES = 150;
/** A block of frames ends after so long, ms, whatever is left of it. */
const LONGEST_BLOCK_MS = 5000;

/** Milliseconds of each frame, and how many faces were read in it. */
export type Block = { ms: number[]; faces: number[] };

export type Runner = {
  prepare: (clip: string, faces: number) => Promise<void>;
  /** From nothing loaded to the first frame with an expression. @returns ms */
  start: (setting: Setting) => Promise<number>;
  block: (frames: number) => Promise<Block>;
};

export function createRunner(contender: Contender): Runner {
  let shown: HTMLCanvasElement[] = [];
  let next = 0;
  const read = async (): Promise<number> => {
    const turn = next % (2 * FRAMES - 2);
    const frame = shown[turn < FRAMES ? turn : 2 * FRAMES - 2 - turn]!;
    return contender.read(frame, next++ * FRAME_MS + 1);
  };
  return {
    prepare: async (clip, faces) => {
      shown = await framesOf(clip, faces);
    },
    start: async (setting) => {
      const begun = performance.now();
      await contender.start(setting);
      while ((await read()) === 0) if (next > FRAMES) throw new Error('No face was found in the first frames.');
      await contender.finish?.();
      return performance.now() - begun;
    },
    block: async (frames) => {
      const block: Block = { ms: [], faces: [] };
      const begun = performance.now();
      while (block.ms.length < frames && performance.now() - begun < LONGEST_BLOCK_MS) {
        const started = performance.now();
        block.faces.push(await read());
        block.ms.push(performance.now() - started);
      }
      await contender.finish?.();
      return block;
    },
  };
}

/** One face: an actor's tile as a camera would show it, 640×480. Six: the whole clip, 960×640. */
function framesOf(clip: string, faces: number): Promise<HTMLCanvasElement[]> {
  const times = Array.from({ length: FRAMES }, (_, k) => (k + 0.5) / CLIP_RATE);
  return drawn(clip, times, faces === 1);
}

/** Pictures of one actor to teach with, spread over the clip. */
export function picturesOf(clip: string, count: number): Promise<HTMLCanvasElement[]> {
  const times = Array.from({ length: count }, (_, k) => (Math.floor((k * CLIP_FRAMES) / count) + 0.5) / CLIP_RATE);
  return drawn(clip, times, true);
}

/** @param times s @param single one actor's tile, 640×480, or all six, 960×640 */
async function drawn(clip: string, times: number[], single: boolean): Promise<HTMLCanvasElement[]> {
  const video = document.createElement('video');
  video.muted = true;
  // As a blob: seeking needs a server that answers with ranges.
  video.src = URL.createObjectURL(await (await fetch(clip)).blob());
  await new Promise((loaded, failed) => {
    video.onloadeddata = loaded;
    video.onerror = () => failed(new Error(video.error?.message));
  });
  const frames: HTMLCanvasElement[] = [];
  for (const time of times) {
    video.currentTime = time;
    await new Promise((sought) => {
      video.onseeked = sought;
    });
    const canvas = document.createElement('canvas');
    const [width, height] = single ? [640, 480] : [960, 640];
    Object.assign(canvas, { width, height });
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#777';
    context.fillRect(0, 0, width, height);
    if (single) context.drawImage(video, 0, 0, 320, 320, 80, 0, 480, 480);
    else context.drawImage(video, 0, 0);
    frames.push(canvas);
  }
  return frames;
}
