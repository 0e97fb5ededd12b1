/** Real faces as the app itself stores them: found, cut and meshed by its vision worker, once for all runs. Knows no model. */

import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { Sample } from '../../../src/data/schema.ts';
import { createRng, shuffled } from '../../../src/math/rng.ts';
import { AppError } from '../../../src/rpc/appError.ts';
import type { CutFace, FaceReader } from '../../actors/sets/faces.ts';
import { storedWide } from '../../training/pictures.ts';
import { readFaces } from '../faces.ts';
import { CLASSES } from '../protocol.ts';
import type { BenchData } from './data.ts';
import { MOST_PHOTOS } from './protocol.ts';

const CACHE = fileURLToPath(new URL('../../../.cache/bench/photos', import.meta.url));

const BUILD = fileURLToPath(new URL('../../../dist/index.html', import.meta.url));

/** Photos are crops: their edge is mirrored outwards by this part of a side, as a detector expects some surroundings. */
const MARGIN = 0.5;

const PICKED_BY = 1;

/** Results are of split `evaluate`, choices of `pretrain`; nobody is in both. @throws `bad-input` where the data is missing */
export async function openPhotos(folder: string, side: number): Promise<BenchData> {
  const evaluate = picked(await readFaces(folder, 'evaluate'));
  const pretrain = picked(await readFaces(folder, 'pretrain'));
  const crops = new Map<string, Uint8Array>();
  const landmarks = new Map<string, Float32Array>();
  const faces = await cutFaces(folder, [...evaluate, ...pretrain]);
  for (const [id, face] of faces) {
    crops.set(id, await storedWide(face.jpeg, side));
    landmarks.set(id, face.landmarks);
  }
  const found = (samples: readonly Sample[]) => samples.filter(({ id }) => crops.has(id));
  const held = new Set(
    shuffled(createRng(PICKED_BY), [...new Set(pretrain.map(({ person }) => person))].sort()).filter(
      (_, i) => i % 3 === 0,
    ),
  );
  return {
    ...{ crops, landmarks, classes: CLASSES, gallery: [] },
    results: found(evaluate),
    trials: found(pretrain.filter(({ person }) => held.has(person))),
    trialsLearn: found(pretrain.filter(({ person }) => !held.has(person))),
  };
}

function picked(samples: Sample[]): Sample[] {
  const mixed = shuffled(createRng(PICKED_BY), samples);
  return CLASSES.flatMap((name) => mixed.filter(({ classId }) => classId === name).slice(0, MOST_PHOTOS));
}

/** Photos in which no face is found are left out. */
async function cutFaces(folder: string, samples: readonly Sample[]): Promise<Map<string, CutFace>> {
  await mkdir(CACHE, { recursive: true });
  const faces = new Map<string, CutFace>();
  let reader: FaceReader | undefined;
  try {
    for (const { id, file } of samples) {
      const kept = join(CACHE, `${id}.json`);
      let text = await readFile(kept, 'utf8').catch(() => null);
      if (text === null) {
        reader ??= await openReader();
        text = written(await reader.read(await widened(await readFile(join(folder, 'images', file ?? '')))));
        await writeFile(kept, text);
      }
      const face = read(text);
      if (face) faces.set(id, face);
    }
  } finally {
    await reader?.close();
  }
  return faces;
}

/** Only where a photo is not in the cache: it needs a build of the app. */
async function openReader(): Promise<FaceReader> {
  if (!existsSync(BUILD)) {
    throw new AppError('bad-input', 'Photos are cut by the built app. Run npm run build, then the benchmark again.');
  }
  const { openFaceReader } = await import('../../actors/sets/faces.ts');
  return openFaceReader();
}

async function widened(file: Uint8Array): Promise<Uint8Array> {
  const image = sharp(file);
  const { width = 0, height = 0 } = await image.metadata();
  const [x, y] = [Math.round(MARGIN * width), Math.round(MARGIN * height)];
  return image.extend({ left: x, right: x, top: y, bottom: y, extendWith: 'mirror' }).png().toBuffer();
}

const written = (face: CutFace | undefined): string =>
  JSON.stringify(
    face ? { jpeg: Buffer.from(face.jpeg).toString('base64'), landmarks: [...face.landmarks] } : { jpeg: null },
  );

function read(text: string): CutFace | null {
  const { jpeg, landmarks } = JSON.parse(text);
  return jpeg === null ? null : { jpeg: Buffer.from(jpeg, 'base64'), landmarks: Float32Array.from(landmarks) };
}
