/** An imported face as a sample, and the id that the same file always gets, so that nothing is imported twice. Pure. */

import { seenYaw } from '../../data/multiView.ts';
import type { Sample } from '../../data/schema.ts';
import { sha256 } from '../../math/sha256.ts';
import type { Said } from '../protocol.ts';

type Origin = Pick<Sample, 'source' | 'file' | 'clip' | 'time' | 'track'> & { pose: Pick<Sample, 'yaw' | 'pitch'> };

export function newSample(
  id: string,
  { of: _of, yaw: named, ...said }: Said,
  { pose: { yaw, pitch }, ...origin }: Origin,
): Omit<Sample, 'classId'> {
  const seen = named === null ? yaw : seenYaw(named, yaw);
  return { id, ...said, ...origin, yaw: seen, pitch, recordedAt: Date.now(), tile: null };
}

/** Of a picture: by its path and its bytes. */
export const pictureId = async (path: string, bytes: ArrayBuffer): Promise<string> => idOf(path, await sha256(bytes));

/** Of a face in a video: by the file, the time, ms, and the track. */
export const frameId = (path: string, size: number, time: number, track: number): Promise<string> =>
  idOf(path, String(size), String(Math.round(time)), String(track));

const idOf = async (...parts: string[]): Promise<string> =>
  (await sha256(new TextEncoder().encode(parts.join('\n')))).slice(0, 32);
