/** How CAL lets strong expressions teach weak ones: a metric head against the encoder. Knows not what else is learned. */

import { add, mul, type Scalar, sum, type Tensor2D, tanh, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { Rng } from '../math/rng.ts';
import { type Parameters, parameter } from '../model/parameters.ts';
import { createPerceptron, type PerceptronSizes, perceptron, perceptronShapes } from '../model/perceptron.ts';
import type { StoredArrays } from '../model/safetensors.ts';
import { ofEmbedding } from './classifier.ts';
import { augmented, strengthMetric } from './losses/strengthMetric.ts';
import { adaptiveMargins } from './mining/margins.ts';
import {
  cumulativeThreshold,
  emptyWindow,
  groupByStrength,
  type StrengthGroups,
  seenIn,
  slide,
} from './mining/strength.ts';
import type { Batch, Mined, Objective, Phase, Sizes, StepContext } from './objective.ts';
import type { OptionSpecs } from './options.ts';

const METRIC = 'cal.metric';
const MULTIPLIER = 'cal.multiplier';
const WINDOW = 'cal.window';

/** Strengths that the threshold is taken of (ours): eight batches. */
const WINDOW_LENGTH = 512;

/** Length of the metric head's rows (released code), and of its hidden layer (ours, for a narrower embedding). */
const METRIC_WIDTH = 16;
const HIDDEN = 32;

/** Growth of the multiplier (ours). With 0.01 all distances of a long run collapsed, and the multiplier ran away. */
const RHO = 0.001;

export const CONTEST_OPTIONS = {
  adversary: {
    kind: 'switch',
    label: 'Strong expressions teach weak ones',
    help: 'Off: what is known of each face is learned alone, which is what this method has to beat.',
    default: true,
  },
  strongShare: {
    kind: 'number',
    label: 'Where strong begins',
    help: 'Expressions sorted by strength, weakest first: those after this part of the sum of all strengths are strong. Higher: fewer, stronger ones.',
    default: 0.75,
    min: 0.75,
    max: 0.95,
  },
  pull: {
    kind: 'number',
    label: 'Pull on weak expressions',
    help: 'How much the embedding follows the second network, beside what is known of each face.',
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
} as const satisfies OptionSpecs;

/** Adam without decay and its betas are the paper's; its rate of 1e-4 was for whole networks, not for an adapter (ours). */
export const CONTEST_DEFAULTS: Objective['defaults'] = {
  optimiser: 'short',
  learningRate: 0.001,
  weightDecay: 0,
  batchSize: 64,
};

const metricSizes = ({ width }: Sizes): PerceptronSizes => ({ input: width, hidden: HIDDEN, output: METRIC_WIDTH });

export const createMetric = (sizes: Sizes, rng: Rng): StoredArrays => createPerceptron(METRIC, metricSizes(sizes), rng);

export const metricShapes = (sizes: Sizes): Map<string, number[]> => perceptronShapes(METRIC, metricSizes(sizes));

/** The multiplier, and the strengths that have passed by. */
export const contestState = (): StoredArrays =>
  new Map([
    [MULTIPLIER, { shape: [], data: Float32Array.of(0) }],
    [WINDOW, { shape: [WINDOW_LENGTH], data: emptyWindow(WINDOW_LENGTH) }],
  ]);

/** Λ ← Λ + ρC, and the window moves on. */
export const afterContest: NonNullable<Objective['afterStep']> = ({ state, options }, { constraint }, { window }) =>
  constraint && window
    ? {
        [MULTIPLIER]: add(parameter(state, MULTIPLIER), mul(constraint, Number(options.rho))),
        [WINDOW]: tensor1d(window, 'float32'),
      }
    : {};

/** Where strong and weak are compared [B, 16], −1 … 1: D of the paper (tanh ours, as its channel's inputs are ±1). */
export const measured = (parameters: Parameters, h: Tensor2D): Tensor2D => tanh(perceptron(parameters, METRIC, h));

/**
 * Which rows are strong and which weak, and how far apart they are to be kept; nothing where there is no adversary.
 * @param strengths f32 [B], each ≥ 0; NaN where nobody knows: neither strong nor weak
 */
export async function mineStrength(
  { embed }: Batch,
  parameters: Parameters,
  { options, state }: StepContext,
  strengths: Float32Array,
): Promise<Mined> {
  if (!options.adversary) return {};
  const rows = tidy(() => measured(parameters, embed(parameters)));
  // Of the parameters before phase (a): one step of the encoder old, which the authors' code is not (ours).
  const [values, before] = await Promise.all([rows.data<'float32'>(), parameter(state, WINDOW).data<'float32'>()]);
  rows.dispose();
  const window = slide(
    before,
    strengths.filter((strength) => !Number.isNaN(strength)),
  );
  const threshold = cumulativeThreshold(seenIn(window), Number(options.strongShare));
  const { strong, weak } = groupByStrength(strengths, threshold);
  const margins = adaptiveMargins(picked(values, strong), picked(values, weak), METRIC_WIDTH);
  const groups = Int32Array.from(strengths, (strength) => (strength >= threshold ? 0 : -1));
  return { strong, weak, margins, window, groups };
}

/** Phases (b) and (c): the metric head, then the encoder against it. */
export function contestPhases({ embed }: Batch, { options, state }: StepContext, mined: Mined): Phase[] {
  if (!options.adversary) return [];
  const { strong, weak } = mined as StrengthGroups;
  return [
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
      loss: (parameters) => ({ loss: pulled(measured(parameters, embed(parameters)), weak, Number(options.pull)) }),
    },
  ];
}

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
