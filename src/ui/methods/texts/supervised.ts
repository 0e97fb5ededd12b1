/** The page of the supervised baseline. */

import type { MethodText } from '../methodText.ts';

export const text: MethodText = {
  assumes: [
    'The labels are right. A wrong label pulls as hard as a right one; label smoothing softens that.',
    'A few faces of a class stand for all others of it. People who were never shown may show it in another way, so the model is judged on people that it has not learned from.',
  ],
  data: 'Record or import faces and give them labels. Every set of the sample actors has them.',
  scheme: {
    anchor: {
      look: { person: 'a', expression: 'smile', altered: true },
      caption: 'a view of a face with the label Smile',
    },
    rows: [
      { kind: 'pull', title: 'made more likely', drawn: [{ caption: 'Smile' }] },
      { kind: 'push', title: 'made less likely', drawn: [{ caption: 'Neutral' }, { caption: 'Surprise' }] },
    ],
    caption: 'No face is compared with another: each is held against its label alone.',
  },
  symbols: [
    { symbol: 'B', meaning: 'how many views a batch has' },
    { symbol: 'hᵢ', meaning: 'the embedding of view i: what encoder and adapter make of it' },
    { symbol: 'W', meaning: 'the classification head: one row of weights for each class' },
    { symbol: 'softmax', meaning: 'turns the scores of the classes into parts that sum to 1' },
    { symbol: 'yᵢ', meaning: 'the label of view i; [yᵢ] takes the part that its own class got' },
  ],
  stages: {
    classify: [
      'A batch is drawn: a class, one of its faces, one of the views of that face. So every class comes equally often.',
      'Encoder, adapter and head turn each view into one score for each class.',
      'The weights move so that the class of the label gets a larger part.',
    ],
  },
  answers: 'All of it: encoder, adapter and head.',
  pictures: [
    { name: 'Pairs of a batch', text: 'Nothing: the method compares no faces, so there are no pairs to show.' },
    {
      name: 'Views',
      text: 'What the camera might have seen of the same face. A view keeps its label, so it must keep the expression.',
    },
    {
      name: 'Map',
      text: 'Faces of one class move to one side, just far enough for the head to tell them apart. Within a class people may stay in islands of their own.',
    },
  ],
  origins: {
    published: [
      'Cross-entropy over a softmax (Bishop 2006) and label smoothing (Szegedy et al. 2016).',
      'A small residual adapter on an encoder that stays as it is (Houlsby et al. 2019).',
    ],
    code: [],
    ours: ['Every class drawn equally often.', 'The strong weight decay, because few labels meet many features.'],
  },
  losses: ['src/train/losses/crossEntropy.ts'],
};
