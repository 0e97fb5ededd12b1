/** A collection from files: an export of the page, zipped or not, or a folder of class folders. Knows no model. */

import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import type { Collection } from '../../src/data/change.ts';
import { isClutter, kindOf } from '../../src/data/fileKind.ts';
import { AppError } from '../../src/rpc/appError.ts';
import { gather, type Item } from '../../src/vision/import/gather.ts';
import { readClassFolders } from './classFolders.ts';
import { readExport } from './readExport.ts';

/** By sample: wide crops u8 [wide · wide], and meshes f32 [468, 2] of those that have one. */
export type OpenData = {
  collection: Collection;
  crops: Map<string, Uint8Array>;
  landmarks: Map<string, Float32Array>;
};

/**
 * @param side of the model's crop
 * @param say is told what was left out, and why
 * @throws `bad-input` where nothing can be learned from the path
 */
export async function openData(path: string, side: number, say: (line: string) => void): Promise<OpenData> {
  const found = await stat(path).catch(() => {
    throw new AppError('bad-input', `${path}, the “data” of the configuration, is not there. Correct the path.`);
  });
  const items = found.isDirectory() ? await filesIn(path) : await filesOf(path, say);
  const manifest = items.find(({ kind }) => kind === 'project');
  const opened = manifest ? await readExport(manifest, items, side, say) : await readClassFolders(items, side, say);
  if (opened.crops.size === 0) {
    throw new AppError(
      'bad-input',
      `${path} holds no picture that could be read. Give an export of the page, or a folder with one folder of pictures a class.`,
    );
  }
  return opened;
}

/** Everything below a folder, by its path from there. */
async function filesIn(folder: string): Promise<Item[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file, path: file.slice(join(folder, sep).length).split(sep).join('/') }))
    .filter(({ path }) => !isClutter(path))
    .map(({ file, path }) => ({
      path,
      root: '',
      kind: kindOf(path),
      size: 0,
      read: async () => new Blob([await readFile(file)]),
    }));
}

/** What is in a zip. */
async function filesOf(path: string, say: (line: string) => void): Promise<Item[]> {
  const { items, skipped } = await gather([
    { path: basename(path), file: new File([await readFile(path)], basename(path)) },
  ]);
  for (const { path: left, reason } of skipped) say(`Left out ${left}: ${reason}`);
  return items;
}
