/** The page of SupCon, the contrastive baseline with labels. */

import type { MethodText } from '../methodText.ts';

export const text: MethodText = {
  assumes: [
    'All faces of a class should look alike to the model. A class that holds two kinds of faces, a broad smile and a faint one, is pressed into one cloud.',
    'The labels are right: a wrong one draws a face to all others of the wrong class.',
  ],
  data: 'Record or import faces and give them labels. Every set of the sample actors has them.',
  scheme: {
    anchor: { look: { person: 'a', expression: 'smile' }, caption: 'a face with the label Smile' },
    rows: [
      {
        kind: 'pull',
        title: 'drawn to',
        drawn: [
          { look: { person: 'a', expression: 'smile', altered: true }, caption: 'another view of it' },
          { look: { person: 'b', expression: 'smile' }, caption: 'the same label, another person' },
          { look: { person: 'c', expression: 'smile', strength: 0.5 }, caption: 'the same label, a fainter one' },
        ],
      },
      {
        kind: 'push',
        title: 'pushed from',
        drawn: [
          { look: { person: 'a', expression: 'neutral' }, caption: 'another label, the same person' },
          { look: { person: 'b', expression: 'surprise' }, caption: 'another label' },
        ],
      },
    ],
    caption: 'The label alone decides what belongs together, whoever is shown.',
  },
  symbols: [
    { symbol: 'zᵢ', meaning: 'view i, the anchor, after the projection head, scaled to length 1' },
    { symbol: 'P(i)', meaning: 'the views with the label of i, but for i itself; |P(i)| is how many they are' },
    { symbol: 'zₚ', meaning: 'one of them' },
    { symbol: 'zₐ', meaning: 'every view of the batch but i itself' },
    { symbol: 'τ', meaning: 'the temperature; the lower, the more the most similar negatives count' },
  ],
  stages: {
    contrast: [
      'A batch is drawn: every class equally often, two different views of each face.',
      'Encoder, adapter and projection head turn every view into a direction.',
      'The weights move so that each view is more like those of its label than like any other.',
    ],
    classify: [
      'A linear classifier is trained with the labels, every class equally often.',
      'The embedding stays as it is meanwhile, unless “Fine-tune with the classifier” is on.',
    ],
  },
  answers: 'Encoder, adapter and classifier. The projection head is used in training alone.',
  pictures: [
    {
      name: 'Pairs of a batch',
      text: '“Drawn to” holds all of the anchor’s label, “pushed from” all others, the most alike first. A negative with a high figure is a face that the model still confuses.',
    },
    { name: 'Views', text: 'They make more faces out of few. A view keeps its label, so it must keep the expression.' },
    {
      name: 'Map',
      text: 'Each class becomes one cloud, and people mix within it. A face that lies in another class’s cloud is hard, or has a wrong label.',
    },
  ],
  origins: {
    published: [
      'The loss, with the mean over the positives outside the logarithm (L_out, equation 2 of the paper), the projection head, and the linear classifier in a second stage.',
    ],
    code: [],
    ours: [
      'Every class drawn equally often.',
      'Views for grey faces, and an adapter instead of the whole network, as with SimCLR.',
    ],
  },
  losses: ['src/train/losses/supCon.ts'],
};
