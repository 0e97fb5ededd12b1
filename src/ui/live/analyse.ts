/** One frame through both workers: faces, then their expressions. Knows no source and no drawing. */

import type { OwnModel, Prediction } from '../../train/protocol.ts';
import type { Face } from '../../vision/protocol.ts';
import { cropSide, trainerClient } from '../session.ts';
import { getState } from '../store.ts';

/** The trainer takes this many crops in one call. */
const BATCH = 8;

export type Read = { prediction: Prediction; own: OwnModel | null };

/** What the models say about the faces; null while the trainer is not there. */
export async function readFaces(faces: Face[]): Promise<Read | null> {
  const client = trainerClient();
  if (!client || faces.length === 0) return null;
  const { own } = getState();
  const parts: Prediction[] = [];
  for (let start = 0; start < faces.length; start += BATCH) {
    const batch = faces.slice(start, start + BATCH);
    parts.push(await client.call('predict', { crops: stack(batch), count: batch.length }));
  }
  return { prediction: join(parts), own: getState().own === own ? own : null };
}

/** Crops of the faces, u8 [n, side, side]. */
function stack(faces: Face[]): Uint8Array {
  const size = cropSide() ** 2;
  const crops = new Uint8Array(faces.length * size);
  faces.forEach((face, i) => {
    crops.set(face.crop, i * size);
  });
  return crops;
}

function join(parts: Prediction[]): Prediction {
  const rows = (key: 'base' | 'own') => {
    const arrays = parts.map((part) => part[key]);
    if (arrays.some((array) => array === null)) return null;
    return Float32Array.from(arrays.flatMap((array) => Array.from(array ?? [])));
  };
  return {
    base: rows('base') ?? new Float32Array(),
    own: rows('own'),
    nearest: null,
    ms: parts.reduce((sum, { ms }) => sum + ms, 0),
  };
}
