/** Writes a zip whose every field may be a lie. Knows nothing of what is in it. */

import { crc32, deflateRawSync } from 'node:zlib';
import { bytesOf, fieldOf, joined, listOf, packed } from './draft.ts';

/** An entry as drafts have it; `lies` are added to what would be true, so that a good entry has none. */
export const entry = (name: string, data: unknown) => ({
  name,
  data,
  method: 8,
  flags: 0,
  lies: { crc: 0, size: 0, packed: 0, offset: 0 },
});

const sum = (truth: number, lies: unknown, name: string): number => {
  const lie = fieldOf(lies, name);
  return truth + (typeof lie === 'number' ? lie : 0);
};

/** A zip of the draft's entries. @param dataOf the bytes of an entry's data */
export function zipOf(files: unknown, dataOf: (data: unknown) => Uint8Array = bytesOf): Uint8Array {
  const locals: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const file of listOf(files)) {
    const name = bytesOf(fieldOf(file, 'name'));
    const data = dataOf(fieldOf(file, 'data'));
    const method = fieldOf(file, 'method');
    const body = method === 8 ? deflateRawSync(data, { level: 1 }) : data;
    const lies = fieldOf(file, 'lies');
    const common = [
      packed(fieldOf(file, 'flags'), 16),
      packed(method, 16),
      packed(0, 32),
      packed(sum(crc32(data), lies, 'crc'), 32),
      packed(sum(body.length, lies, 'packed'), 32),
      packed(sum(data.length, lies, 'size'), 32),
      packed(name.length, 16),
      packed(0, 16),
    ];
    const local = joined([packed(0x04034b50, 32), packed(20, 16), ...common, name, body]);
    locals.push(local);
    const where = packed(sum(offset, lies, 'offset'), 32);
    directory.push(
      joined([packed(0x02014b50, 32), packed(20, 16), packed(20, 16), ...common, new Uint8Array(10), where, name]),
    );
    offset += local.length;
  }
  const index = joined(directory);
  const count = packed(directory.length, 16);
  const end = [packed(0x06054b50, 32), packed(0, 32), count, count, packed(index.length, 32), packed(offset, 32)];
  return joined([...locals, index, ...end, packed(0, 16)]);
}
