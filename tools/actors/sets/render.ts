/** Pictures of scenes, rendered once: what decides a picture names its file in a cache. Knows no camera and no truth. */

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { HEAD, openStage, type Quality } from '../stage.ts';
import type { Scene } from './scene.ts';

/** Of pictures whose faces end as crops of 160 px: coarser hair and shadows than in the clip are not seen in them. */
export const QUALITY: Quality = { side: 256, passes: 6, detail: 0.4 };

/** May be deleted at any time; must be when the renderer's own code changes. */
const CACHE = '.cache/actors';

function cachedFile({ actor, posture: { weights, head, gaze } }: Scene): string {
  const { manner: _, ...looks } = actor;
  const name = createHash('sha256').update(JSON.stringify([QUALITY, looks, weights, head, gaze]));
  return join(CACHE, `${name.digest('hex').slice(0, 32)}.png`);
}

/** Renders those of the scenes that are not there yet. */
export async function renderScenes(scenes: readonly Scene[]): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const missing = scenes.filter((scene) => !existsSync(cachedFile(scene)));
  if (missing.length === 0) return;
  const stage = await openStage(HEAD, QUALITY);
  const raw = { width: QUALITY.side, height: QUALITY.side, channels: 4 as const };
  try {
    for (const [i, scene] of missing.entries()) {
      const { pixels } = await stage.shoot(scene.actor, scene.posture);
      const png = await sharp(Buffer.from(pixels, 'base64'), { raw }).removeAlpha().png().toBuffer();
      // Under another name first: an interrupted run leaves no half picture.
      await writeFile(`${cachedFile(scene)}.part`, png);
      await rename(`${cachedFile(scene)}.part`, cachedFile(scene));
      if (i % 100 === 99) console.log(`${i + 1} of ${missing.length} pictures`);
    }
  } finally {
    await stage.close();
  }
}

/** RGBA [side, side] of a rendered scene. */
export async function renderedPixels(scene: Scene): Promise<Buffer> {
  return sharp(await readFile(cachedFile(scene)))
    .ensureAlpha()
    .raw()
    .toBuffer();
}
