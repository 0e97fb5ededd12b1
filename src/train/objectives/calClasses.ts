/** Learning weak expressions of named classes from strong ones: CAL where nobody rated valence and arousal. */

import { classifierShapes, classLogits, createClassifier, ofEmbedding, ofHead } from '../classifier.ts';
import { classifyStage } from '../contrast.ts';
import { crossEntropy } from '../losses/crossEntropy.ts';
import type { Objective } from '../objective.ts';
import { balancedSampler } from '../sampler.ts';
import {
  afterContest,
  CONTEST_DEFAULTS,
  CONTEST_OPTIONS,
  contestPhases,
  contestState,
  createMetric,
  measured,
  metricShapes,
  mineStrength,
} from '../strengthContest.ts';
import { SUPERVISED_STRENGTH } from '../views/draw.ts';

const calClasses: Objective = {
  id: 'calClasses',
  label: 'CAL on classes',
  paper: {
    text: 'Kim & Song, Contrastive Adversarial Learning for Person Independent Facial Emotion Recognition, AAAI 2021 (ours: for classes)',
    url: 'https://ojs.aaai.org/index.php/AAAI/article/view/16743',
  },
  about:
    'CAL for faces that carry a class and no valence and arousal (ours). The class is learned in their place. How strong an expression is, is its stored intensity; where faces have none, it is how far the face lies from the same person’s neutral ones. A second network learns to keep strong faces together and weak ones away from them; then the embedding is changed so that weak faces answer it as strong ones do.',
  formula: 'L = −log softmax(W·h)[y]; D: E[d⁺] + E[d⁻] + ΛC + ½ρC²; encoder: −0.1 · E[D(weak)]',
  needs: { perClass: 5, samples: 10, unlabelled: false, graded: 60 },
  options: CONTEST_OPTIONS,
  defaults: CONTEST_DEFAULTS,
  strength: SUPERVISED_STRENGTH,
  create: (sizes, _options, rng) => new Map([...createClassifier(sizes, rng), ...createMetric(sizes, rng)]),
  shapes: (sizes) => new Map([...classifierShapes(sizes), ...metricShapes(sizes)]),
  state: contestState,
  afterStep: afterContest,
  stages: [
    {
      id: 'contest',
      label: 'Learn strong and weak',
      share: ({ classifyShare }) => 1 - Number(classifyShare),
      sampler: (table, size, views) => balancedSampler(table, size, views),
      mine: (batch, parameters, context) =>
        mineStrength(
          batch,
          parameters,
          context,
          Float32Array.from(batch.draw.samples, (sample) => context.table.intensity[sample] ?? Number.NaN),
        ),
      phases: (batch, context, mined) => [
        {
          name: 'recognise',
          trains: (name) => ofEmbedding(name) || ofHead(name),
          loss: (parameters) => ({
            loss: crossEntropy(classLogits(parameters, batch.embed(parameters)), batch.draw.labels),
          }),
        },
        ...contestPhases(batch, context, mined),
      ],
    },
    { ...classifyStage, share: ({ classifyShare }) => Number(classifyShare) },
  ],
  logits: classLogits,
  compared: measured,
};

export default calClasses;
