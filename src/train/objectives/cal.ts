/** Learning weak expressions from strong ones: valence and arousal are regressed, and an adversary pulls the weak along. */

import {
  add,
  gather,
  mul,
  type Scalar,
  sum,
  type Tensor2D,
  tanh,
  tensor1d,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import { type Parameters, parameter } from '../../model/parameters.ts';
import { createPerceptron, type PerceptronSizes, perceptron, perceptronShapes } from '../../model/perceptron.ts';
import { createProjection, project, projectionShapes } from '../../model/projection.ts';
import { classifierShapes, classLogits, createClassifier, ofEmbedding } from '../classifier.ts';
import { CONTRAST_OPTIONS, classifyStage, contrastStage } from '../contrast.ts';
import { affectScores } from '../evaluation/affect.ts';
import { affectLoss } from '../losses/affect.ts';
import { augmented, strengthMetric } from '../losses/strengthMetric.ts';
import { adaptiveMargins } from '../mining/margins.ts';
import {
  cumulativeThreshold,
  emptyWindow,
  groupByStrength,
  type StrengthGroups,
  seenIn,
  slide,
} from '../mining/strength.ts';
import type { Objective, SampleTable, Stage } from '../objective.ts';
import type { OptionValues } from '../options.ts';
import { pairSampler, ratedSampler } from '../sampler.ts';
import { SUPERVISED_STRENGTH } from '../views/draw.ts';

const REGRESSOR = 'cal.regressor';
const METRIC = 'cal.metric';
const MULTIPLIER = 'cal.multiplier';
const WINDOW = 'cal.window';

/** Radii that the threshold is taken of (ours): eight batches. */
const WINDOW_LENGTH = 512;

/** Lengths of the metric head's rows (released code), and of the hidden layers (ours, for a narrower embedding). */
const METRIC_WIDTH = 16;
const HIDDEN = 32;

/** Growth of the multiplier (ours). With 0.01 all distances of a long run collapsed, and the multiplier ran away. */
const RHO = 0.001;

/** The lower end of the paper's range: most samples count as strong there. */
const STRONG_SHARE = 0.75;

const regressorSizes = (width: number): PerceptronSizes => ({ input: width, hidden: HIDDEN, output: 2 });
const metricSizes = (width: number): PerceptronSizes => ({ input: width, hidden: HIDDEN, output: METRIC_WIDTH });

/** Valence and arousal [B, 2] of adapted embeddings: R of the paper. */
const regressed = (parameters: Parameters, h: Tensor2D): Tensor2D => perceptron(parameters, REGRESSOR, h);

/** Where strong and weak are compared [B, 16], −1 … 1: D of the paper (tanh ours, as its channel's inputs are ±1). */
const measured = (parameters: Parameters, h: Tensor2D): Tensor2D => tanh(perceptron(parameters, METRIC, h));

const contrasts = ({ contrastShare }: OptionValues): boolean => Number(contrastShare) > 0;

const ratings = ({ valence, arousal }: SampleTable, samples: ArrayLike<number>): Tensor2D =>
  tensor2d(Array.from(samples, (sample) => [valence[sample] ?? Number.NaN, arousal[sample] ?? Number.NaN]));

/** Distances from the middle of the plane: how strong an expression is. */
const radiiOf = ({ valence, arousal }: SampleTable, samples: ArrayLike<number>): Float32Array =>
  Float32Array.from(samples, (sample) => Math.hypot(valence[sample] ?? Number.NaN, arousal[sample] ?? Number.NaN));

const picked = (rows: Float32Array, which: Int32Array): Float32Array =>
  Float32Array.from({ length: which.length * METRIC_WIDTH }, (_, i) => {
    const row = which[Math.floor(i / METRIC_WIDTH)] ?? 0;
    return rows[row * METRIC_WIDTH + (i % METRIC_WIDTH)] ?? 0;
  });

/** −weight · mean of D over the weak rows, 0 where there are none: the encoder moves them to where D is large. */
function pulled(rows: Tensor2D, weak: Int32Array, weight: number): Scalar {
  const [batch] = rows.shape;
  const shares = new Float32Array(batch);
  for (const row of weak) shares[row] = -weight / (weak.length * METRIC_WIDTH);
  return sum<Scalar>(mul(rows, tensor2d(shares, [batch, 1])));
}

/** The three phases in the paper's order: regression, the metric head, the encoder against it. */
const affectStage: Stage = {
  id: 'affect',
  label: 'Learn valence and arousal',
  share: ({ contrastShare, classifyShare }) => 1 - Number(contrastShare) - Number(classifyShare),
  sampler: ratedSampler,
  mine: async ({ draw, embed }, parameters, { options, state, table }) => {
    if (!options.adversary) return {};
    const rows = tidy(() => measured(parameters, embed(parameters)));
    // Of the parameters before phase (a): one step of the encoder old, which the authors' code is not (ours).
    const [values, before] = await Promise.all([rows.data<'float32'>(), parameter(state, WINDOW).data<'float32'>()]);
    const radii = radiiOf(table, draw.samples);
    const window = slide(before, radii);
    const threshold = cumulativeThreshold(seenIn(window), Number(options.strongShare));
    const { strong, weak } = groupByStrength(radii, threshold);
    const margins = adaptiveMargins(picked(values, strong), picked(values, weak), METRIC_WIDTH);
    rows.dispose();
    const groups = Int32Array.from(radii, (radius) => (radius >= threshold ? 0 : -1));
    return { strong, weak, margins, window, groups };
  },
  phases: ({ draw, embed }, { options, state, table }, mined) => {
    const regress = {
      name: 'regress',
      trains: (name: string) => ofEmbedding(name) || name.startsWith(REGRESSOR),
      loss: (parameters: Parameters) => ({
        loss: affectLoss(regressed(parameters, embed(parameters)), ratings(table, draw.samples)),
      }),
    };
    if (!options.adversary) return [regress];
    const { strong, weak } = mined as StrengthGroups;
    return [
      regress,
      {
        name: 'metric',
        trains: (name) => name.startsWith(METRIC),
        loss: (parameters) => {
          const rows = measured(parameters, embed(parameters));
          const { distance, constraint } = strengthMetric(rows, { strong, weak }, mined.margins as Float32Array);
          const multiplier = parameter<Scalar>(state, MULTIPLIER);
          return { loss: augmented(distance, constraint, multiplier, Number(options.rho)), parts: { constraint } };
        },
      },
      {
        name: 'pull',
        trains: ofEmbedding,
        loss: (parameters) => ({
          loss: pulled(measured(parameters, embed(parameters)), weak, Number(options.pull)),
        }),
      },
    ];
  },
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
    adversary: {
      kind: 'switch',
      label: 'Strong expressions teach weak ones',
      help: 'Off: valence and arousal are learned alone, which is what this method has to beat.',
      default: true,
    },
    strongShare: {
      kind: 'number',
      label: 'Where strong begins',
      help: 'Expressions sorted by strength, weakest first: those after this part of the sum of all strengths are strong. Higher: fewer, stronger ones.',
      default: STRONG_SHARE,
      min: 0.75,
      max: 0.95,
    },
    pull: {
      kind: 'number',
      label: 'Pull on weak expressions',
      help: 'How much the embedding follows the second network, beside the regression.',
      default: 0.1,
      min: 0,
      max: 1,
    },
    rho: {
      kind: 'number',
      label: 'Constraint',
      help: 'How firmly the second network’s distances are held at one size. Too firm: it gives up on all of them.',
      default: RHO,
      min: 0.001,
      max: 0.01,
    },
    classifyShare: {
      kind: 'number',
      label: 'Classifier’s part',
      help: 'Part of the steps that trains the linear classifier on the finished embedding.',
      default: 0.3,
      min: 0.1,
      max: 0.4,
    },
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
  // Adam without decay and its betas are the paper's; its rate of 1e-4 was for whole networks, not for an adapter (ours).
  defaults: { optimiser: 'short', learningRate: 0.001, weightDecay: 0, batchSize: 64 },
  strength: SUPERVISED_STRENGTH,
  create: (sizes, options, rng) =>
    new Map([
      ...createClassifier(sizes, rng),
      ...createPerceptron(REGRESSOR, regressorSizes(sizes.width), rng),
      ...createPerceptron(METRIC, metricSizes(sizes.width), rng),
      ...(contrasts(options) ? createProjection(sizes.width, rng) : []),
    ]),
  shapes: (sizes, options) =>
    new Map([
      ...classifierShapes(sizes),
      ...perceptronShapes(REGRESSOR, regressorSizes(sizes.width)),
      ...perceptronShapes(METRIC, metricSizes(sizes.width)),
      ...(contrasts(options) ? projectionShapes(sizes.width) : []),
    ]),
  state: () =>
    new Map([
      [MULTIPLIER, { shape: [], data: Float32Array.of(0) }],
      [WINDOW, { shape: [WINDOW_LENGTH], data: emptyWindow(WINDOW_LENGTH) }],
    ]),
  afterStep: ({ state, options }, { constraint }, { window }) =>
    constraint && window
      ? {
          [MULTIPLIER]: add(parameter(state, MULTIPLIER), mul(constraint, Number(options.rho))),
          [WINDOW]: tensor1d(window, 'float32'),
        }
      : {},
  stages: [
    contrastStage('Contrast views', pairSampler),
    affectStage,
    { ...classifyStage, share: ({ classifyShare }) => Number(classifyShare) },
  ],
  logits: classLogits,
  metrics: async (parameters, embeddings, table) => {
    const rated = [...table.ids.keys()].filter((i) => Number.isFinite(radiiOf(table, [i])[0]));
    const radii = radiiOf(table, rated);
    const threshold = cumulativeThreshold(radii, STRONG_SHARE);
    const scoresOf = async (samples: number[]) => {
      if (samples.length < 2) return {};
      const [predicted, targets] = tidy(() => [
        regressed(parameters, gather(embeddings, tensor1d(samples, 'int32'))),
        ratings(table, samples),
      ]) as [Tensor2D, Tensor2D];
      try {
        return await affectScores(predicted, targets);
      } finally {
        predicted.dispose();
        targets.dispose();
      }
    };
    const [all, weak] = [await scoresOf(rated), await scoresOf(rated.filter((_, i) => (radii[i] ?? 0) < threshold))];
    return { ...all, ...('ccc' in weak ? { cccWeak: weak.ccc } : {}) } as { [name: string]: number };
  },
  watched: { CCC: 'ccc', 'CCC of weak expressions': 'cccWeak' },
  compared: (parameters, embeddings, options) =>
    contrasts(options) ? project(parameters, embeddings) : measured(parameters, embeddings),
};

export default cal;
