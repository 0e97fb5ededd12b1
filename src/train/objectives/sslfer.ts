/** Learning from recordings of one person: moments near each other attract, whoever they seem to be; then cross-entropy. */

import { add, mul } from '@tensorflow/tfjs-core';
import { project } from '../../model/projection.ts';
import { classLogits, ofHead } from '../classifier.ts';
import { clipSampler } from '../clipSampler.ts';
import { CONTRAST_DEFAULTS, CONTRAST_OPTIONS, contrastShapes, createContrast, fineTuneStage } from '../contrast.ts';
import { infoNce } from '../losses/infoNce.ts';
import { eyesAndMouth } from '../mining/eyesAndMouth.ts';
import { falseNegatives, relationsOf } from '../mining/falseNegatives.ts';
import { newIdentities } from '../mining/newIdentities.ts';
import type { Objective, SampleTable, Stage } from '../objective.ts';
import type { OptionValues } from '../options.ts';
import { balancedSampler } from '../sampler.ts';
import { CONTRASTIVE_STRENGTH } from '../views/draw.ts';

/** Weight of what is drawn to false negatives (released code). */
const FALSE_NEGATIVES_WEIGHT = 0.8;

/** The later half of a sample's views is laid over other faces, if any is. */
const plainOf = (views: number, { faceSwap }: OptionValues): number =>
  faceSwap ? views - Math.floor(views / 2) : views;

/** Described once for all steps of a run. */
const described = new WeakMap<SampleTable, ReturnType<typeof eyesAndMouth>>();
function describe(table: SampleTable): ReturnType<typeof eyesAndMouth> {
  const known = described.get(table) ?? eyesAndMouth(table);
  described.set(table, known);
  return known;
}

/**
 * The four strategies and their numbers are the released code's. Ours: a draw that is new in every step, what a new
 * identity is (mining/newIdentities.ts), the descriptor, and which rows of few clips repel (mining/).
 */
const contrastRecordings: Stage = {
  id: 'contrast',
  label: 'Contrast recordings',
  share: ({ contrastShare }) => Number(contrastShare),
  sampler: (table, size, views, options) => {
    const plain = plainOf(views, options);
    const { timeAug, hardNeg } = options;
    return clipSampler(table, size, { time: timeAug === true, hard: hardNeg === true, plain, swapped: views - plain });
  },
  mine: async ({ draw }, _parameters, { options, table }) => {
    const alike = options.maskFn
      ? falseNegatives(draw, table, describe(table), Number(options.likeness))
      : new Int32Array(draw.samples.length).fill(-1);
    return { alike, relations: relationsOf(draw, table, options.hardNeg === true, alike) };
  },
  phases: ({ draw, embed }, { options }, mined) => {
    const { alike, relations } = mined as { alike: Int32Array; relations: Int32Array };
    const rows = draw.samples.length;
    const positives = Int32Array.from(alike, (_, row) => (row + rows / 2) % rows);
    return [
      {
        name: 'contrast',
        trains: (name) => !ofHead(name),
        loss: (parameters) => {
          const z = project(parameters, embed(parameters)); // [2 · pairs, D]
          const temperature = Number(options.temperature);
          const near = infoNce(z, positives, relations, temperature);
          if (!options.maskFn) return { loss: near };
          const masked = infoNce(z, alike, relations, temperature);
          return { loss: add(near, mul(masked, FALSE_NEGATIVES_WEIGHT)), parts: { near, masked } };
        },
      },
    ];
  },
};

const sslfer: Objective = {
  id: 'sslfer',
  label: 'SSLFER',
  paper: {
    text: 'Shu et al., Revisiting Self-Supervised Contrastive Learning for Facial Expression Recognition, BMVC 2022',
    url: 'https://arxiv.org/abs/2210.03853',
  },
  about:
    'Learns from recordings of one person each, without labels. Two moments a second apart are pulled together, and another moment of the same recording is pushed away, so that knowing the person does not help. The inner face of one of the two is laid over somebody else’s, so that only the expression is left to go by; and faces whose eyes and mouth are alike are not pushed apart, but drawn together as well. It assumes that an expression lasts about a second and has changed after three. All but the projection is then trained with labels.',
  formula:
    'L = L₁ + 0.8·L₂, Lₖ = mean over i of −log( exp(zᵢ·zₖ/τ) / (exp(zᵢ·zₖ/τ) + Σ_{a∈N(i)} exp(zᵢ·zₐ/τ)) ), k = near, alike',
  needs: { perClass: 5, samples: 16, unlabelled: true, recordings: 2, landmarks: true },
  options: {
    timeAug: {
      kind: 'switch',
      label: 'TimeAug',
      help: 'The other of a pair is a frame 0.5 to 1.4 seconds before or after. Off: another view of the same frame.',
      default: true,
    },
    hardNeg: {
      kind: 'switch',
      label: 'HardNeg',
      help: 'Also pushes apart moments of one recording that lie 2.9 seconds apart or more. Off: only other recordings are pushed away.',
      default: true,
    },
    faceSwap: {
      kind: 'switch',
      label: 'FaceSwap',
      help: 'Lays the other of a pair over somebody else’s face, four times out of five. Half of a sample’s views are made so. Needs recordings of two people.',
      default: true,
    },
    maskFn: {
      kind: 'switch',
      label: 'MaskFN',
      help: 'Draws each face also to the one of another recording whose eyes and mouth are most alike, instead of pushing it away.',
      default: true,
    },
    likeness: {
      kind: 'number',
      label: 'MaskFN: how alike',
      help: 'Cosine from which eyes and mouth count as alike, −1 to 1. Higher: fewer, surer ones.',
      default: 0.5,
      min: -1,
      max: 1,
    },
    ...CONTRAST_OPTIONS,
    temperature: { ...CONTRAST_OPTIONS.temperature, default: 0.07 },
  },
  defaults: CONTRAST_DEFAULTS,
  strength: CONTRASTIVE_STRENGTH,
  swaps: (table, options, { views, seed }) => {
    const plain = plainOf(views, options);
    return plain < views ? newIdentities(table, plain, views, seed) : null;
  },
  create: (sizes, _options, rng) => createContrast(sizes, rng),
  shapes: contrastShapes,
  stages: [
    contrastRecordings,
    // Of faces as they are.
    {
      ...fineTuneStage,
      sampler: (table, size, views, options) => balancedSampler(table, size, plainOf(views, options)),
    },
  ],
  logits: classLogits,
  compared: project,
};

export default sslfer;
