/** Everything that was given as one flat list of files, those in zips too. Reads directories, no contents. */

import { cleanPath, isClutter, type Kind, kindOf } from '../../data/fileKind.ts';
import { AppError, toAppError } from '../../rpc/appError.ts';
import type { GivenFile, Skipped } from '../protocol.ts';

/** A file that can be read when its turn comes. */
export type Item = {
  /** Below what was given, a zip being a folder: `holiday.zip/Smile/a.jpg`. */
  path: string;
  /** Path of the zip that it is in; '' for none. */
  root: string;
  kind: Kind;
  size: number;
  /** @throws `bad-input` where it cannot be unpacked */
  read: () => Promise<Blob>;
};

export async function gather(files: GivenFile[], signal?: AbortSignal): Promise<{ items: Item[]; skipped: Skipped[] }> {
  const items: Item[] = [];
  const skipped: Skipped[] = [];
  for (const { path: raw, file } of files) {
    if (signal?.aborted) break;
    const { path, refusal } = cleanPath(raw);
    if (isClutter(path)) continue;
    if (refusal) skipped.push({ path, reason: refusal, byHand: null });
    else if (kindOf(path, file.type) !== 'zip') items.push(givenItem(path, file));
    else {
      try {
        const { zipItems } = await import('./openZip.ts');
        const zip = await zipItems(path, file);
        for (const item of zip.items) items.push(item);
        for (const entry of zip.skipped) skipped.push(entry);
      } catch (thrown) {
        skipped.push({ path, reason: readWords(thrown), byHand: null });
      }
    }
  }
  return { items, skipped };
}

const givenItem = (path: string, file: Blob): Item => ({
  path,
  root: '',
  kind: kindOf(path, file.type),
  size: file.size,
  read: async () => file,
});

/** A file of the given ones by the path that `Skipped` gives it. @throws `bad-input` where there is none */
export async function findItem(files: GivenFile[], path: string): Promise<Item> {
  const holders = files.filter(({ path: raw }) => {
    const holder = cleanPath(raw).path;
    return holder === path || path.startsWith(`${holder}/`);
  });
  const { items } = await gather(holders);
  const item = items.find((each) => each.path === path);
  if (!item) throw new AppError('bad-input', `There is no file “${path}” among those given. Choose it again.`);
  return item;
}

/** Why a file could not be read, as a sentence. */
export function readWords(thrown: unknown): string {
  if (thrown instanceof DOMException && (thrown.name === 'NotFoundError' || thrown.name === 'NotReadableError')) {
    return 'The file has been moved, changed or closed since it was chosen. Choose it again.';
  }
  const { code, message } = toAppError(thrown);
  return code === 'bad-input' ? message : `It could not be read (${message}). Leave it out, or convert it.`;
}
