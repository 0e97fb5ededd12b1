/** Pictures to files by ffmpeg: a clip that any browser loops, and a poster. Knows no actors. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { AppError } from '../../src/rpc/appError.ts';

/** Seconds between key frames: seeking and looping start from one of them. */
const KEY_FRAME_SECONDS = 1;

const rawInput = (width: number, height: number, rate: number) => [
  '-y',
  '-loglevel',
  'error',
  '-f',
  'rawvideo',
  '-pix_fmt',
  'rgba',
  '-s',
  `${width}x${height}`,
  '-r',
  `${rate}`,
  '-i',
  '-',
];

/** Colours are written and tagged as BT.709, or browsers guess. */
const COLOURS = [
  '-vf',
  'scale=out_color_matrix=bt709:out_range=tv',
  '-colorspace',
  'bt709',
  '-color_primaries',
  'bt709',
  '-color_trc',
  'bt709',
];

export type Encoder = { add: (pixels: Uint8Array) => Promise<void>; finish: () => Promise<void> };

/** H.264 in mp4 with closed groups of pictures and the index in front. @param rate frames per second */
export function encodeClip(file: string, width: number, height: number, rate: number): Encoder {
  const group = String(rate * KEY_FRAME_SECONDS);
  return pipeTo([
    ...rawInput(width, height, rate),
    ...COLOURS,
    ...[
      '-c:v',
      'libx264',
      '-profile:v',
      'high',
      '-preset',
      'veryslow',
      '-tune',
      'film',
      '-crf',
      '22',
      '-maxrate',
      '1800k',
      '-bufsize',
      '1800k',
    ],
    ...[
      '-pix_fmt',
      'yuv420p',
      '-g',
      group,
      '-keyint_min',
      group,
      '-flags',
      '+cgop',
      '-sc_threshold',
      '0',
      '-threads',
      '1',
    ],
    ...['-movflags', '+faststart', '-map_metadata', '-1', '-fflags', '+bitexact', file],
  ]);
}

export async function encodePoster(file: string, width: number, height: number, pixels: Uint8Array): Promise<void> {
  const encoder = pipeTo([...rawInput(width, height, 1), '-frames:v', '1', '-q:v', '3', '-fflags', '+bitexact', file]);
  await encoder.add(pixels);
  await encoder.finish();
}

function pipeTo(args: string[]): Encoder {
  const ffmpeg = spawn('ffmpeg', args, { stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = end(ffmpeg);
  return {
    async add(pixels) {
      if (!ffmpeg.stdin.write(pixels)) await Promise.race([once(ffmpeg.stdin, 'drain'), ended]);
    },
    async finish() {
      ffmpeg.stdin.end();
      await ended;
    },
  };
}

async function end(process: ChildProcess): Promise<void> {
  const [code] = (await once(process, 'close')) as [number | null];
  if (code !== 0) throw new AppError('internal', `ffmpeg ended with ${code}: see its message above.`);
}
