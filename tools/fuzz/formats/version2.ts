/** What version 2 stored, under today's code. */

import { upgradeFrom2 } from '../../../src/data/upgradeFrom2.ts';
import type { Format } from '../format.ts';
import { Fault } from '../judge.ts';
import { storesOf, transactionOn } from '../memoryTransaction.ts';
import { recordBytes, recordsFrom } from '../storedRecords.ts';

const checkpoint = {
  id: 'c1',
  name: 'Model 1',
  createdAt: 5,
  encoder: '0123456789abcdef',
  classes: [{ id: 'smile', name: 'Smile' }],
  step: 10,
  metrics: { loss: 0.5, accuracy: 0.75, judgedOn: 'time', samples: 60, seconds: 1 },
  options: { epochs: 1, batchSize: 4, learningRate: 0.001, views: 1, seed: 0 },
  tensors: new Uint8Array([1, 2, 3, 4]).buffer,
  sha256: '0'.repeat(64),
};

export const format: Format = {
  name: 'version2',
  door: 'upgradeFrom2',
  drafts: [{ checkpoints: [checkpoint, { ...checkpoint, id: 'c2' }] }],
  encode: recordBytes,
  torn: false,
  read: async (bytes) => {
    const stores = storesOf(recordsFrom(bytes), ['checkpoints', 'runs', 'tensors']);
    await upgradeFrom2(transactionOn(stores));
    const [checkpoints, runs, tensors] = ['checkpoints', 'runs', 'tensors'].map((name) => stores.get(name));
    for (const id of checkpoints?.keys() ?? []) {
      if (!runs?.has(id) || !tensors?.has(id)) throw new Fault(`a checkpoint without its run or its weights`);
    }
    return { value: stores, refusals: [] };
  },
  shell: /^$/,
  room: { bytes: 16e6, perByte: 256 },
};
