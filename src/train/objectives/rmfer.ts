/** Learning from people who watch the same: labelled faces look at each other, then faces of one instant attract. */

import { add, matMul, mul, type Scalar, slice2d, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { classify, createHead, headShapes } from '../../model/heads.ts';
import type { Parameters } from '../../model/parameters.ts';
import { createPerceptron, type PerceptronSizes, perceptron, perceptronShapes } from '../../model/perceptron.ts';
import { interSampleAttention } from '../attention.ts';
import { classifierShapes, classLogits, createClassifier } from '../classifier.ts';
import { crossEntropy } from '../losses/crossEntropy.ts';
import { pooledContrast } from '../losses/pooledContrast.ts';
import { reliablePairs } from '../mining/reliable.ts';
import type { Draw, Objective, Stage } from '../objective.ts';
import type { OptionValues } from '../options.ts';
import { balancedSampler } from '../sampler.ts';
import { synchronySampler } from '../synchronySampler.ts';
import { SUPERVISED_STRENGTH } from '../views/draw.ts';

const PROJECTION = 'rmfer.projection';

/** W_att: the classes of what a face takes from others. */
const ATTENDING_HEAD = 'rmfer.attention';

const projectionSizes = (width: number): PerceptronSizes => ({ input: width, hidden: width, output: width });

/** z = g(f) of adapted embeddings f, [B, width]: where faces are compared. */
const projected = (parameters: Parameters, f: Tensor2D): Tensor2D => perceptron(parameters, PROJECTION, f);

const attention = (parameters: Parameters, f: Tensor2D, samples: Int32Array, { temperature }: OptionValues): Tensor2D =>
  interSampleAttention(projected(parameters, f), samples, Number(temperature));

/** CE(W_main·f, y) and CE(W_att·A·f, y) of the first rows, which are the labelled ones; the values are f, not z. */
function classified(parameters: Parameters, f: Tensor2D, draw: Draw, options: OptionValues) {
  const labels = draw.labels.filter((label) => label >= 0);
  const known = slice2d(f, [0, 0], [labels.length, f.shape[1]]);
  const taken = matMul(attention(parameters, known, draw.samples.subarray(0, labels.length), options), known);
  const main = crossEntropy(classLogits(parameters, known), labels);
  const attended = crossEntropy(classify(parameters, ATTENDING_HEAD, taken as Tensor2D), labels);
  return { main, attended, loss: add<Scalar>(main, mul(attended, Number(options.attentionWeight))) };
}

/** Before the second: an untrained projection finds all faces alike, so that nothing can be told by it (code). */
const attentionStage: Stage = {
  id: 'attention',
  label: 'Look at each other',
  share: ({ attentionShare }) => Number(attentionShare),
  sampler: (table, size, views) => balancedSampler(table, size, views),
  phases: ({ draw, embed }, { options }) => [
    {
      name: 'attention',
      trains: () => true,
      loss: (parameters) => {
        const { loss, main, attended } = classified(parameters, embed(parameters), draw, options);
        return { loss, parts: { main, attended } };
      },
    },
  ],
};

/** The loss is the released code's; ours: when it begins, and how many anchors meet in a batch. */
const contrastStage: Stage = {
  id: 'contrast',
  label: 'Contrast instants',
  share: ({ attentionShare }) => 1 - Number(attentionShare),
  sampler: (table, size, views, { pool, synchronous }) =>
    synchronySampler(table, size, views, { most: Number(pool), synchronous: synchronous === true }),
  mine: async ({ draw, embed }, parameters, { options, table }) => {
    const z = tidy(() => projected(parameters, embed(parameters)));
    const values = await z.data<'float32'>();
    z.dispose();
    return { relations: reliablePairs(values, draw, table.people, Number(options.kept)) };
  },
  phases: ({ draw, embed }, { options }, { relations }) => [
    {
      name: 'contrast',
      trains: () => true,
      loss: (parameters) => {
        const f = embed(parameters);
        const { loss, main, attended } = classified(parameters, f, draw, options);
        const instants = pooledContrast(projected(parameters, f), relations as Int32Array, Number(options.temperature));
        return {
          loss: add<Scalar>(loss, mul(instants, Number(options.contrastWeight))),
          parts: { main, attended, instants },
        };
      },
    },
  ],
};

const rmfer: Objective = {
  id: 'rmfer',
  label: 'RMFER',
  paper: {
    text: 'Cho et al., RMFER: Semi-supervised Contrastive Learning for Facial Expression Recognition with Reaction Mashup Video, WACV 2024',
    url: 'https://openreview.net/forum?id=OwZDuzIA6Y',
  },
  about:
    'Learns from a few labelled faces, and from unlabelled people who watch the same clip. Labelled faces first learn to be recognised by the others that look like them; then faces of different people at the same instant are drawn together, and one person’s faces of quite different instants are pushed apart, of both only those that the model is surest of. It assumes that people who see the same at the same time tend to show the same expression, which is wrong whenever only one of them laughs.',
  formula:
    'L = CE(W·f) + wₐ·CE(Wₐ·A·f) − wₛ·log( Σ_{p∈P(i)} exp(sᵢₚ/τ) / Σ_{a∈P(i)∪N(i)} exp(sᵢₐ/τ) ), A = softmax(s/τ) without itself',
  needs: { perClass: 10, samples: 62, unlabelled: true, watching: 2 },
  // The temperature is the released code's, and so are 50 faces of which 0.1 are used; fewer are ours, for short clips. The
  // weight of the attention is ours: it is 0 in the released settings, and the projection would learn nothing from labels.
  options: {
    attentionShare: {
      kind: 'number',
      label: 'Labels first',
      help: 'Part of the steps that sees labelled faces alone. Without it all faces are alike where they are compared. 1: the clip is never looked at.',
      default: 0.4,
      min: 0.1,
      max: 1,
    },
    attentionWeight: {
      kind: 'number',
      label: 'Weight of the attention',
      help: 'How much it counts that a face is recognised by the other faces of the batch.',
      default: 1,
      min: 0.1,
      max: 10,
    },
    contrastWeight: {
      kind: 'number',
      label: 'Weight of the clip',
      help: 'How much it counts that faces of the same instant are alike.',
      default: 0.5,
      min: 0.1,
      max: 1,
    },
    temperature: {
      kind: 'number',
      label: 'Temperature',
      help: 'Lower: each face looks at the most similar ones almost alone. Higher: at all of them alike.',
      default: 0.25,
      min: 0.05,
      max: 2,
    },
    pool: {
      kind: 'number',
      label: 'Faces to choose from',
      help: 'So many of other people at about the anchor’s instant, and as many of its own person at other ones. The paper’s 50 suit hours of video: the fewer people and the more faces, the longer an instant.',
      default: 10,
      min: 2,
      max: 50,
      whole: true,
    },
    kept: {
      kind: 'number',
      label: 'Part of them that is used',
      help: 'Of those, the most similar are drawn to the anchor, and the least similar pushed away; the others may show anything. 0.1 in the paper, of 50.',
      default: 0.3,
      min: 0.05,
      max: 1,
    },
    synchronous: {
      kind: 'switch',
      label: 'At the same time',
      help: 'Off: every person’s frames come in a random order, so that faces are drawn to those of any instant. A control: if it does as well, the instants taught nothing.',
      default: true,
    },
  },
  // SAM around Adam is the released code's. Ours: the decay, without which few labels are learned by heart, and the rate,
  // which is an adapter's.
  defaults: { batchSize: 128, optimiser: 'adamw', weightDecay: 1, sam: 0.05 },
  strength: SUPERVISED_STRENGTH,
  create: (sizes, _options, rng) =>
    new Map([
      ...createClassifier(sizes, rng),
      ...createPerceptron(PROJECTION, projectionSizes(sizes.width), rng),
      ...createHead(ATTENDING_HEAD, sizes.width, sizes.classes),
    ]),
  shapes: (sizes) =>
    new Map([
      ...classifierShapes(sizes),
      ...perceptronShapes(PROJECTION, projectionSizes(sizes.width)),
      ...headShapes(ATTENDING_HEAD, sizes.width, sizes.classes),
    ]),
  stages: [attentionStage, contrastStage],
  logits: classLogits,
  compared: projected,
  inspected: 'contrast',
  attention,
};

export default rmfer;
