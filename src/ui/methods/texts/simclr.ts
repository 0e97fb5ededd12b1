/** The page of SimCLR, the baseline without labels. */

import type { MethodText } from '../methodText.ts';

export const text: MethodText = {
  assumes: [
    'What a view changes (place, size, light, blur) is nothing that the expression depends on.',
    'No other face of the batch shows the same. For expressions that is often wrong: two people who smile are pushed apart all the same. The larger the batch and the fewer the classes, the more often.',
  ],
  data: 'Any faces will do for the first stage, with or without a label; the classifier needs a few labelled ones. Every set of the sample actors will do.',
  scheme: {
    anchor: { look: { person: 'a', expression: 'smile' }, caption: 'one view of a face' },
    rows: [
      {
        kind: 'pull',
        title: 'drawn to',
        drawn: [{ look: { person: 'a', expression: 'smile', altered: true }, caption: 'the other view of it' }],
      },
      {
        kind: 'push',
        title: 'pushed from',
        drawn: [
          { look: { person: 'b', expression: 'surprise' }, caption: 'another face' },
          { look: { person: 'a', expression: 'neutral' }, caption: 'the same person again' },
          { look: { person: 'c', expression: 'smile' }, caption: 'the same expression: a mistake it cannot see' },
        ],
      },
    ],
    caption: 'All it knows is which two views are of one picture.',
  },
  symbols: [
    { symbol: 'zᵢ', meaning: 'view i after the projection head, scaled to length 1' },
    { symbol: 'zⱼ', meaning: 'the other view of the same face: its positive' },
    {
      symbol: 'zₐ',
      meaning: 'every view of the batch but i itself; the positive is one of them, all others are negatives',
    },
    { symbol: 'zᵢ·zⱼ', meaning: 'their cosine, from −1 to 1: how alike the model finds them' },
    { symbol: 'τ', meaning: 'the temperature; the lower, the more the most similar negatives count' },
  ],
  stages: {
    contrast: [
      'A batch of faces is drawn, two different views of each.',
      'Encoder, adapter and projection head turn every view into a direction.',
      'The weights move so that each view finds its other view among all views of the batch.',
    ],
    classify: [
      'A linear classifier is trained with the labels there are, every class equally often.',
      'The embedding stays as it is meanwhile, unless “Fine-tune with the classifier” is on.',
    ],
  },
  answers: 'Encoder, adapter and classifier. The projection head is used in training alone.',
  pictures: [
    {
      name: 'Pairs of a batch',
      text: '“Drawn to” is one picture: the other view of the same face. “Pushed from” begins with the face that the model takes for the most similar. Marked ones carry the anchor’s own label: the method pushes them away, because it cannot know.',
    },
    {
      name: 'Views',
      text: 'The whole method hangs on them: it learns that what differs between two views does not matter. Too weak, and there is nothing to learn; too strong, and it learns that expressions do not matter.',
    },
    {
      name: 'Map',
      text: 'Faces spread out evenly. Often those of one person lie together, since a person is what two views have most surely in common.',
    },
    {
      name: 'Evaluate',
      text: '“Same person nearest” says how much of the person is left in the embedding. Hold it against a method that was given more to go by.',
    },
  ],
  origins: {
    published: [
      'The loss (NT-Xent), two views of each picture, the projection head that is dropped afterwards, the linear classifier on a frozen embedding.',
    ],
    code: [],
    ours: [
      'Views for grey faces: shifts, turns, size, mirroring, contrast, brightness, blur and an erased rectangle; no change of colour, because the model sees grey.',
      'It begins with an encoder that knows expressions already, and by default trains an adapter instead of the whole network. The setting “Start from” can take that away.',
    ],
  },
  losses: ['src/train/losses/supCon.ts'],
};
