/** The page of SSLFER. */

import type { MethodText } from '../methodText.ts';

export const text: MethodText = {
  assumes: [
    'An expression lasts about a second, and has changed after three. Somebody who smiles for a minute breaks the second half of it.',
    'Eyes and mouth say what an expression is; hair, skin and the outline of the head do not.',
    'Faces whose eyes and mouth are alike show the same, whoever they are.',
  ],
  data: 'Recordings of one person each, longer than three seconds, two frames a second or more: record a take, or import videos. FaceSwap needs recordings of two people; with TimeAug and HardNeg off, pictures will do. The sample actors’ set “Clips of one person” has them.',
  scheme: {
    anchor: { look: { person: 'a', expression: 'smile' }, caption: 'a moment of a recording' },
    rows: [
      {
        kind: 'pull',
        title: 'drawn to',
        drawn: [
          {
            look: { person: 'a', expression: 'smile', strength: 0.8, onto: 'b' },
            caption: 'TimeAug, FaceSwap: a second later, on another head',
          },
          { look: { person: 'c', expression: 'smile' }, caption: 'MaskFN: eyes and mouth are alike' },
        ],
      },
      {
        kind: 'push',
        title: 'pushed from',
        drawn: [
          { look: { person: 'a', expression: 'neutral' }, caption: 'HardNeg: the same recording, 3 s away' },
          { look: { person: 'b', expression: 'surprise' }, caption: 'other recordings' },
        ],
      },
    ],
    caption: 'Four strategies, each against another way to cheat. Every one can be switched off.',
  },
  symbols: [
    { symbol: 'zᵢ', meaning: 'face i after the projection head, scaled to length 1' },
    { symbol: 'L₁', meaning: 'the loss with k the near moment of the same recording' },
    { symbol: 'L₂', meaning: 'the loss with k the face of another recording that was found alike; only with MaskFN' },
    { symbol: 'zₖ', meaning: 'what the face is drawn to' },
    {
      symbol: 'N(i)',
      meaning:
        'what it is pushed from: other recordings but for what was found alike, and with HardNeg far moments of its own',
    },
    { symbol: 'τ', meaning: 'the temperature; the lower, the more the most similar negatives count' },
  ],
  stages: {
    contrast: [
      'TimeAug: a moment is drawn, and as its positive one 0.48 to 1.44 s before or after; the nearest most often, never itself.',
      'HardNeg: of the same recording a second moment, 2.88 s away or more, with a positive of its own.',
      'FaceSwap: four times out of five the inner face of the positive is laid over somebody else’s.',
      'MaskFN: for each face, the one of another recording with the most similar eyes and mouth is no longer pushed away, but drawn to as well.',
      'The weights move so that each face finds its positive among all of the batch.',
    ],
    classify: [
      'The projection head is dropped.',
      'All the rest is trained with cross-entropy, every class equally often, on faces that were not swapped.',
    ],
  },
  answers: 'Encoder, adapter and classifier. Swapped faces, eyes and mouth are used in training alone.',
  pictures: [
    {
      name: 'Pairs of a batch',
      text: 'Two pictures in one place: a face, and its inner part on somebody else’s head. “Found alike” is MaskFN’s choice: check that eyes and mouth are indeed alike. With HardNeg, the first of those that are pushed away is often the same person at another moment.',
    },
    {
      name: 'Views',
      text: 'The later half of a face’s views are the swapped ones. A seam that can be seen is a short cut for the model.',
    },
    {
      name: 'Map',
      text: 'Without the strategies each recording tends to be an island. With them the islands should break up, and alike expressions meet.',
    },
    {
      name: 'Evaluate',
      text: '“Same person nearest” is the figure to watch: HardNeg and FaceSwap are there to lower it.',
    },
  ],
  origins: {
    published: ['The four strategies, each by itself and together.'],
    code: [
      'Offsets and how often each is drawn, 2.88 s for a hard negative, swaps four times out of five, τ = 0.07.',
      'The weight of what was found alike, 0.8; the order of a batch; and that no positive is among the negatives.',
    ],
    ours: [
      'New pairs in every step. The released code draws them once for all epochs.',
      'A hard negative from anywhere far enough. In the released code it is always the first frame.',
      'The swap by face mesh, with a soft edge, and one new identity for a positive and its hard negative’s.',
      'Eyes and mouth described by their shape in the mesh, not by a network.',
      'A false negative is never of the same recording, has a face that was found, and is alike enough.',
    ],
  },
  published: {
    title: 'Published: accuracy on AffectNet with 8 classes, after pre-training on VoxCeleb1 and full fine-tuning',
    columns: ['Pre-training', 'Accuracy, %'],
    rows: [
      ['ImageNet', '56.6'],
      ['SimCLR', '57.7'],
      ['TimeAug', '57.9'],
      ['TimeAug, HardNeg', '58.3'],
      ['TimeAug, FaceSwap, MaskFN', '58.7'],
      ['TimeAug, HardNeg, FaceSwap', '58.9'],
      ['TimeAug, HardNeg, MaskFN', '58.9'],
      ['all four', '59.3'],
    ],
  },
  losses: ['src/train/losses/infoNce.ts', 'src/train/mining/falseNegatives.ts', 'src/train/losses/crossEntropy.ts'],
};
