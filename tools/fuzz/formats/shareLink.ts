/** The fragment of a link that holds a model: whoever sends a link writes it. */

import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { isShareLink } from '../../../src/data/shareKey.ts';
import { readShareLink } from '../../../src/data/shareLink.ts';
import { bytesOf, fieldOf, joined, listOf, packed, textOf } from '../draft.ts';
import { type Format, ROOM } from '../format.ts';

const card = {
  name: 'Ada’s faces',
  author: 'Ada',
  chain: ['Model 1'],
  madeAt: 1_700_000_000_000,
  encoder: 'c797ed8712345678',
  method: 'SupCon',
  classes: [
    { name: 'Smile', colour: '#E69F00' },
    { name: 'Frown', colour: '#56B4E9' },
  ],
  learnedFrom: { faces: 180, people: 15 },
  judged: { accuracy: 0.84375, on: 'validation', samples: 36 },
};

const floats = (count: number) => new Uint8Array(Float32Array.from({ length: count }, (_, i) => 0.1 * (i + 1)).buffer);

const PREFIX = 'model=1.';

const tensors = [
  { name: 'adapter.down', shape: [6, 3] },
  { name: 'head.weight', shape: [3, 2] },
  { name: 'head.bias', shape: [2] },
];

/** Of each tensor its scales and its bytes, as `quantise` makes them. */
const body = [floats(3), new Uint8Array(18).fill(7), floats(2), new Uint8Array(6).fill(200), floats(2)];

const plain = { head: { card, tensors }, body };

const withAffect = {
  head: { card: { ...card, affect: true }, tensors: [...tensors, { name: 'heads.affect.out.kernel', shape: [4, 2] }] },
  body: [...body, floats(2), new Uint8Array(8).fill(3)],
};

export const format: Format = {
  name: 'shareLink',
  door: 'readShareLink',
  drafts: [plain, withAffect],
  encode: (tree) => {
    const head = bytesOf(fieldOf(tree, 'head'));
    return joined([packed(head.length, 32), head, ...listOf(fieldOf(tree, 'body')).map(bytesOf)]);
  },
  wrap: (inner) => {
    const file = deflateRawSync(inner, { level: 1 });
    const sum = createHash('sha256').update(file).digest().subarray(0, 4);
    return new TextEncoder().encode(`${PREFIX}${Buffer.concat([sum, file]).toString('base64url')}`);
  },
  torn: true,
  read: async (bytes) => {
    const fragment = textOf(bytes);
    isShareLink(fragment);
    return { value: await readShareLink(fragment), refusals: [] };
  },
  shell: /cut short|changed|does not begin|beginning is damaged|another version|characters|does not unfold/,
  room: ROOM,
};
