/** Learning from labels alone: cross-entropy on adapter and classification head. The baseline of every method. */

import { classifierShapes, classLogits, createClassifier } from '../classifier.ts';
import { crossEntropy } from '../losses/crossEntropy.ts';
import type { Objective } from '../objective.ts';
import { balancedSampler, uniformSampler } from '../sampler.ts';
import { SUPERVISED_STRENGTH } from '../views/draw.ts';

const supervised: Objective = {
  id: 'supervised',
  label: 'Supervised',
  paper: {
    text: 'Houlsby et al., Parameter-Efficient Transfer Learning, ICML 2019 (the adapter)',
    url: 'https://arxiv.org/abs/1902.00751',
  },
  about:
    'Shows the model a face and its label, and moves the weights so that this label becomes more likely. It assumes that the labels are right and that a few faces stand for all others of their class. The usual way, and the one that every other method here has to beat.',
  formula: 'L = −1/B · Σᵢ log softmax(W·hᵢ)[yᵢ]',
  needs: { perClass: 5, samples: 4, unlabelled: false },
  options: {
    balanced: {
      kind: 'switch',
      label: 'Classes equally often',
      help: 'Draws every class as often as the others, however many samples it has. Off: large classes count more.',
      default: true,
    },
    smoothing: {
      kind: 'number',
      label: 'Label smoothing',
      help: 'Part of each label that is spread over all classes: for labels that may be wrong.',
      default: 0,
      min: 0,
      max: 0.5,
    },
  },
  // Strong decay, because few labels meet many features: see docs/results for what was measured.
  defaults: {},
  strength: SUPERVISED_STRENGTH,
  create: (sizes, _options, rng) => createClassifier(sizes, rng),
  shapes: classifierShapes,
  stages: [
    {
      id: 'classify',
      label: 'Classify',
      share: () => 1,
      sampler: (table, size, views, { balanced }) =>
        balanced ? balancedSampler(table, size, views) : uniformSampler(table, size, views),
      phases: ({ draw, embed }, { options }) => [
        {
          name: 'classify',
          trains: () => true,
          loss: (parameters) => ({
            loss: crossEntropy(classLogits(parameters, embed(parameters)), draw.labels, {
              smoothing: Number(options.smoothing),
            }),
          }),
        },
      ],
    },
  ],
  logits: classLogits,
};

export default supervised;
