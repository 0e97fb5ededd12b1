/** The page of CAL on classes. */

import type { MethodText } from '../methodText.ts';

export const text: MethodText = {
  assumes: [
    'A weak expression is a strong one with less of it, whoever shows it.',
    'How far a face lies from the same person’s neutral ones tells how strong its expression is. It does not where light or pose change more than the expression does.',
  ],
  data: 'Labelled faces of several people, and a class called “Neutral” with faces of each of them; or an intensity from 0 to 1 with every sample, from a table or given by hand in Data. The sample actors’ sets have exact ones.',
  scheme: {
    anchor: { look: { person: 'a', expression: 'smile' }, caption: 'a strong expression' },
    rows: [
      {
        kind: 'pull',
        title: 'the second network draws it to',
        drawn: [{ look: { person: 'b', expression: 'surprise' }, caption: 'another strong one, of whatever class' }],
      },
      {
        kind: 'push',
        title: 'and pushes it from',
        drawn: [
          { look: { person: 'b', expression: 'smile', strength: 0.3 }, caption: 'a weak one, at least a margin away' },
          { look: { person: 'c', expression: 'neutral' }, caption: 'a neutral one: none is weaker' },
        ],
      },
      {
        kind: 'pull',
        title: 'then the embedding is changed, so that the network takes for strong',
        drawn: [{ look: { person: 'b', expression: 'smile', strength: 0.3 }, caption: 'the weak ones' }],
      },
    ],
    caption: 'As CAL, with strength told by each person’s neutral faces instead of valence and arousal.',
  },
  symbols: [
    { symbol: 'W', meaning: 'the linear classifier, which learns with the embedding here' },
    { symbol: 'h', meaning: 'the embedding of a face, adapter included' },
    { symbol: 'y', meaning: 'its class' },
    { symbol: 'D', meaning: 'the second network: turns an embedding into 16 numbers from −1 to 1' },
    { symbol: 'd⁺', meaning: 'squared distance of two strong faces there' },
    { symbol: 'd⁻', meaning: 'by how much a weak face lies nearer to a strong one than an adaptive margin' },
    { symbol: 'C', meaning: '1 − ½E[(d⁺)²] − ½E[(d⁻)²]: a constraint that holds the distances at one size' },
    { symbol: 'Λ', meaning: 'its multiplier, which grows by ρC after each step' },
    { symbol: 'ρ', meaning: 'how firmly the constraint is held' },
  ],
  stages: {
    contest: [
      'Before the first step, where not every sample carries an intensity: the distance of each face from the mean of the same person’s neutral ones, in the embedding that the run starts from. Without a neutral face of that person it is neither strong nor weak.',
      'Strong are the faces after three quarters of the sum of all strengths of the last eight batches; of strong and weak equally many are kept.',
      'First the classifier learns the class, and the embedding with it.',
      'Then the second network D learns: strong faces together, weak ones a margin away.',
      'Last the embedding learns against it, a little: weak faces are to answer D as strong ones do.',
    ],
    classify: ['The embedding stays as it is now.', 'A linear classifier for your classes is trained on it.'],
  },
  answers: 'Encoder, adapter and classifier. D is used in training alone, and there is no valence and arousal to tell.',
  pictures: [
    {
      name: 'Pairs of a batch',
      text: 'Compared are D’s outputs. Anchors are strong faces, drawn to all other strong ones, whatever their class, and pushed from the weak and the neutral ones.',
    },
    { name: 'Map', text: 'Weak faces of a class should move outwards, along the way to its strong ones.' },
    { name: 'Views', text: 'As for supervised training: a view must keep the expression, and its strength.' },
  ],
  origins: {
    published: ['The parts of a step, in this order, and the idea that strong expressions teach weak ones.'],
    code: ['The distances, the adaptive margin, the 16 numbers of D.'],
    ours: [
      'Classes in the place of valence and arousal, and with them this whole variant.',
      'Strength as the stored intensity, or as the distance from the person’s neutral mean.',
      'What is ours in CAL is ours here too: where strong begins, the constraint as a minimisation, the detached margin.',
    ],
  },
  losses: [
    'src/train/losses/crossEntropy.ts',
    'src/train/losses/strengthMetric.ts',
    'src/train/mining/margins.ts',
    'src/train/strengths.ts',
  ],
};
