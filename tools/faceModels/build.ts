/** `npm run prepare:assets`: puts the face models and the WebAssembly runtimes into public/. Knows no model's inside. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { faceModels } from './models.ts';
import { MEDIAPIPE, TFJS } from './runtimes.ts';
import { readSource, type Source } from './sources.ts';

/** @throws Error that says which package file is wrong and what to do */
export async function main(): Promise<void> {
  await prepareAssets('node_modules', 'public');
}

export async function prepareAssets(nodeModules: string, publicFolder: string): Promise<void> {
  await Promise.all([
    writeFolder(join(publicFolder, 'face-models'), await faceModels(nodeModules)),
    writeFolder(join(publicFolder, 'mediapipe'), await copies(MEDIAPIPE, nodeModules)),
    writeFolder(join(publicFolder, 'tfjs'), await copies(TFJS, nodeModules)),
  ]);
}

async function copies(sources: Source[], nodeModules: string): Promise<Record<string, Uint8Array>> {
  const entries = sources.map(
    async (source) => [basename(source.file), await readSource(source, nodeModules)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

/** Leaves files alone that hold the right bytes already, so that a running development server sees no change. */
async function writeFolder(folder: string, files: Record<string, Uint8Array>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(folder, name);
    const present = await readFile(path).catch(() => undefined);
    if (!present?.equals(bytes)) await writeFile(path, bytes);
  }
}
