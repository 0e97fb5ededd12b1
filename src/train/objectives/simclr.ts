/** Learning from views alone: two views of a face attract, all other faces repel; then a linear classifier. */

import { project } from '../../model/projection.ts';
import { classLogits } from '../classifier.ts';
import {
  CONTRAST_DEFAULTS,
  CONTRAST_OPTIONS,
  chosenStage,
  contrastShapes,
  contrastStage,
  createContrast,
  FINE_TUNE_OPTION,
} from '../contrast.ts';
import type { Objective } from '../objective.ts';
import { pairSampler } from '../sampler.ts';
import { CONTRASTIVE_STRENGTH } from '../views/draw.ts';

const simclr: Objective = {
  id: 'simclr',
  label: 'SimCLR',
  paper: {
    text: 'Chen et al., A Simple Framework for Contrastive Learning of Visual Representations, ICML 2020',
    url: 'https://arxiv.org/abs/2002.05709',
  },
  about:
    'Shows the model two altered views of one face and asks it to find the pair among all other faces of the batch. It needs no labels for that, and learns what stays the same under shifts, light and blur. It assumes that no other face of the batch shows the same, which is often wrong for expressions. A linear classifier is trained on the result.',
  formula: 'L = mean over i of −log( exp(zᵢ·zⱼ/τ) / Σ_{a≠i} exp(zᵢ·zₐ/τ) )',
  needs: { perClass: 5, samples: 16, unlabelled: true },
  options: { ...CONTRAST_OPTIONS, ...FINE_TUNE_OPTION },
  defaults: CONTRAST_DEFAULTS,
  strength: CONTRASTIVE_STRENGTH,
  create: (sizes, _options, rng) => createContrast(sizes, rng),
  shapes: contrastShapes,
  stages: [contrastStage('Contrast views', pairSampler), chosenStage],
  logits: classLogits,
  compared: project,
};

export default simclr;
