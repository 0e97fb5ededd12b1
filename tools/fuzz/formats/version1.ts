/** What version 1 stored, under today's code. */

import { upgradeFrom1 } from '../../../src/data/upgradeFrom1.ts';
import type { Format } from '../format.ts';
import { Fault } from '../judge.ts';
import { storesOf, transactionOn } from '../memoryTransaction.ts';
import { recordBytes, recordsFrom } from '../storedRecords.ts';

const sample = {
  id: 's1',
  classId: 'smile',
  image: new Uint8Array([1, 2]),
  person: 'me',
  session: 'camera x',
  source: 'camera',
  recordedAt: 1_001,
  clipTime: 40,
  track: 3,
  yaw: -5,
  pitch: 2.5,
};

export const format: Format = {
  name: 'version1',
  door: 'upgradeFrom1',
  drafts: [
    {
      classes: [{ id: 'smile', name: 'Smile', colour: '#E69F00', order: 1 }],
      samples: [sample, { ...sample, id: 's2', clipTime: null, source: 'picture' }],
    },
  ],
  encode: recordBytes,
  torn: false,
  read: async (bytes) => {
    const stores = storesOf(recordsFrom(bytes), ['classes', 'samples']);
    const before = [...stores].map(([name, { size }]) => [name, size]);
    await upgradeFrom1(transactionOn(stores));
    for (const [name, size] of before) {
      if (stores.get(String(name))?.size !== size) throw new Fault(`${name} were lost`);
    }
    return { value: stores, refusals: [] };
  },
  shell: /^$/,
  room: { bytes: 16e6, perByte: 256 },
};
