/** Learning from several views of one moment: they get one embedding, whatever the angle; then cross-entropy on all. */

import {
  add,
  div,
  greater,
  maximum,
  mul,
  type Scalar,
  scalar,
  slice2d,
  type Tensor2D,
  where,
} from '@tensorflow/tfjs-core';
import { parameter } from '../../model/parameters.ts';
import { project } from '../../model/projection.ts';
import { classLogits, ofHead } from '../classifier.ts';
import { CONTRAST_OPTIONS, contrastShapes, createContrast, fineTuneStage } from '../contrast.ts';
import { barlowTwins } from '../losses/barlowTwins.ts';
import { supCon } from '../losses/supCon.ts';
import { momentSampler } from '../momentSampler.ts';
import type { Objective, Stage } from '../objective.ts';
import { CONTRASTIVE_STRENGTH } from '../views/draw.ts';

/** How many times Barlow Twins' loss the multi-view loss was in the first step; 0 before it. */
const BALANCE = 'clmex.balance';

/** Below it a loss is as good as none, and no measure. */
const SMALLEST = 1e-6;

/**
 * The two steps are the papers' (abstract), and so is what ViewFX adds to the first. Ours: the form of the multi-view
 * loss (SupCon over the views of a moment), how moments are drawn, and all three losses on one projection.
 */
const contrastMoments: Stage = {
  id: 'contrast',
  label: 'Contrast moments',
  share: ({ contrastShare }) => Number(contrastShare),
  sampler: (table, size, views, { together }) => momentSampler(table, size, views, Number(together)),
  phases: ({ draw, embed }, { options, state }) => [
    {
      name: 'contrast',
      trains: (name) => !ofHead(name),
      loss: (parameters) => {
        const { temperature, labelWeight, redundancyShare } = options;
        const z = project(parameters, embed(parameters)); // [2 · pairs, D]
        const views = supCon(z, draw.groups, Number(temperature));
        const parts: { [name: string]: Scalar } = { views };
        let loss = views;
        if (Number(labelWeight) > 0) {
          parts.labels = hasPair(draw.labels) ? supCon(z, draw.labels, Number(temperature), 'ignore') : scalar(0);
          loss = add(loss, mul(parts.labels, Number(labelWeight)));
        }
        if (Number(redundancyShare) > 0) {
          parts.redundancy = barlowTwins(...sides(z));
          const weight = mul(parameter<Scalar>(state, BALANCE), Number(redundancyShare));
          loss = add(loss, mul(parts.redundancy, weight));
        }
        return { loss, parts };
      },
    },
  ],
};

const clmex: Objective = {
  id: 'clmex',
  label: 'CL-MEx',
  paper: {
    text: 'Roy & Etemad, Self-supervised Contrastive Learning of Multi-view Facial Expressions, ICMI 2021; ViewFX: arXiv 2311.06852, 2023',
    url: 'https://arxiv.org/abs/2108.06723',
  },
  about:
    'Shows the model one expression at one instant from several sides, and pulls these views together while it pushes all other moments away, those of the same person too. It needs no labels for that, and learns what of an expression stays when the head turns. It assumes that no two moments show the same, which is wrong for two people who both smile; ViewFX’s additions, which are off unless you set them, repair that with the labels. All but the projection is then trained with labels, on single pictures from all sides.',
  formula:
    'L = Lᵥ + α·Lₗ + β·( Σ_d (1−C_dd)² + λ Σ_{d≠e} C_de² ), Lᵥ and Lₗ: SupCon with P(i) = same moment, same label',
  needs: { perClass: 5, samples: 16, unlabelled: true, moments: 4 },
  options: {
    ...CONTRAST_OPTIONS,
    together: {
      kind: 'number',
      label: 'Moments of a person',
      help: 'So many moments of one person enter a batch together, of as many expressions as there are. With 1 the model may learn to tell people apart instead.',
      default: 4,
      min: 1,
      max: 16,
      whole: true,
    },
    labelWeight: {
      kind: 'number',
      label: 'ViewFX: weight of the labels',
      help: 'Also pulls together all views of one label, whoever is shown, where views are labelled. 0 is CL-MEx, 1 is ViewFX.',
      default: 0,
      min: 0,
      max: 10,
    },
    redundancyShare: {
      kind: 'number',
      label: 'ViewFX: part of Barlow Twins',
      help: 'Also makes the dimensions of the two views alike and independent of each other (Zbontar et al. 2021). How large that loss is at the start, as a part of the multi-view loss: 0 is CL-MEx, 0.1 is ViewFX.',
      default: 0,
      min: 0,
      max: 10,
    },
  },
  // Of the authors' code for a sibling method; the rate is ours.
  defaults: { batchSize: 64, optimiser: 'sgd', learningRate: 0.03, weightDecay: 1e-4, schedule: 'cosine' },
  strength: CONTRASTIVE_STRENGTH,
  create: (sizes, _options, rng) => createContrast(sizes, rng),
  shapes: contrastShapes,
  state: (_sizes, { redundancyShare }) =>
    new Map(Number(redundancyShare) > 0 ? [[BALANCE, { shape: [], data: Float32Array.of(0) }]] : []),
  afterStep: ({ state }, { views, redundancy }) => {
    if (!views || !redundancy) return {};
    const balance = parameter<Scalar>(state, BALANCE);
    return { [BALANCE]: where(greater(balance, 0), balance, div(views, maximum(redundancy, SMALLEST))) };
  },
  stages: [contrastMoments, fineTuneStage],
  logits: classLogits,
  compared: project,
};

/** Row i of both shows the same moment, see momentSampler.ts. */
function sides(z: Tensor2D): [Tensor2D, Tensor2D] {
  const [rows, width] = z.shape;
  const pairs = rows / 2;
  return [slice2d(z, [0, 0], [pairs, width]), slice2d(z, [pairs, 0], [pairs, width])];
}

/** Whether some label occurs twice; a batch of unlabelled moments has none to compare. */
const hasPair = (labels: Int32Array): boolean => {
  const known = labels.filter((label) => label >= 0);
  return new Set(known).size < known.length;
};

export default clmex;
