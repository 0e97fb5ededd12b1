/** A plain zip, every field of which its writer may have chosen. */

import { gather, readWords } from '../../../src/vision/import/gather.ts';
import type { Format } from '../format.ts';
import { entry, zipOf } from '../zipFile.ts';

const picture = new Uint8Array(Buffer.from('\xff\xd8\xff\xd9', 'latin1'));

export const format: Format = {
  name: 'zip',
  door: 'gather, zipItems',
  drafts: [
    [entry('Joy/1.jpg', picture), entry('Joy/2.jpg', picture), entry('labels.csv', 'path,label\n1.jpg,joy\n')],
    [{ ...entry('a.jpg', picture), method: 0 }, entry('../up.jpg', picture), entry('inner.zip', picture)],
    [entry('zeros.bmp', new Uint8Array(20_000)), entry('a.jpg', picture), entry('a.jpg', picture)],
  ],
  encode: (tree) => zipOf(tree),
  torn: true,
  read: async (bytes) => {
    const { items, skipped } = await gather([{ path: 'a.zip', file: new Blob([bytes]) }]);
    const refusals = skipped.map(({ reason }) => reason);
    const sizes: unknown[] = [];
    for (const { path, kind, size, read } of items) {
      try {
        sizes.push({ path, kind, size, is: (await read()).size });
      } catch (thrown) {
        refusals.push(readWords(thrown));
      }
    }
    return { value: sizes, refusals };
  },
  shell: /^This is not a zip|^The directory of this zip/,
  room: { bytes: 16e6, perByte: 256 },
};
