/** The vision worker: answers VisionCalls. It loads nothing before `init` and nothing from outside the app's root. */

import { type Scope, serve } from '../rpc/server.ts';
import { describe } from './describe.ts';
import { filmCalls } from './film/calls.ts';
import { importCalls } from './import/calls.ts';
import type { VisionCalls } from './protocol.ts';
import { createEngine } from './startEngine.ts';
import { stillCalls } from './stillCalls.ts';
import { createVideo, type Video } from './video.ts';

const { init, shared } = createEngine();
/** Live sources by their numbers, the one that was read last at the end. */
const videos = new Map<number, Video>();
/** The stage's and a guided capture's two cameras. */
const MOST_VIDEOS = 3;

serve<VisionCalls>(self as unknown as Scope, {
  init,

  frame: ({ frame, time, source, range, everyFace, keepColour }) =>
    shared.inTurn(async () => {
      try {
        const { finder, cropper } = shared.engine();
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

  ...stillCalls(shared),
  ...importCalls(shared),
  ...filmCalls(shared),
});
