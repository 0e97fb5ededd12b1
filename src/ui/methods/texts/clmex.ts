/** The page of CL-MEx and ViewFX. */

import type { MethodText } from '../methodText.ts';

export const text: MethodText = {
  assumes: [
    'Views of one instant show one expression, from whichever side.',
    'No two moments show the same. That is wrong for two people who both smile; ViewFX’s additions repair it with the labels.',
    'There are other moments of the same person among the negatives. Otherwise it is enough to recognise the person, and nothing is learned about the expression.',
  ],
  data: 'The guided captures “Hold the expression and turn your head” and “Two cameras at once”, or pictures whose names say person, expression and angle. The sample actors’ set “Turning heads” has them.',
  scheme: {
    anchor: { look: { person: 'a', expression: 'smile', yaw: -45 }, caption: 'one view of a moment' },
    rows: [
      {
        kind: 'pull',
        title: 'drawn to: the same moment',
        drawn: [{ look: { person: 'a', expression: 'smile', yaw: 30 }, caption: 'from another side' }],
      },
      {
        kind: 'push',
        title: 'pushed from: all other moments',
        drawn: [
          { look: { person: 'a', expression: 'surprise', yaw: -30 }, caption: 'the same person, another expression' },
          { look: { person: 'b', expression: 'neutral', yaw: -45 }, caption: 'another person, the same side' },
          {
            look: { person: 'c', expression: 'smile', yaw: 10 },
            caption: 'the same expression: drawn to with ViewFX’s labels',
          },
        ],
      },
    ],
    caption: 'The side from which a face is seen must not matter; the moment must.',
  },
  symbols: [
    {
      symbol: 'Lᵥ',
      meaning: 'the multi-view loss: SupCon, where the positives P(i) are the other views of one moment',
    },
    { symbol: 'Lₗ', meaning: 'ViewFX: the same, where the positives are all views with one label' },
    { symbol: 'α', meaning: 'ViewFX’s weight of the labels; 0 is CL-MEx' },
    {
      symbol: 'β',
      meaning: 'ViewFX’s weight of the last term, set at the first step from how large both losses are; 0 is CL-MEx',
    },
    {
      symbol: 'C_dd',
      meaning: 'correlation of dimension d between the two views of a moment, over the batch: to become 1',
    },
    {
      symbol: 'C_de',
      meaning: 'correlation of two different dimensions: to become 0, so that each says something of its own',
    },
    { symbol: 'λ', meaning: 'how much that counts, 0.005' },
  ],
  stages: {
    contrast: [
      'Pairs are drawn: two views of one moment each, a few moments of one person together, of as many expressions as there are.',
      'Encoder, adapter and projection head turn every view into a direction.',
      'The weights move so that each view finds its own moment among all of the batch. No label is needed for that.',
    ],
    classify: [
      'The projection head is dropped.',
      'All the rest is trained with cross-entropy on single labelled pictures from all sides.',
    ],
  },
  answers: 'Encoder, adapter and classifier, on one picture from any side.',
  pictures: [
    {
      name: 'Pairs of a batch',
      text: '“Drawn to” is the same face at the same instant from another side. “Pushed from” begins with what the model finds most alike. If those are all of one person, it still goes by who it is; if they all look to the same side, by the angle. Marked ones show the anchor’s own label.',
    },
    {
      name: 'Map',
      text: 'The sides of a moment should come together: arcs from left profile to right profile shrink to points.',
    },
    {
      name: 'Evaluate',
      text: 'Judge it on faces from the side too: the gain should be greatest at 45° and beyond. “By angle” shows how often each range is read right.',
    },
    { name: 'Views', text: 'Views are altered on top of the angle. Mirroring turns the head the other way round.' },
  ],
  origins: {
    published: [
      'Two steps: contrast the views of one moment, then train with labels on single pictures of all angles.',
      'ViewFX: a supervised contrastive term and Barlow Twins beside the multi-view loss.',
    ],
    code: [
      'SGD with momentum, weight decay, cosine schedule and temperature are those of the authors’ code for a sibling method. Of CL-MEx itself we had none.',
    ],
    ours: [
      'The form of the multi-view loss (SupCon over the views of a moment): only the papers’ abstracts could be read.',
      'How moments are drawn, with others of the same person beside them.',
      'All three losses on one projection, and how β is found.',
      'The learning rate.',
    ],
  },
  losses: ['src/train/losses/supCon.ts', 'src/train/losses/barlowTwins.ts', 'src/train/losses/crossEntropy.ts'],
};
