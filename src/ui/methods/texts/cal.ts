/** The page of CAL. */

import type { MethodText } from '../methodText.ts';

export const text: MethodText = {
  assumes: [
    'A weak expression is a strong one with less of it, whoever shows it. Some are not: a faint frown may be anger or concentration.',
    'How strong an expression is can be told from valence and arousal: its distance from the middle of their plane.',
  ],
  data: 'The guided capture “Rate a recording”, or a table with the columns path, valence and arousal; both from −1 to 1. The sample actors’ set of weak and strong expressions has them exactly.',
  scheme: {
    anchor: { look: { person: 'a', expression: 'smile' }, caption: 'a strong expression' },
    rows: [
      {
        kind: 'pull',
        title: 'the second network draws it to',
        drawn: [
          { look: { person: 'b', expression: 'surprise' }, caption: 'another strong one, of whatever kind' },
          { look: { person: 'c', expression: 'sad' }, caption: 'another strong one' },
        ],
      },
      {
        kind: 'push',
        title: 'and pushes it from',
        drawn: [
          { look: { person: 'b', expression: 'smile', strength: 0.3 }, caption: 'a weak one, at least a margin away' },
          { look: { person: 'c', expression: 'surprise', strength: 0.25 }, caption: 'a weak one' },
        ],
      },
      {
        kind: 'pull',
        title: 'then the embedding is changed, so that the network takes for strong',
        drawn: [{ look: { person: 'b', expression: 'smile', strength: 0.3 }, caption: 'the weak ones' }],
      },
    ],
    caption: 'Two players: one learns to tell strong from weak, the other to make weak look strong.',
  },
  symbols: [
    { symbol: 'RMSEᵥ', meaning: 'root of the mean squared error of the valence; RMSEₐ of the arousal' },
    { symbol: 'PCC', meaning: 'Pearson’s correlation of told and true values over the batch, mean of both' },
    { symbol: 'CCC', meaning: 'Lin’s concordance: as the correlation, but 1 only where the values are equal' },
    { symbol: 'D', meaning: 'the second network: turns an embedding into 16 numbers from −1 to 1' },
    { symbol: 'd⁺', meaning: 'squared distance of two strong faces there' },
    {
      symbol: 'd⁻',
      meaning:
        'by how much a weak face lies nearer to a strong one than the margin; the margin adapts to how hard the two are to tell apart',
    },
    { symbol: 'C', meaning: '1 − ½E[(d⁺)²] − ½E[(d⁻)²]: a constraint that holds the distances at one size' },
    { symbol: 'Λ', meaning: 'its multiplier, which grows by ρC after each step' },
    { symbol: 'ρ', meaning: 'how firmly the constraint is held' },
    {
      symbol: 'E[D(weak)]',
      meaning: 'the mean of D over the weak faces, which the encoder raises while D stays as it is',
    },
  ],
  stages: {
    contrast: [
      'Left out unless “Views first” is above 0: then two views of a face are contrasted before, as SimCLR does, to compare with.',
    ],
    affect: [
      'Faces of the last eight batches are sorted by strength, the weakest first. Those after three quarters of the sum of all strengths are strong, the others weak; of both kinds equally many are kept.',
      'First the regression learns valence and arousal, and the embedding with it.',
      'Then the second network D learns: strong faces together, weak ones a margin away.',
      'Last the embedding learns against it, a little: weak faces are to answer D as strong ones do.',
    ],
    classify: ['The embedding stays as it is now.', 'A linear classifier for your classes is trained on it.'],
  },
  answers:
    'Encoder, adapter and classifier; for valence and arousal the regression head, whose answer the live view shows as a dot. D is used in training alone.',
  pictures: [
    {
      name: 'Pairs of a batch',
      text: 'Compared are D’s outputs. Anchors are strong faces, drawn to all other strong ones, whatever they show, and pushed from the weak ones. What an expression is called plays no part, so a marked negative is simply a weak face of the same class.',
    },
    {
      name: 'Map',
      text: 'Weak faces of a class should move outwards, along the way to its strong ones, instead of lying in a heap in the middle.',
    },
    {
      name: 'Evaluate',
      text: 'Shows how well valence and arousal agree with what is known, over all judged faces, the strong and the weak ones alone; the weak are what the method is for. Two models are compared by it.',
    },
    {
      name: 'Views',
      text: 'As for supervised training: a view keeps valence and arousal, so it must keep the expression.',
    },
  ],
  origins: {
    published: [
      'The three parts of a step, in this order, and the idea that strong expressions teach weak ones.',
      'Adam without decay and with a short memory. Its rate was for whole networks; that of an adapter is ours.',
    ],
    code: [
      'The loss of the regression, the distances, the adaptive margin (mutual information and confidence of neighbours), the 16 numbers of D.',
    ],
    ours: [
      'Where strong begins, as the paper means it: the released code always ends on its first try.',
      'The constraint as a minimisation. In the released code it has the opposite sign and a ρ so small that it does nothing.',
      'No gradient through the margin, which is found before the first part of a step; tanh on D’s outputs.',
      'The linear classifier for classes, which the paper does not have.',
      'Correlations and errors over all judged faces at once, not averaged over batches.',
    ],
  },
  losses: [
    'src/train/losses/affect.ts',
    'src/train/losses/strengthMetric.ts',
    'src/train/mining/margins.ts',
    'src/train/strengthContest.ts',
  ],
};
