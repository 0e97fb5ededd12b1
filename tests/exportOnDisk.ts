/** An export of the page as a folder on disk: small made-up pictures of three patterns, four people, a locked split. */

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { type Entry, imagePath, PROJECT_FILE, writeProject } from '../src/data/projectFile.ts';
import type { SplitPlan } from '../src/data/schema.ts';
import { STORED_SIDE } from '../src/math/faceCrop.ts';
import { createRng } from '../src/math/rng.ts';
import { sha256 } from '../src/math/sha256.ts';
import { classNamed, sampleOf } from './records.ts';

export const PATTERNS = ['across', 'down', 'rings'];

const SPLIT: SplitPlan = {
  by: 'person',
  locked: true,
  units: { ann: 'train', bob: 'train', cem: 'validation', dee: 'test' },
};

/** Waves of one of the patterns, RGB [side, side, 3] as PNG. */
export function pattern(name: string, seed: number, side: number): Promise<Buffer> {
  const rng = createRng(seed);
  const [phase, length] = [6 * rng.uniform(), side * (0.04 + 0.03 * rng.uniform())];
  const pixels = Buffer.alloc(side * side * 3);
  for (let i = 0; i < side * side; i++) {
    const [x, y] = [i % side, Math.floor(i / side)];
    const at = name === 'across' ? x : name === 'down' ? y : Math.hypot(x - side / 2, y - side / 2);
    pixels.fill(128 + 90 * Math.sin(at / length + phase), 3 * i, 3 * i + 3);
  }
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toBuffer();
}

/** Three samples of each pattern and person: 36. */
export async function writeExport(folder: string): Promise<void> {
  const entries: Entry[] = [];
  for (const name of PATTERNS) {
    for (const person of Object.keys(SPLIT.units)) {
      for (let n = 0; n < 3; n++) {
        const number = entries.length + 1;
        const jpeg = await sharp(await pattern(name, number, STORED_SIDE))
          .jpeg()
          .toBuffer();
        const image = imagePath(name, number);
        await mkdir(dirname(join(folder, image)), { recursive: true });
        await writeFile(join(folder, image), jpeg);
        const sample = sampleOf(`sample ${number}`, name, { person, session: person, recordedAt: number });
        entries.push({ sample, image, sha256: await sha256(new Uint8Array(jpeg).buffer), landmarks: null });
      }
    }
  }
  const classes = PATTERNS.map((name, order) => classNamed(name, order));
  await writeFile(join(folder, PROJECT_FILE), writeProject(classes, SPLIT, entries).join(''));
}
