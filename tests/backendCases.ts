/** Every loss with its gradients and every optimiser's steps, to be computed on one backend and compared with another. */

import {
  add,
  grads,
  matMul,
  reshape,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import { type Parameters, parameter } from '../src/model/parameters.ts';
import { barlowTwins } from '../src/train/losses/barlowTwins.ts';
import { concordance, pearson } from '../src/train/losses/concordance.ts';
import { crossEntropy } from '../src/train/losses/crossEntropy.ts';
import { rmse } from '../src/train/losses/rmse.ts';
import { ntXent, supCon } from '../src/train/losses/supCon.ts';
import { adamW } from '../src/train/optimisers/adamW.ts';
import { clipByGlobalNorm } from '../src/train/optimisers/clip.ts';
import { createEma, updateEma } from '../src/train/optimisers/ema.ts';
import type { Optimiser } from '../src/train/optimisers/optimiser.ts';
import { parameterGroups } from '../src/train/optimisers/parameterGroups.ts';
import { type GradientsAt, samGradients } from '../src/train/optimisers/sam.ts';
import { sgd } from '../src/train/optimisers/sgd.ts';
import { descend, gradientsOf } from './descent.ts';
import { type Rows, randomRows } from './randomRows.ts';

type Case = { name: string; compute: () => Tensor[] };

/** Value and all gradients. */
function lossCase(name: string, loss: (...inputs: Tensor2D[]) => Scalar, ...inputs: Rows[]): Case {
  return {
    name,
    compute: () =>
      tidy(() => {
        const tensors = inputs.map((rows) => tensor2d(rows));
        return [loss(...tensors), ...grads(loss as (...inputs: Tensor[]) => Tensor)(tensors)];
      }),
  };
}

const flat = (rows: Tensor2D): Tensor1D => reshape(rows, [-1]);
const GROUPS = Int32Array.from([0, 1, 0, 1, 0, 2, -1]);
const LABELS = Int32Array.from([3, 0, 0, 2, 1, 4, 3]);
const PARTS = [0.1, 0, 0.6, 0.05, 0.25];
/** Each row the one before, turned by a class. */
const VOTES = Float32Array.from({ length: 35 }, (_, i) => PARTS[(i + Math.floor(i / 5)) % 5] ?? 0);

export const lossCases: Case[] = [
  lossCase('cross-entropy', (x) => crossEntropy(x, LABELS), randomRows(1, 7, 5)),
  lossCase(
    'cross-entropy, soft, smoothed and weighted',
    (x) => crossEntropy(x, VOTES, { smoothing: 0.1, weights: [1, 2, 0.5, 0, 3] }),
    randomRows(1, 7, 5),
  ),
  lossCase('supCon', (x) => supCon(x, GROUPS, 0.1), randomRows(2, 7, 6)),
  lossCase('NT-Xent', (x, y) => ntXent(x, y, 0.07), randomRows(3, 5, 6), randomRows(4, 5, 6)),
  lossCase('Barlow Twins', (x, y) => barlowTwins(x, y, 0.1), randomRows(5, 6, 4), randomRows(6, 6, 4)),
  lossCase('PCC', (x, y) => pearson(flat(x), flat(y)), randomRows(7, 1, 9), randomRows(8, 1, 9)),
  lossCase('CCC', (x, y) => concordance(flat(x), flat(y)), randomRows(7, 1, 9), randomRows(8, 1, 9)),
  lossCase('RMSE', (x, y) => rmse(flat(x), flat(y)), randomRows(7, 1, 9), randomRows(8, 1, 9)),
];

/** Parameters after a few steps of a linear classifier, and the optimiser's state where it has one. */
function stepsCase(
  name: string,
  optimiser: Optimiser,
  change: (at: GradientsAt, parameters: Parameters) => Parameters = (at, parameters) => at(parameters).gradients,
): Case {
  return {
    name,
    compute: () =>
      tidy(() => {
        const inputs = tensor2d(randomRows(9, 7, 3));
        const at = gradientsOf((p) =>
          crossEntropy(
            add(matMul(inputs, parameter<Tensor2D>(p, 'encoder.kernel')), parameter(p, 'head.bias')),
            LABELS,
          ),
        );
        const parameters = { 'encoder.kernel': tensor2d(randomRows(10, 3, 5)), 'head.bias': tensor1d([0, 1, 2, 3, 4]) };
        const from = { parameters, state: optimiser.init(parameters), step: 0 };
        const end = descend(optimiser, (now) => change(at, now), from, 5, 0.1);
        return [...Object.values(end.parameters), ...Object.values(end.state)];
      }),
  };
}

const groups = parameterGroups(0.5);
const plain = sgd({ momentum: 0, weightDecay: 0 });

export const optimiserCases: Case[] = [
  stepsCase('AdamW', adamW({ weightDecay: 0.1, beta1: 0.5, groups })),
  stepsCase('momentum', sgd({ momentum: 0.9, weightDecay: 0.01 })),
  stepsCase("Nesterov's momentum", sgd({ momentum: 0.9, nesterov: true, weightDecay: 0.01, groups })),
  stepsCase('SAM', plain, (at, parameters) => samGradients(at, parameters, 0.05).gradients),
  stepsCase('clipping', plain, (at, parameters) => clipByGlobalNorm(at(parameters).gradients, 0.1)),
  {
    name: 'moving average',
    compute: () =>
      tidy(() => {
        const drawn = [11, 12, 13].map((seed) => ({ w: tensor2d(randomRows(seed, 2, 3)) }));
        const average = drawn.reduce(
          (sofar: Parameters, now, i) => updateEma(sofar, now, 0.9, i + 1),
          createEma(drawn[0]!),
        );
        return Object.values(average);
      }),
  },
];
