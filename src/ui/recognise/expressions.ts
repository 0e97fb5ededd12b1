/** Expressions of a file's faces, whatever happens to the trainer meanwhile. Knows no file. */

import { toAppError } from '../../rpc/appError.ts';
import type { Face, Frame } from '../../vision/protocol.ts';
import { readFaces } from '../live/analyse.ts';
import { noticeTrainerError } from '../session.ts';
import { whenTrainerReady } from '../sources/whenReady.ts';
import type { FaceReading, Models } from './reading.ts';

/** A trainer that dies is started again; one that dies this often over the same faces is given up. */
const TRIES = 3;
const PAUSE_MS = 500;

/** @param scale file px of one frame px @throws what the trainer says when it fails for good */
export async function readExpressions(frame: Frame, scale: number, models: Models): Promise<FaceReading[]> {
  const read = frame.faces.length > 0 ? await patiently(frame.faces) : null;
  const base = read?.prediction.base ?? null;
  const own = read?.own?.key === models.own?.id ? (read?.prediction.own ?? null) : null;
  return frame.faces.map(({ id, box, pose }, i) => ({
    id,
    pose,
    box: { x: box.x * scale, y: box.y * scale, width: box.width * scale, height: box.height * scale },
    base: row(base, i, models.base.classes.length),
    own: row(own, i, models.own?.classes.length ?? 0),
  }));
}

async function patiently(faces: Face[]) {
  for (let attempt = 1; ; attempt++) {
    try {
      await whenTrainerReady();
      const read = await readFaces(faces);
      if (read) return read;
    } catch (thrown) {
      const error = toAppError(thrown);
      noticeTrainerError(error);
      if (attempt === TRIES || !['worker-died', 'gpu-lost'].includes(error.code)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

const row = (rows: Float32Array | null, index: number, width: number) =>
  rows?.slice(index * width, (index + 1) * width) ?? null;
