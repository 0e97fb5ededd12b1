/** The page of CAL on classes: what differs from CAL's. */

import type { MethodText } from '../methodText.ts';
import { text as cal } from './cal.ts';

const OF_THE_CLASSES = [
  { symbol: 'W', meaning: 'the weights of the linear classifier, one row a class' },
  { symbol: 'h', meaning: 'the embedding of a face' },
  { symbol: 'y', meaning: 'the label of the face' },
];

export const text: MethodText = {
  assumes: [
    ...cal.assumes.slice(0, 1),
    'A face that lies far from the same person’s neutral ones shows a strong expression. A head turned away lies far as well.',
  ],
  data: 'Labelled faces, of each person some in a class called “Neutral”; or faces that carry an intensity, as those of the sample actors do.',
  scheme: cal.scheme,
  symbols: [...OF_THE_CLASSES, ...cal.symbols.slice(3)],
  stages: {
    contest: [
      'Before the first step each face gets a strength: its stored intensity or, where faces have none, its distance from the mean of its person’s neutral faces.',
      'Faces of the last batches are sorted by strength. Those after three quarters of the sum of all strengths are strong, the others weak; of both kinds equally many are kept.',
      'First classifier and embedding learn the labels; then D learns, and last the embedding against it, as in CAL.',
    ],
    classify: cal.stages.classify ?? [],
  },
  answers: 'Encoder, adapter and classifier. D is used in training alone.',
  pictures: cal.pictures.filter(({ name }) => name !== 'Evaluate'),
  origins: {
    published: ['CAL’s idea that strong expressions teach weak ones, and the two parts of a step in which they do.'],
    code: ['The distances, the adaptive margin and the 16 numbers of D, as in CAL.'],
    ours: [
      'All of the variant: the paper has valence and arousal, and nothing for classes alone.',
      ...cal.origins.ours.slice(0, 3),
    ],
  },
  losses: [
    'src/train/losses/crossEntropy.ts',
    'src/train/losses/strengthMetric.ts',
    'src/train/mining/margins.ts',
    'src/train/strengths.ts',
  ],
};
