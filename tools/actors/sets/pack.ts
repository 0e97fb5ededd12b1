/** Writes a training set as the app exports a collection, so that the app imports it as one. Knows no renderer. */

import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import { PALETTE } from '../../../src/data/palette.ts';
import {
  type Entry,
  folderNames,
  imagePath,
  LANDMARKS_FILE,
  PROJECT_FILE,
  writeProject,
} from '../../../src/data/projectFile.ts';
import type { ExpressionClass, SplitPlan } from '../../../src/data/schema.ts';
import { sha256 } from '../../../src/math/sha256.ts';
import { PEOPLE, splitOfActor } from '../people.ts';
import type { CutFace } from './faces.ts';
import { LABELS, type Scene } from './scene.ts';

/** One date, so that the same set gives the same bytes. */
const DATE = new Date(2000, 0, 1);
const RECORDED_AT = Date.UTC(2000, 0, 1);

/** Landmarks are rounded to this share of the crop's side, a sixth of a pixel: fewer digits pack better. */
const LANDMARK_STEP = 1 / 1024;

/** Classes bear the same ids in all sets, so that two sets that are loaded share them. */
const CLASSES: readonly ExpressionClass[] = LABELS.map((label, order) => ({
  id: `actors ${label}`,
  name: label.charAt(0).toUpperCase() + label.slice(1),
  colour: PALETTE[(order + PALETTE.length - 1) % PALETTE.length]!.value,
  order,
  enabled: true,
}));

export const SPLIT: SplitPlan = {
  by: 'person',
  locked: true,
  units: Object.fromEntries(PEOPLE.map(({ id }, index) => [id, splitOfActor(index)])),
};

/** A scene of which a face was found. */
export type Found = { scene: Scene; face: CutFace };

export async function packSet(set: string, found: readonly Found[]): Promise<Uint8Array> {
  const zip = new ZipWriter(new Uint8ArrayWriter(), {
    extendedTimestamp: false,
    lastModDate: DATE,
    useWebWorkers: false,
  });
  // A class without a face would be one that training waits for.
  const shown = new Set(found.map(({ scene }) => `actors ${scene.truth.label}`));
  const classes = CLASSES.filter(({ id }) => shown.has(id));
  const folders = folderNames(classes);
  const entries: Entry[] = [];
  for (const [i, { scene, face }] of found.entries()) {
    const { label, ...truth } = scene.truth;
    const classId = `actors ${label}`;
    const image = imagePath(folders.get(classId)!, i + 1);
    const { yaw, pitch } = scene.posture.head;
    entries.push({
      sample: {
        id: `actors ${set} ${i + 1}`,
        classId,
        valence: round(truth.valence),
        arousal: round(truth.arousal),
        intensity: round(truth.intensity),
        person: scene.actor.id,
        session: truth.session,
        source: truth.clip === null ? 'picture' : 'video',
        recordedAt: RECORDED_AT + i,
        clip: truth.clip,
        time: truth.time,
        moment: truth.moment,
        track: truth.tile ?? 1,
        tile: truth.tile,
        yaw: round(yaw),
        pitch: round(pitch),
        file: null,
      },
      image,
      sha256: await sha256(new Uint8Array(face.jpeg).buffer),
      landmarks: i,
    });
    await zip.add(image, new Uint8ArrayReader(face.jpeg), { level: 0 });
  }
  await zip.add(LANDMARKS_FILE, new Uint8ArrayReader(landmarksOf(found)), { level: 9 });
  const text = new TextEncoder().encode(writeProject(classes, SPLIT, entries).join(''));
  await zip.add(PROJECT_FILE, new Uint8ArrayReader(text), { level: 9 });
  return zip.close();
}

function landmarksOf(found: readonly Found[]): Uint8Array {
  const rows = found.map(({ face }) =>
    face.landmarks.map((value) => Math.round(value / LANDMARK_STEP) * LANDMARK_STEP),
  );
  return Buffer.concat(rows.map((row) => new Uint8Array(row.buffer)));
}

/** Plus zero: −0 does not survive JSON. */
const round = (value: number): number => Number(value.toFixed(3)) + 0;
