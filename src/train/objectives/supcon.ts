/** Learning from labels by comparison: faces of one class attract, all others repel; then a linear classifier. */

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
import { labelledPairSampler } from '../sampler.ts';
import { CONTRASTIVE_STRENGTH } from '../views/draw.ts';

const supcon: Objective = {
  id: 'supcon',
  label: 'SupCon',
  paper: {
    text: 'Khosla et al., Supervised Contrastive Learning, NeurIPS 2020',
    url: 'https://arxiv.org/abs/2004.11362',
  },
  about:
    'Shows the model many faces at once and pulls those of one class together, pushing all others away, whoever is shown. Unlike cross-entropy it compares faces with each other, so that a class becomes one cloud in the embedding. It assumes that all faces of a class should look alike to the model. A linear classifier is trained on the result.',
  formula: 'L = mean over i of −1/|P(i)| Σ_{p∈P(i)} log( exp(zᵢ·zₚ/τ) / Σ_{a≠i} exp(zᵢ·zₐ/τ) ), P(i) = same label',
  needs: { perClass: 5, samples: 16, unlabelled: false },
  options: { ...CONTRAST_OPTIONS, ...FINE_TUNE_OPTION },
  defaults: CONTRAST_DEFAULTS,
  strength: CONTRASTIVE_STRENGTH,
  create: (sizes, _options, rng) => createContrast(sizes, rng),
  shapes: contrastShapes,
  stages: [contrastStage('Contrast classes', labelledPairSampler), chosenStage],
  logits: classLogits,
  compared: project,
};

export default supcon;
