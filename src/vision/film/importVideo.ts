/** Takes the faces out of a video file at a steady rate, tracked and time-stamped. Knows no store. */

import { nextSampleTime } from '../../math/sampling.ts';
import { toAppError } from '../../rpc/appError.ts';
import { keptFace } from '../cropper.ts';
import type { Shared } from '../engine.ts';
import type { NewFace } from '../import/newFace.ts';
import { poseOf } from '../pose.ts';
import type { ImportOptions } from '../protocol.ts';
import { createVideo } from '../video.ts';
import { RANGE } from './calls.ts';
import type { Film, Shot } from './openFilm.ts';

export type VideoTask = {
  shared: Shared;
  /** Ends the reading softly: what was added stays. */
  signal: AbortSignal;
  /** Keeps the faces of one frame; the next is read only then, so that memory stays bounded. */
  add: (faces: NewFace[]) => Promise<void>;
  /** Frames taken so far, frames that will be taken, the file's path. */
  progress: (done: number, total: number, current: string) => void;
  /** Called at most once: why nothing, or not all of it, could be read. */
  skip: (reason: string) => void;
};

/** Each face of a frame comes with its track's number and the frame's time; the live view has a turn between frames. */
export async function importVideo(path: string, file: Blob, options: ImportOptions, task: VideoTask): Promise<void> {
  const { signal, skip } = task;
  let film: Film | undefined;
  try {
    const { openFilm } = await import('./openFilm.ts');
    film = await openFilm(file);
    const found = await addFaces(path, film, options.framesPerSecond, task);
    if (found === 0 && !signal.aborted) skip('No face was found in this video.');
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'bad-input') throw error;
    skip(error.message);
  } finally {
    await film?.close();
  }
}

/** @returns the number of faces */
async function addFaces(path: string, film: Film, perSecond: number, task: VideoTask): Promise<number> {
  const { shared, signal, add, progress } = task;
  const { finder, cropper } = shared.engine();
  const faces = createVideo(finder, cropper);
  const total = Math.max(1, Math.ceil((film.info.duration * perSecond) / 1000));
  let done = 0;
  let found = 0;

  const newFaces = ({ time, picture }: Shot) =>
    Promise.all(
      faces.next(picture, time, RANGE).faces.map(async (face) => ({
        kept: await keptFace(face),
        pose: poseOf(face.mesh),
        track: face.id,
        clip: path,
        time,
      })),
    );

  for (let time = 0; !signal.aborted; ) {
    progress(Math.min(done, total), total, path);
    const shot = await film.next(time);
    if (!shot) break;
    const fresh = await shared.inTurn(() => newFaces(shot));
    if (fresh.length > 0) await add(fresh);
    found += fresh.length;
    done += 1;
    time = nextSampleTime(shot.time, perSecond);
  }
  return found;
}
