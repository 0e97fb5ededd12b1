/** A whole model as a file: whoever sends one writes every byte of it. */

import { readModelFile } from '../../../src/train/modelFile.ts';
import { wholeShapes } from '../../../src/train/wholeModel.ts';
import { bytesOf, fieldOf, joined, packed, textOf } from '../draft.ts';
import { type Format, ROOM } from '../format.ts';

const topology = { inputSize: 8, stem: 2, stages: [{ channels: 4, blocks: 1, stride: 2 }] };

const about = (affect: boolean) => ({
  card: {
    ...(affect && { affect }),
    ...{ name: 'Ada’s faces', author: null, chain: ['first'], madeAt: 1.7e12, encoder: '0123456789abcdef' },
    ...{ method: 'Cross-entropy', classes: [{ name: 'Smile', colour: '#aa0000' }] },
    ...{ learnedFrom: { faces: 20, people: 2 }, judged: { accuracy: 0.5, on: 'session', samples: 4 } },
  },
  topology,
  normalisation: { mean: 0.5, std: 0.25 },
  width: 4,
  temperature: 1,
});

/** @param affect whether the model reads valence and arousal */
function draft(affect: boolean) {
  let end = 0;
  const tensors = Object.fromEntries(
    [...wholeShapes(topology, 1, affect)].map(([name, shape]) => {
      const from = end;
      end += 4 * shape.reduce((product, size) => product * size, 1);
      return [name, { dtype: 'F32', shape, data_offsets: [from, end] }];
    }),
  );
  return { format: 'mien-model-1', about: about(affect), tensors, data: new Uint8Array(end).fill(60) };
}

export const format: Format = {
  name: 'modelFile',
  door: 'readModelFile',
  drafts: [draft(false), draft(true)],
  encode: (tree) => {
    const metadata = { format: textOf(fieldOf(tree, 'format')), model: textOf(fieldOf(tree, 'about')), readme: '' };
    const named = fieldOf(tree, 'tensors');
    const header = bytesOf({ __metadata__: metadata, ...(typeof named === 'object' ? named : {}) });
    return joined([packed(header.length, 32), packed(0, 32), header, bytesOf(fieldOf(tree, 'data'))]);
  },
  torn: true,
  read: (bytes) => ({ value: readModelFile(bytes.buffer).card, refusals: [] }),
  shell: /shorter than 8 bytes|header is longer than the file|not JSON/,
  room: ROOM,
};
