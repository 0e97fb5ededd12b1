/** Makes video files with ffmpeg, and reads them through the built vision worker. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { inject } from 'vitest';
import type { Frame, VideoInfo } from '../../src/vision/protocol.ts';
import { openVision, type Seen, type Vision } from './visionHarness.ts';

export const SAMPLE = resolve('public/samples/clip.mp4');

/** A folder for made files, and what empties it. */
export function filmFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'films-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** @param options what ffmpeg does between its input and the file, for example `['-t', '2', '-c:v', 'libvpx']` */
export function makeFilm(file: string, options: string[], input: string[] = ['-i', SAMPLE]): string {
  const { status, stderr } = spawnSync('ffmpeg', ['-v', 'error', '-y', ...input, ...options, file], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`ffmpeg: ${stderr}`);
  return file;
}

export type FilmFrame = Seen & { time: number };

export type FilmReader = Vision & {
  /** Opens a file and asks for the frames at or after each of `times`, ms, until one is null. `failed`: "code: message" */
  read: (file: string, times: number[]) => Promise<{ info: VideoInfo; frames: FilmFrame[]; failed: string | null }>;
};

export async function openFilmReader(browser: Browser): Promise<FilmReader> {
  const root = inject('root');
  const vision = await openVision(browser, root);
  await vision.init();
  const served = new Map<string, string>();
  await vision.context.route(`${root}film/*`, (route) =>
    route.fulfill({ path: served.get(new URL(route.request().url()).pathname.split('/').at(-1) ?? '') ?? '' }),
  );
  return {
    ...vision,
    read: (file, times) => {
      const name = String(served.size);
      served.set(name, file);
      return vision.page.evaluate(
        async ({ url, wanted }) => {
          const given = await (await fetch(url)).blob();
          const info = (await line.call('openVideo', { file: given })) as VideoInfo;
          const frames: FilmFrame[] = [];
          let failed: string | null = null;
          try {
            for (const time of wanted) {
              const frame = (await line.call('videoFrame', { video: info.video, time })) as
                | (Frame & { time: number })
                | null;
              if (!frame) break;
              frames.push({ ...globalThis.vision.plain(frame, 0), time: frame.time });
            }
          } catch (thrown) {
            failed = (thrown as Error).message;
          } finally {
            await line.call('closeVideo', { video: info.video });
          }
          return { info, frames, failed };
        },
        { url: `${root}film/${name}`, wanted: times },
      );
    },
  };
}

/** Every `step` ms from 0 to before `end`. */
export const every = (step: number, end: number): number[] =>
  Array.from({ length: Math.ceil(end / step) }, (_, k) => k * step);
