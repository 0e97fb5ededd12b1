/** A file of weights: of a shared model, a checkpoint, or one that somebody else sends. */

import { readSafetensors } from '../../../src/model/safetensors.ts';
import { bytesOf, fieldOf, joined, packed } from '../draft.ts';
import { type Format, ROOM } from '../format.ts';

const tensor = (dtype: string, shape: number[], from: number, to: number) => ({
  dtype,
  shape,
  data_offsets: [from, to],
});

/** `surplus`: what the length of the header says beside the truth. */
const small = {
  surplus: 0,
  header: {
    __metadata__: { format: 'mien-run-2', objective: 'supervised' },
    'head.weight': tensor('F32', [2, 3], 0, 24),
    'head.bias': tensor('F16', [2], 24, 28),
    step: tensor('I32', [3], 28, 40),
    rng: tensor('U8', [4], 40, 44),
  },
  data: new Uint8Array(44).fill(60),
};

const large = {
  surplus: 0,
  header: { a: tensor('F32', [64, 64], 0, 16_384), b: tensor('F32', [0, 3], 16_384, 16_384) },
  data: new Uint8Array(16_384),
};

export const format: Format = {
  name: 'safetensors',
  door: 'readSafetensors',
  drafts: [small, large],
  encode: (tree) => {
    const header = bytesOf(fieldOf(tree, 'header'));
    const surplus = fieldOf(tree, 'surplus');
    const length = header.length + (typeof surplus === 'number' ? surplus : 0);
    return joined([packed(length, 32), packed(0, 32), header, bytesOf(fieldOf(tree, 'data'))]);
  },
  torn: true,
  read: (bytes) => ({ value: readSafetensors(bytes.buffer), refusals: [] }),
  shell: /shorter than 8 bytes|header is longer than the file|not JSON/,
  room: ROOM,
};
