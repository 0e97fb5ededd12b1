/** Makes one training set: scenes → pictures → what a camera sees → faces as the app cuts them → a zip. */

import sharp from 'sharp';
import { photograph } from './camera.ts';
import type { ActorSet } from './catalogue.ts';
import type { FaceReader } from './faces.ts';
import { type Found, packSet } from './pack.ts';
import { QUALITY, renderedPixels, renderScenes } from './render.ts';
import type { Scene } from './scene.ts';

/** Of the stored crops: a set must be small enough to be fetched. */
const JPEG_QUALITY = 66;

/** Beyond this yaw a frontal face model may fail, degrees. */
const FRONTAL = 45;

export type Build = {
  zip: Uint8Array;
  people: number;
  samples: number;
  /** Frames whose face was found, of all, within ±45° of yaw and beyond. */
  found: { frontal: [found: number, of: number]; beyond: [found: number, of: number] };
};

export async function buildSet(set: ActorSet, reader: FaceReader): Promise<Build> {
  const scenes = set.scenes();
  await renderScenes(scenes);
  const found: Found[] = [];
  const counts: Build['found'] = { frontal: [0, 0], beyond: [0, 0] };
  for (const [i, scene] of scenes.entries()) {
    const face = await cutFace(scene, reader);
    const count = Math.abs(scene.posture.head.yaw) <= FRONTAL ? counts.frontal : counts.beyond;
    count[1] += 1;
    if (face) {
      count[0] += 1;
      found.push({ scene, face });
    }
    if (i % 500 === 499) console.log(`${set.id}: ${i + 1} of ${scenes.length} faces cut`);
  }
  return {
    zip: await packSet(set.id, found),
    people: new Set(found.map(({ scene }) => scene.actor.id)).size,
    samples: found.length,
    found: counts,
  };
}

async function cutFace(scene: Scene, reader: FaceReader) {
  const png = await photograph(await renderedPixels(scene), QUALITY.side, scene.truth.session, scene.seed);
  const face = await reader.read(png);
  if (!face) return;
  const jpeg = await sharp(face.jpeg).jpeg({ quality: JPEG_QUALITY, mozjpeg: true }).toBuffer();
  return { jpeg: new Uint8Array(jpeg), landmarks: face.landmarks };
}
