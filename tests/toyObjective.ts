/** A method that uses all that the contract offers at once: two stages, two phases, state, mining, metrics. For tests. */

import {
  add,
  matMul,
  mean,
  mul,
  type Scalar,
  scalar,
  square,
  sub,
  type Tensor2D,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import { integer } from '../src/math/rng.ts';
import { parameter } from '../src/model/parameters.ts';
import { classifierShapes, classLogits, createClassifier } from '../src/train/classifier.ts';
import { crossEntropy } from '../src/train/losses/crossEntropy.ts';
import type { Objective } from '../src/train/objective.ts';
import { balancedSampler } from '../src/train/sampler.ts';
import { SUPERVISED_STRENGTH } from '../src/train/views/draw.ts';

const CRITIC = 'toy.critic';
const MULTIPLIER = 'toy.multiplier';

/** Mean square of the critic's answer to the adapted embeddings. */
const critic = (parameters: Parameters<typeof parameter>[0], h: Tensor2D): Scalar =>
  mean(square(matMul(h, parameter<Tensor2D>(parameters, CRITIC))));

export const toy: Objective = {
  id: 'toy',
  label: 'Toy',
  paper: { text: 'None', url: 'https://example.invalid/' },
  about:
    'A classifier against a critic that is to answer one, with a multiplier that rises while it does not. For tests.',
  formula: 'L = CE + Λ(1 − c)²',
  needs: { perClass: 2, samples: 4, unlabelled: false },
  options: {
    weight: { kind: 'number', label: 'Weight', help: 'Of the critic.', default: 0.5, min: 0, max: 1 },
    mode: {
      kind: 'choice',
      label: 'Mode',
      help: 'Which samples are mined.',
      default: 'hard',
      choices: [
        { value: 'hard', label: 'The hardest' },
        { value: 'any', label: 'Any' },
      ],
    },
    loud: { kind: 'switch', label: 'Loud', help: 'Does nothing.', default: true },
  },
  defaults: { epochs: 3 },
  strength: SUPERVISED_STRENGTH,
  create: (sizes, _options, rng) =>
    new Map([
      ...createClassifier(sizes, rng),
      [
        CRITIC,
        { shape: [sizes.width, 1], data: Float32Array.from({ length: sizes.width }, () => 0.05 * rng.uniform()) },
      ],
    ]),
  shapes: (sizes) => new Map([...classifierShapes(sizes), [CRITIC, [sizes.width, 1]]]),
  state: () => new Map([[MULTIPLIER, { shape: [], data: Float32Array.of(0.1) }]]),
  afterStep: ({ state, options }, parts) => {
    const gap = parts.gap ?? scalar(0);
    return { [MULTIPLIER]: add(parameter(state, MULTIPLIER), mul(gap, 0.01 * Number(options.weight))) };
  },
  stages: [
    {
      id: 'first',
      label: 'Classify',
      share: () => 0.5,
      sampler: (table, size, views) => balancedSampler(table, size, views),
      phases: ({ draw, embed }) => [
        {
          name: 'classify',
          trains: (name) => name !== CRITIC,
          loss: (parameters) => ({ loss: crossEntropy(classLogits(parameters, embed(parameters)), draw.labels) }),
        },
      ],
    },
    {
      id: 'second',
      label: 'Against the critic',
      share: () => 0.5,
      // A sampler of its own: the first half of the samples only, one view.
      sampler:
        ({ train, labels }, size) =>
        (rng) => {
          const half = train.slice(0, Math.ceil(train.length / 2));
          const samples = Int32Array.from({ length: size }, () => half[integer(rng, half.length)] ?? 0);
          return {
            samples,
            views: new Int32Array(size),
            labels: samples.map((sample) => labels[sample] ?? 0),
            groups: samples,
          };
        },
      // Outside the tape: the weight of each row by how long its embedding is.
      mine: async ({ embed }, parameters, { options }) => {
        const h = tidy(() => embed(parameters));
        const [rows, width] = h.shape;
        const values = await h.data<'float32'>();
        h.dispose();
        const lengths = Float32Array.from({ length: rows }, (_, row) =>
          Math.hypot(...values.subarray(row * width, (row + 1) * width)),
        );
        const most = options.mode === 'hard' ? Math.max(...lengths) : 1;
        return { weights: lengths.map((length) => length / most) };
      },
      phases: ({ draw, embed }, { state, options }, { weights }) => [
        {
          name: 'critic',
          trains: (name) => name === CRITIC,
          loss: (parameters) => {
            const gap = square(sub(critic(parameters, embed(parameters)), 1)) as Scalar;
            return { loss: mul(gap, parameter<Scalar>(state, MULTIPLIER)), parts: { gap } };
          },
        },
        {
          name: 'classify',
          trains: (name) => name !== CRITIC,
          loss: (parameters) => {
            const h = embed(parameters);
            const weighted = mul(h, tensor2d(weights ?? [], [h.shape[0], 1]));
            const answer = crossEntropy(classLogits(parameters, weighted as Tensor2D), draw.labels);
            const fooled = mul(critic(parameters, h), 0.001 * Number(options.weight)) as Scalar;
            return { loss: add(answer, fooled), parts: { answer, fooled } };
          },
        },
      ],
    },
  ],
  logits: classLogits,
  metrics: async (parameters, embeddings, table) => {
    const value = tidy(() => critic(parameters, embeddings));
    const [critical = Number.NaN] = await value.data();
    value.dispose();
    return { critical, people: new Set(table.people).size };
  },
  compared: (_parameters, embeddings) => embeddings,
};
