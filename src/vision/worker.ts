/** The vision worker: answers VisionCalls. It loads nothing before `init` and nothing from outside the app's root. */

import { AppError } from '../rpc/appError.ts';
import { type Scope, serve, withTransfer } from '../rpc/server.ts';
import { downloadAssets } from './assets.ts';
import { createCropper } from './cropper.ts';
import { decodePicture } from './decodePicture.ts';
import { describe } from './describe.ts';
import type { Engine } from './engine.ts';
import { createFaceFinder } from './faceFinder.ts';
import { filmCalls } from './film/calls.ts';
import { importCalls } from './import/calls.ts';
import { createFaceModels } from './mediapipe.ts';
import type { VisionCalls } from './protocol.ts';
import { facesOfPicture } from './still.ts';
import { createVideo, type Video } from './video.ts';

let engine: Engine | undefined;
/** Live sources by their numbers, the one that was read last at the end. */
const videos = new Map<number, Video>();
/** The stage's and a guided capture's two cameras. */
const MOST_VIDEOS = 3;
/** The end of the line: MediaPipe takes one picture at a time, and a video's frames in order. */
let last: Promise<unknown> = Promise.resolve();

serve<VisionCalls>(self as unknown as Scope, {
  init: ({ base, inputSize }, { report }) =>
    inTurn(async () => {
      const models = await createFaceModels(base, await downloadAssets(base, report));
      engine = { finder: createFaceFinder(models), cropper: createCropper(inputSize) };
      return {};
    }),

  frame: ({ frame, time, source, range, everyFace, keepColour }) =>
    inTurn(async () => {
      try {
        const { finder, cropper } = started();
        const video = videos.get(source) ?? createVideo(finder, cropper);
        videos.delete(source);
        videos.set(source, video);
        for (const [oldest] of videos) if (videos.size > MOST_VIDEOS) videos.delete(oldest);
        const { faces, timings } = video.next(frame, time, range, everyFace);
        const described = await Promise.all(faces.map((face) => describe(face, keepColour)));
        return { width: frame.width, height: frame.height, faces: described, timings };
      } finally {
        frame.close();
      }
    }),

  picture: ({ file, keepColour }) =>
    inTurn(async () => {
      const { finder, cropper } = started();
      const bitmap = await decodePicture(file);
      const start = performance.now();
      const found = facesOfPicture(finder, bitmap);
      const middle = performance.now();
      const cropped = found.map((face, index) => ({
        ...face,
        ...cropper(bitmap, face.mesh),
        id: index + 1,
        smoothBox: face.box,
        fresh: true,
      }));
      const timings = { detect: middle - start, crop: performance.now() - middle };
      const faces = await Promise.all(cropped.map((face) => describe(face, keepColour)));
      return withTransfer({ width: bitmap.width, height: bitmap.height, faces, timings, bitmap }, [bitmap]);
    }),

  ...importCalls({ engine: started, inTurn }),
  ...filmCalls({ engine: started, inTurn }),
});

function started(): Engine {
  if (!engine) throw new AppError('internal', 'The vision worker was asked for faces before `init`.');
  return engine;
}

/** Runs `task` after those before it, whether they failed or not. */
function inTurn<T>(task: () => Promise<T>): Promise<T> {
  const result = last.then(task);
  last = result.catch(() => {});
  return result;
}
