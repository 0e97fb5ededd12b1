/** The vision worker's calls that read a video file frame by frame, with its faces tracked. */

import { AppError } from '../../rpc/appError.ts';
import type { Handlers } from '../../rpc/protocol.ts';
import { describe } from '../describe.ts';
import type { Shared } from '../engine.ts';
import type { VisionCalls } from '../protocol.ts';
import { createVideo, type Video } from '../video.ts';
import type { Film } from './openFilm.ts';

/** A file may show several people, near and far. */
export const RANGE = 'group';

export function filmCalls({
  engine,
  inTurn,
}: Shared): Pick<Handlers<VisionCalls>, 'openVideo' | 'videoFrame' | 'closeVideo'> {
  const open = new Map<number, { film: Film; faces: Video }>();
  let latest = 0;

  return {
    openVideo: async ({ file }) => {
      const { finder, cropper } = engine();
      // Only now: whoever opens no video does not load the library that reads it.
      const { openFilm } = await import('./openFilm.ts');
      const film = await openFilm(file);
      const video = ++latest;
      open.set(video, { film, faces: createVideo(finder, cropper) });
      return { video, ...film.info };
    },

    videoFrame: async ({ video, time }) => {
      const opened = open.get(video);
      if (!opened) throw new AppError('bad-input', 'This video was closed. Open it again.');
      // Decoding waits in no line: meanwhile frames of the live view have their turn.
      const shot = await opened.film.next(time);
      if (!shot) return null;
      return inTurn(async () => {
        const { faces, timings } = opened.faces.next(shot.picture, shot.time, RANGE, true);
        const described = await Promise.all(faces.map((face) => describe(face, false)));
        const { width, height } = shot.picture;
        return { time: shot.time, width, height, faces: described, timings };
      });
    },

    closeVideo: async ({ video }) => {
      const opened = open.get(video);
      open.delete(video);
      await opened?.film.close();
      return {};
    },
  };
}
