/** The weights of a run that is to answer: a well-formed file whose tensors are not those that the run has. */

import { readParameters } from '../../../src/train/runFile.ts';
import type { Format } from '../format.ts';
import { format as safetensors } from './safetensors.ts';

const SHAPES = new Map([
  ['head.weight', [2, 3]],
  ['head.bias', [2]],
]);

const f32 = (shape: number[], from: number) => ({
  dtype: 'F32',
  shape,
  data_offsets: [from, from + 4 * shape.reduce((a, b) => a * b, 1)],
});

const draft = {
  surplus: 0,
  header: {
    __metadata__: { format: 'mien-run-2' },
    'head.weight': f32([2, 3], 0),
    'head.bias': f32([2], 24),
    'average.head.weight': f32([2, 3], 32),
    'average.head.bias': f32([2], 56),
    'optimiser.m.head.bias': f32([2], 64),
    rng: { dtype: 'I32', shape: [4], data_offsets: [72, 88] },
    step: { dtype: 'I32', shape: [3], data_offsets: [88, 100] },
    rate: f32([1], 100),
  },
  data: new Uint8Array(104).fill(60),
};

export const format: Format = {
  ...safetensors,
  name: 'checkpoint',
  door: 'readParameters',
  drafts: [draft],
  read: (bytes) => ({ value: readParameters(bytes.buffer, SHAPES), refusals: [] }),
};
