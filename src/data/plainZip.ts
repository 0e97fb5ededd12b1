/** Plain zips as they leave the page: stored, with one date, and read back before they are given. Knows no contents. */

import { BlobReader, BlobWriter, configure, ZipReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import { AppError } from '../rpc/appError.ts';

// The policy lets no worker be started from elsewhere, and most of this runs in one already.
configure({ useWebWorkers: false });

/** Stored as they are, since JPEGs do not shrink, and with one date: the same files give the same bytes. */
const SETTINGS = {
  level: 0,
  extendedTimestamp: false,
  lastModDate: new Date(2000, 0, 1),
  useWebWorkers: false,
};

export type PlainZip = {
  add: (path: string, content: BlobPart | ReadableStream<Uint8Array>) => Promise<void>;
  /** @throws `internal` where the zip does not hold what was added */
  close: () => Promise<Blob>;
};

export function createZip(): PlainZip {
  const zip = new ZipWriter(new BlobWriter('application/zip'), SETTINGS);
  let added = 0;
  return {
    add: async (path, content) => {
      await zip.add(path, content instanceof ReadableStream ? content : new BlobReader(new Blob([content])));
      added += 1;
    },
    close: async () => {
      const blob = await zip.close();
      const { length } = await new ZipReader(new BlobReader(blob)).getEntries();
      if (length === added) return blob;
      throw new AppError('internal', `The export came out incomplete (${length} of ${added} files). Try again.`);
    },
  };
}

/** All files at once. @throws as `close` */
export async function zipOf(files: readonly (readonly [path: string, content: BlobPart])[]): Promise<Blob> {
  const zip = createZip();
  for (const [path, content] of files) await zip.add(path, content);
  return zip.close();
}
