/** The page of RMFER. */

import type { MethodText } from '../methodText.ts';

export const text: MethodText = {
  assumes: [
    'People who see the same at the same moment tend to show the same expression. It is wrong whenever only one of them laughs, or laughs late.',
    'The model can already tell a little: it keeps only the pairs that it is surest of. So the labelled faces come first.',
    'A person looks different 30 frames later. In a dull clip that is not so.',
  ],
  data: 'A video that shows several people at once (a mashup, a call in tiles), or the guided capture in which one person after another watches the same clip; and ten labelled faces of each class. The sample actors’ set “Reactions to a film” has both.',
  scheme: {
    anchor: { look: { person: 'a', expression: 'surprise' }, caption: 'a face from the clip' },
    rows: [
      {
        kind: 'pull',
        title: 'drawn to: other people at about the same instant',
        drawn: [
          { look: { person: 'b', expression: 'surprise' }, caption: 'the most alike: used' },
          { look: { person: 'c', expression: 'neutral' }, caption: 'least alike: left out' },
        ],
      },
      {
        kind: 'push',
        title: 'pushed from: the same person at another instant',
        drawn: [
          { look: { person: 'a', expression: 'neutral' }, caption: 'the least alike: used' },
          { look: { person: 'a', expression: 'surprise', strength: 0.7 }, caption: 'most alike: left out' },
        ],
      },
    ],
    caption:
      'Positives are other people and negatives the same person, so knowing who somebody is does not help. Pairs that the model doubts are left out.',
  },
  symbols: [
    { symbol: 'CE', meaning: 'cross-entropy with the labels, over the labelled faces of the batch' },
    { symbol: 'W·f', meaning: 'scores of the classes: the head W on the embedding f' },
    {
      symbol: 'A',
      meaning: 'attention: row i says how much face i takes from each other labelled face, never from itself',
    },
    { symbol: 'Wₐ', meaning: 'a second head, which sees only what a face takes from the others' },
    { symbol: 'sᵢₚ', meaning: 'the cosine of faces i and p after a projection' },
    { symbol: 'P(i)', meaning: 'the most similar faces of other people at about the instant of the anchor i' },
    { symbol: 'N(i)', meaning: 'the least similar faces of the same person, 30 frames away or more' },
    { symbol: 'τ', meaning: 'the temperature of attention and contrast' },
    { symbol: 'wₐ', meaning: 'the weight of the attention' },
    { symbol: 'wₛ', meaning: 'the weight of the clip' },
  ],
  stages: {
    attention: [
      'Labelled faces are drawn, every class equally often.',
      'Each is classified twice: from its own embedding, and from a mixture of the other faces that look like it.',
      'So the projection learns what makes faces of one class alike. Before that it finds all faces alike, and no pair could be trusted.',
    ],
    contrast: [
      'At least half of a batch are labelled faces, which go on as before; the others are anchors of the clip, each with faces of other people at about its instant and of its own person at another one.',
      'Of each pool the part that the model is surest of is kept.',
      'The weights move so that each anchor is more like the kept positives, taken together, than like the kept negatives.',
    ],
  },
  answers:
    'Encoder, adapter and the head W. Attention and projection are used in training alone: no face is read by the help of others.',
  pictures: [
    {
      name: 'Pairs of a batch',
      text: 'The anchor is a face of the clip; “drawn to” are other people at about that instant, “pushed from” is the same person at another one. Ask of each pair: do they really show the same? Where one laughs and the other does not, the idea fails.',
    },
    {
      name: 'Attention',
      text: 'A row for each labelled face, sorted by class. Blocks that stand out along the diagonal: faces look at those of their own class. An even tone, as before the first step: all are alike.',
    },
    {
      name: 'Map',
      text: 'Faces of different people at one instant should move together, and islands of one person dissolve.',
    },
  ],
  origins: {
    published: [
      'The idea: in a reaction video, other people at the same moment are positives, the same person at other moments negatives; a few labelled faces beside it.',
    ],
    code: [
      'The two heads, the projection, and the attention with oneself left out; τ = 0.25.',
      'The loss, with the sum over the positives inside the logarithm.',
      'The window of instants, the 30 frames, 50 faces a pool of which a tenth is kept; SAM around Adam.',
    ],
    ours: [
      'The weight of the attention, 1. In the released settings it is 0, and the projection would learn nothing from labels.',
      'When the second stage begins, and how many anchors meet in a batch.',
      'Smaller pools (10 faces, of which three tenths are kept) for clips of seconds instead of hours.',
      'People recorded one after another on the same clip, instead of all at once.',
      'A sample that was drawn twice does not look at itself.',
      'Strong weight decay, without which a few labels are learned by heart.',
      'The control “At the same time: off”, which shuffles the instants. If it does as well, the instants taught nothing.',
    ],
  },
  losses: ['src/train/losses/crossEntropy.ts', 'src/train/attention.ts', 'src/train/losses/pooledContrast.ts'],
};
