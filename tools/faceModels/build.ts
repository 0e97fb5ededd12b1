/** `npm run prepare:assets`: puts the face models and the WebAssembly runtimes into public/. Knows no model's inside. */

import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { WASM_FOLDER } from '../../src/model/wasmFolder.ts';
import { FACE_MODELS_FOLDER, MEDIAPIPE_FOLDER } from '../../src/vision/assets.ts';
import { faceModels } from './models.ts';
import { MEDIAPIPE, TFJS } from './runtimes.ts';
import { readSource, type Source } from './sources.ts';

/** @throws Error that says which package file is wrong and what to do */
export async function main(): Promise<void> {
  await prepareAssets('node_modules', 'public');
}

export async function prepareAssets(nodeModules: string, publicFolder: string): Promise<void> {
  await Promise.all([
    writeFolder(join(publicFolder, FACE_MODELS_FOLDER), await faceModels(nodeModules)),
    writeFolder(join(publicFolder, MEDIAPIPE_FOLDER), await copies(MEDIAPIPE, nodeModules)),
    writeFolder(join(publicFolder, WASM_FOLDER), await copies(TFJS, nodeModules)),
  ]);
}

async function copies(sources: Source[], nodeModules: string): Promise<Record<string, Uint8Array>> {
  const entries = sources.map(
    async (source) => [basename(source.file), await readSource(source, nodeModules)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

/**
 * Leaves files alone that hold the right bytes already, so that a running development server sees no change. What lies
 * beside the folder is of an earlier version, and would be published with this one.
 */
async function writeFolder(folder: string, files: Record<string, Uint8Array>): Promise<void> {
  await mkdir(folder, { recursive: true });
  const around = dirname(folder);
  for (const entry of await readdir(around)) {
    if (entry !== basename(folder)) await rm(join(around, entry), { recursive: true });
  }
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(folder, name);
    const present = await readFile(path).catch(() => undefined);
    if (!present?.equals(bytes)) await writeFile(path, bytes);
  }
}
