/** What contrastive methods share: projection head and adapter first, then a linear classifier on what they made. */

import type { Rng } from '../math/rng.ts';
import { createProjection, ofProjection, project, projectionShapes } from '../model/projection.ts';
import type { StoredArrays } from '../model/safetensors.ts';
import { classifierShapes, classLogits, createClassifier, ofEmbedding, ofHead } from './classifier.ts';
import { crossEntropy } from './losses/crossEntropy.ts';
import { supCon } from './losses/supCon.ts';
import type { Sampler, SampleTable, Sizes, Stage } from './objective.ts';
import type { CommonOptions, OptionSpecs, OptionValues } from './options.ts';
import { balancedSampler } from './sampler.ts';

export const CONTRAST_OPTIONS = {
  temperature: {
    kind: 'number',
    label: 'Temperature',
    help: 'Lower: the loss looks at the hardest negatives almost alone. Higher: at all of them alike.',
    default: 0.1,
    min: 0.01,
    max: 2,
  },
  contrastShare: {
    kind: 'number',
    label: 'Contrastive part',
    help: 'Part of the steps that shapes the embedding; the rest trains the linear classifier on it.',
    default: 0.5,
    min: 0.1,
    max: 0.9,
  },
} as const satisfies OptionSpecs;

/** Of the baselines, where the methods that they are compared with fine-tune. */
export const FINE_TUNE_OPTION = {
  fineTune: {
    kind: 'switch',
    label: 'Fine-tune with the classifier',
    help: 'Off: the classifier is trained on the embedding as it is. On: the embedding is trained on with it.',
    default: false,
  },
} as const satisfies OptionSpecs;

/** More pairs to compare, and none of the strong decay that few labels want. */
export const CONTRAST_DEFAULTS: Partial<CommonOptions> = { batchSize: 64, weightDecay: 0.01, schedule: 'cosine' };

export const createContrast = (sizes: Sizes, rng: Rng): StoredArrays =>
  new Map([...createClassifier(sizes, rng), ...createProjection(sizes.width, rng)]);

export const contrastShapes = (sizes: Sizes): Map<string, number[]> =>
  new Map([...classifierShapes(sizes), ...projectionShapes(sizes.width)]);

/** The first stage of both, which differ in what belongs together: the groups of the rows that are drawn. */
export const contrastStage = (
  label: string,
  sampler: (table: SampleTable, size: number, views: number) => Sampler,
): Stage => ({
  id: 'contrast',
  label,
  share: ({ contrastShare }) => Number(contrastShare),
  sampler: (table, size, views) => sampler(table, size, views),
  phases: ({ draw, embed }, { options }) => [
    {
      name: 'contrast',
      trains: (name) => ofEmbedding(name) || ofProjection(name),
      loss: (parameters) => ({
        loss: supCon(project(parameters, embed(parameters)), draw.groups, Number(options.temperature)),
      }),
    },
  ],
});

/** A second stage: cross-entropy on class-balanced single views. */
const classifying = (trains: (parameter: string, options: OptionValues) => boolean): Stage => ({
  id: 'classify',
  label: 'Classify',
  share: ({ contrastShare }) => 1 - Number(contrastShare),
  sampler: (table, size, views) => balancedSampler(table, size, views),
  phases: ({ draw, embed }, { options }) => [
    {
      name: 'classify',
      trains: (name) => trains(name, options),
      loss: (parameters) => ({ loss: crossEntropy(classLogits(parameters, embed(parameters)), draw.labels) }),
    },
  ],
});

/** Of the head alone, on frozen embeddings. */
export const classifyStage = classifying(ofHead);

/** The second stage of both baselines: as the above or as the below. */
export const chosenStage = classifying((name, { fineTune }) => (fineTune ? !ofProjection(name) : ofHead(name)));

/** Of all but the projection, which has done its work. */
export const fineTuneStage = classifying((name) => !ofProjection(name));
