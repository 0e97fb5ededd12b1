/** Drives the built vision worker from a bare page of the app's origin and policy, over the raw messages of src/rpc. */

import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Affine } from '../../src/math/affine.ts';
import type { Box } from '../../src/math/box.ts';
import type { Face, Frame, Range } from '../../src/vision/protocol.ts';
import { openBareWorker } from './bareWorker.ts';
import type { Watched } from './page.ts';

/** A picture drawn into a frame. */
export type Layer = {
  /** Address below the app's root, see `PHOTOS`. */
  image: string;
  /** From px of the picture to px of the frame. */
  map: Affine;
  /** Only this part of the picture, px of the picture. */
  clip?: Box;
};

/** What a frame shows: layers from back to front on a plain ground. */
export type Scene = { width: number; height: number; ground: string; layers: Layer[] };

export type SeenFace = Omit<Face, 'stored'> & { colourType: string | null };
export type Seen = Omit<Frame, 'faces'> & { faces: SeenFace[]; ms: number };

/** A picture file for the `picture` call: bytes, or a scene that the page encodes. */
export type PictureFile = { bytes: number[] } | { scene: Scene; type: string };

export type Vision = Watched & {
  init: (options?: { inputSize?: number }) => Promise<{ done: number; total: number }[]>;
  /** @throws Error "code: message", as the worker answered */
  frame: (
    scene: Scene,
    options: { time: number; source: number; range: Range; everyFace?: boolean; keepColour?: boolean },
  ) => Promise<Seen>;
  picture: (file: PictureFile) => Promise<Seen & { bitmap: [number, number] }>;
  /** Frames of a video file in turn, `perSecond` of its time, of the first `seconds` or all of it. */
  video: (
    path: string,
    options: { source: number; range: Range; perSecond: number; seconds?: number; everyFace?: boolean },
  ) => Promise<Seen[]>;
};

/** What the page's side offers to `evaluate`. */
type Bench = {
  draw: (scene: Scene) => Promise<OffscreenCanvas>;
  plain: (frame: Frame, ms: number) => Seen;
};

declare global {
  var vision: Bench;
}

/** Address of the real photographs, below the app's root. Files: see tests/fixtures/faceBoxes.json. */
export const PHOTOS = 'test-photos/';
const PHOTO_FOLDER = 'node_modules/@vladmandic/face-api/demo';

/** @param files further files to serve: address below the root → path */
export async function openVision(browser: Browser, root: string, files: Record<string, string> = {}): Promise<Vision> {
  const watched = await openBareWorker(browser, root, 'vision');
  const { page, context } = watched;
  await context.route(`${root}${PHOTOS}*`, (route) =>
    route.fulfill({ path: resolve(PHOTO_FOLDER, route.request().url().slice(`${root}${PHOTOS}`.length)) }),
  );
  for (const [address, path] of Object.entries(files)) {
    await context.route(`${root}${address}`, (route) => route.fulfill({ path: resolve(path) }));
  }
  await page.evaluate(startBench);

  return {
    ...watched,
    init: ({ inputSize = 48 } = {}) =>
      page.evaluate(
        async (params) => {
          await line.call('init', params);
          return line.progress as { done: number; total: number }[];
        },
        { base: root, inputSize },
      ),
    frame: (scene, { everyFace = true, keepColour = false, ...options }) =>
      page.evaluate(
        async ([shown, params]) => {
          const bitmap = (await vision.draw(shown)).transferToImageBitmap();
          const start = performance.now();
          const frame = await line.call('frame', { ...params, frame: bitmap }, [bitmap]);
          return vision.plain(frame as Frame, performance.now() - start);
        },
        [scene, { everyFace, keepColour, ...options }] as const,
      ),
    picture: (file) =>
      page.evaluate(async (given) => {
        const blob =
          'bytes' in given
            ? new Blob([Uint8Array.from(given.bytes)])
            : await (await vision.draw(given.scene)).convertToBlob({ type: given.type });
        const start = performance.now();
        const frame = (await line.call('picture', { file: blob, keepColour: true })) as Frame & {
          bitmap: ImageBitmap;
        };
        const { width, height } = frame.bitmap;
        return {
          ...vision.plain(frame, performance.now() - start),
          bitmap: [width, height] as [number, number],
        };
      }, file),
    video: (address, options) =>
      page.evaluate(
        async ([url, { perSecond, seconds = Number.POSITIVE_INFINITY, everyFace = true, ...params }]) => {
          const video = document.createElement('video');
          video.muted = true;
          // As a blob: seeking needs a server that answers with ranges.
          video.src = URL.createObjectURL(await (await fetch(url)).blob());
          await new Promise((loaded, failed) => {
            video.onloadeddata = loaded;
            video.onerror = () => failed(new Error(video.error?.message));
          });
          const frames: Seen[] = [];
          for (let k = 0; k < Math.floor(Math.min(seconds, video.duration) * perSecond); k++) {
            video.currentTime = (k + 0.5) / perSecond;
            await new Promise((sought) => {
              video.onseeked = sought;
            });
            // Having sought is not having decoded: a busy machine may fall short of data again in between.
            while (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
              await new Promise((later) => setTimeout(later, 10));
            }
            const bitmap = await createImageBitmap(video);
            const call = { ...params, frame: bitmap, time: (1000 * k) / perSecond, everyFace, keepColour: false };
            frames.push(vision.plain((await line.call('frame', call, [bitmap])) as Frame, 0));
          }
          return frames;
        },
        [`${root}${address}`, options] as const,
      ),
  };
}

/** Runs in the page: starts the worker and offers `vision`. */
function startBench(): void {
  line.start();
  const images = new Map<string, Promise<ImageBitmap>>();
  const load = async (address: string) => createImageBitmap(await (await fetch(address)).blob());
  globalThis.vision = {
    draw: async ({ width, height, ground, layers }) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d')!;
      context.fillStyle = ground;
      context.fillRect(0, 0, width, height);
      context.imageSmoothingQuality = 'high';
      for (const { image, map, clip } of layers) {
        const bitmap = await (images.get(image) ?? images.set(image, load(image)).get(image)!);
        const { x, y, width: w, height: h } = clip ?? { x: 0, y: 0, width: bitmap.width, height: bitmap.height };
        context.setTransform(map.a, map.b, map.c, map.d, map.e, map.f);
        context.drawImage(bitmap, x, y, w, h, x, y, w, h);
      }
      return canvas;
    },
    plain: ({ width, height, faces, timings }, ms) => ({
      width,
      height,
      timings,
      ms,
      faces: faces.map(({ stored, ...face }) => ({ ...face, colourType: stored?.jpeg.type ?? null })),
    }),
  };
}
