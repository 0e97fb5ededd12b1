/** Takes the faces out of a video file at a steady rate, tracked and time-stamped. Knows no store. */

import { nextSampleTime } from '../../math/sampling.ts';
import { toAppError } from '../../rpc/appError.ts';
import { keptFace } from '../cropper.ts';
import type { Shared } from '../engine.ts';
import type { NewFace } from '../import/newFace.ts';
import { poseOf } from '../pose.ts';
import type { ImportOptions } from '../protocol.ts';
import { createVideo, type TrackedFace, type Video } from '../video.ts';
import { RANGE } from './calls.ts';
import { type Cast, createCastFinder } from './cast.ts';
import { createClips } from './clips.ts';
import { createLook } from './look.ts';
import type { Film, Shot } from './openFilm.ts';
import { createScenes } from './scenes.ts';

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

/**
 * Each face of a frame comes with its track's number and the frame's time; the live view has a turn between frames.
 * @returns who was who in what was read
 */
export async function importVideo(path: string, file: Blob, options: ImportOptions, task: VideoTask): Promise<Cast> {
  const { signal, skip } = task;
  const reader = createReader(path, options, task.shared);
  let film: Film | undefined;
  try {
    const { openFilm } = await import('./openFilm.ts');
    film = await openFilm(file);
    const found = await addFaces(path, film, options.framesPerSecond, reader.read, task);
    if (found === 0 && !signal.aborted) skip('No face was found in this video.');
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'bad-input') throw error;
    skip(error.message);
  } finally {
    await film?.close();
  }
  return reader.cast();
}

/** @returns the number of faces */
async function addFaces(
  path: string,
  film: Film,
  perSecond: number,
  read: (shot: Shot) => Promise<NewFace[]>,
  { signal, add, progress, shared }: VideoTask,
): Promise<number> {
  const total = Math.max(1, Math.ceil((film.info.duration * perSecond) / 1000));
  let done = 0;
  let found = 0;
  for (let time = 0; !signal.aborted; ) {
    progress(Math.min(done, total), total, path);
    const shot = await film.next(time);
    if (!shot) break;
    const fresh = await shared.inTurn(() => read(shot));
    if (fresh.length > 0) await add(fresh);
    found += fresh.length;
    done += 1;
    time = nextSampleTime(shot.time, perSecond);
  }
  return found;
}

type Reader = { read: (shot: Shot) => Promise<NewFace[]>; cast: () => Cast };

function createReader(path: string, { framesPerSecond, clipSeconds }: ImportOptions, shared: Shared): Reader {
  const { finder, cropper } = shared.engine();
  const look = createLook();
  const sceneOf = createScenes();
  const cast = createCastFinder();
  const clipOf = clipSeconds === null ? null : createClips(clipSeconds, framesPerSecond);
  let current: { scene: number; video: Video; firstTrack: number } | undefined;
  let tracks = 0;

  /** A face that is in the same place after a cut is somebody else: each scene is followed anew, under new numbers. */
  const facesOf = ({ picture, time }: Shot, scene: number): TrackedFace[] => {
    if (current?.scene !== scene) current = { scene, video: createVideo(finder, cropper, true), firstTrack: tracks };
    const { video, firstTrack } = current;
    const faces = video.next(picture, time, RANGE, true).faces.map((face) => ({ ...face, id: firstTrack + face.id }));
    tracks = Math.max(tracks, ...faces.map(({ id }) => id));
    return faces;
  };

  return {
    read: (shot) => {
      const { picture, time } = shot;
      const seen = look(picture);
      const scene = sceneOf(seen);
      const faces = facesOf(shot, scene);
      cast.add({ look: seen, scene, time, width: picture.width, height: picture.height, faces });
      return Promise.all(
        faces.map(async (face) => ({
          kept: await keptFace(face),
          pose: poseOf(face.mesh),
          track: face.id,
          clip: clipOf ? `${path}, part ${clipOf(face.id, time)}` : path,
          time,
        })),
      );
    },
    cast: cast.find,
  };
}
