/** One frame through both workers: faces, then their expressions. Knows no source and no drawing. */

import type { Nearest, OwnModel, Prediction } from '../../train/protocol.ts';
import type { Face } from '../../vision/protocol.ts';
import { cropSide, trainerClient } from '../session.ts';
import { getState } from '../store.ts';

/** The trainer takes this many crops in one call. */
const BATCH = 8;

export type Read = { prediction: Prediction; own: OwnModel | null };

/** What the models say about the fresh ones of the faces; null where there are none, or no trainer. */
export async function readFaces(all: Face[]): Promise<Read | null> {
  const client = trainerClient();
  const faces = all.filter(({ fresh }) => fresh);
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
  return {
    base: joinRows(parts.map(({ base }) => base)) ?? new Float32Array(),
    own: joinRows(parts.map(({ own }) => own)),
    affect: joinRows(parts.map(({ affect }) => affect)),
    nearest: joinNearest(parts.map(({ nearest }) => nearest)),
    onMap: joinOnMap(parts.map(({ onMap }) => onMap)),
    ms: parts.reduce((sum, { ms }) => sum + ms, 0),
  };
}

function joinRows(parts: (Float32Array | null)[]): Float32Array | null {
  if (parts.some((part) => part === null)) return null;
  return Float32Array.from(parts.flatMap((part) => Array.from(part ?? [])));
}

/** null where the classes changed between two parts: the next frame knows better. */
function joinNearest(parts: (Nearest | null)[]): Nearest | null {
  const shares = joinRows(parts.map((part) => part?.shares ?? null));
  const [classes, ...others] = parts.map((part) => part?.classes ?? []);
  if (!classes || !shares || others.some((other) => other.join() !== classes.join())) return null;
  return { classes, shares };
}

/** null where the map was switched between two parts. */
function joinOnMap(parts: Prediction['onMap'][]): Prediction['onMap'] {
  const points = joinRows(parts.map((part) => part?.points ?? null));
  return points && { points, nearest: parts.flatMap((part) => part?.nearest ?? []) };
}
