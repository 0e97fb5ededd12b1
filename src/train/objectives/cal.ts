/** Learning weak expressions from strong ones: valence and arousal are regressed, and an adversary pulls the weak along. */

import { type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { affectShapes, createAffectHead, valenceArousal } from '../../model/affectHead.ts';
import { createProjection, project, projectionShapes } from '../../model/projection.ts';
import { classifierShapes, classLogits, createClassifier, ofEmbedding } from '../classifier.ts';
import { CONTRAST_OPTIONS, classifyStage, contrastStage } from '../contrast.ts';
import { affectMetrics, ratingsOf } from '../evaluation/affect.ts';
import { affectLoss } from '../losses/affect.ts';
import type { Objective, SampleTable, Stage } from '../objective.ts';
import type { OptionValues } from '../options.ts';
import { pairSampler, ratedSampler } from '../sampler.ts';
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

/** R of the paper. */
const REGRESSOR = 'cal.regressor';

const contrasts = ({ contrastShare }: OptionValues): boolean => Number(contrastShare) > 0;

const ratings = (table: SampleTable, samples: Int32Array): Tensor2D =>
  tensor2d(ratingsOf(table, samples), [samples.length, 2]);

/** Distances from the middle of the plane: how strong an expression is. */
const radiiOf = ({ valence, arousal }: SampleTable, samples: ArrayLike<number>): Float32Array =>
  Float32Array.from(samples, (sample) => Math.hypot(valence[sample] ?? Number.NaN, arousal[sample] ?? Number.NaN));

/** The three phases in the paper's order: regression, the metric head, the encoder against it. */
const affectStage: Stage = {
  id: 'affect',
  label: 'Learn valence and arousal',
  share: ({ contrastShare, classifyShare }) => 1 - Number(contrastShare) - Number(classifyShare),
  sampler: ratedSampler,
  mine: (batch, parameters, context) =>
    mineStrength(batch, parameters, context, radiiOf(context.table, batch.draw.samples)),
  phases: (batch, context, mined) => [
    {
      name: 'regress',
      trains: (name) => ofEmbedding(name) || name.startsWith(REGRESSOR),
      loss: (parameters) => ({
        loss: affectLoss(
          valenceArousal(parameters, REGRESSOR, batch.embed(parameters)),
          ratings(context.table, batch.draw.samples),
        ),
      }),
    },
    ...contestPhases(batch, context, mined),
  ],
};

const cal: Objective = {
  id: 'cal',
  label: 'CAL',
  paper: {
    text: 'Kim & Song, Contrastive Adversarial Learning for Person Independent Facial Emotion Recognition, AAAI 2021',
    url: 'https://ojs.aaai.org/index.php/AAAI/article/view/16743',
  },
  about:
    'Learns how pleasant and how excited a face looks, as two numbers, and lets strong expressions teach weak ones. A second network learns to keep strong faces together and weak ones away from them; then the embedding is changed so that weak faces answer it as strong ones do. It assumes that a weak expression is a strong one with less of it, whoever shows it. A linear classifier for your classes is trained on the result.',
  formula: 'L = RMSEᵥ + RMSEₐ + ½(1−PCC) + ½(1−CCC); D: E[d⁺] + E[d⁻] + ΛC + ½ρC²; encoder: −0.1 · E[D(weak)]',
  needs: { perClass: 5, samples: 10, unlabelled: true, rated: 60 },
  options: {
    ...CONTEST_OPTIONS,
    contrastShare: {
      ...CONTRAST_OPTIONS.contrastShare,
      label: 'Views first',
      help: 'Part of the steps in which views are contrasted before, as SimCLR does, to compare with. 0: none, as published.',
      default: 0,
      min: 0,
      max: 0.5,
    },
    temperature: {
      ...CONTRAST_OPTIONS.temperature,
      label: 'Temperature of the views',
      help: 'Of the steps with views alone. Lower: their loss looks at the hardest negatives almost alone.',
    },
  },
  defaults: CONTEST_DEFAULTS,
  strength: SUPERVISED_STRENGTH,
  create: (sizes, options, rng) =>
    new Map([
      ...createClassifier(sizes, rng),
      ...createAffectHead(REGRESSOR, sizes.width, rng),
      ...createMetric(sizes, rng),
      ...(contrasts(options) ? createProjection(sizes.width, rng) : []),
    ]),
  shapes: (sizes, options) =>
    new Map([
      ...classifierShapes(sizes),
      ...affectShapes(REGRESSOR, sizes.width),
      ...metricShapes(sizes),
      ...(contrasts(options) ? projectionShapes(sizes.width) : []),
    ]),
  state: contestState,
  afterStep: afterContest,
  stages: [
    contrastStage('Contrast views', pairSampler),
    affectStage,
    { ...classifyStage, share: ({ classifyShare }) => Number(classifyShare) },
  ],
  logits: classLogits,
  affect: REGRESSOR,
  metrics: async (parameters, embeddings, table) => {
    const read = tidy(() => valenceArousal(parameters, REGRESSOR, embeddings));
    const predicted = await read.data<'float32'>();
    read.dispose();
    return affectMetrics(predicted, ratingsOf(table, table.ids.keys()));
  },
  watched: { CCC: 'ccc', 'CCC of weak expressions': 'cccWeak' },
  compared: (parameters, embeddings, options) =>
    contrasts(options) ? project(parameters, embeddings) : measured(parameters, embeddings),
};

export default cal;
