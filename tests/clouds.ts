/** Runs on clouds of numbers instead of faces: the whole loop without a picture, for tests in Node. */

import { type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { createRng, integer, normal } from '../src/math/rng.ts';
import { createCheckUp } from '../src/train/checkUp.ts';
import type { Dataset } from '../src/train/dataset.ts';
import { embeddingFeatures, type Features } from '../src/train/features.ts';
import type { Draw, Objective, SampleTable } from '../src/train/objective.ts';
import { type CommonOptions, defaultOptions, type RunOptions } from '../src/train/options.ts';
import { optimiserOf, runShapes, scheduleOf, sizesOf, startState } from '../src/train/plan.ts';
import type { RunPlan } from '../src/train/run.ts';
import { resumeState, writeRun } from '../src/train/runFile.ts';
import type { Start } from '../src/train/start.ts';

const WIDTH = 24;
const VIEWS = 3;
const VIEWS_OF_MOMENT = 8;

/** Between two frames of a clip, of which every second one is to learn from, ms. */
const FRAME_MS = 500;

/** From one class to the next in a clip that several watch: more than 30 frames to learn from, ms. */
const STRETCH_MS = 40_000;

/** An encoder of the clouds' width; nothing is encoded with it. */
const START: Start = {
  key: 'clouds',
  topology: { inputSize: 48, stem: 4, stages: [{ channels: WIDTH, blocks: 1, stride: 2 }] },
  normalisation: { mean: 0.5, std: 0.25 },
  arrays: new Map(),
};

export type Clouds = {
  dataset: Dataset;
  features: Features;
  /** A batch's rows, or NaN in their place. */
  rowAt: (draw: Pick<Draw, 'samples' | 'views'>, poisoned: boolean) => Tensor;
};

/** Samples of which nothing is known but labels, people and clips. */
export function tableOf(labels: Int32Array, classes: number, train: number[]): SampleTable {
  const unknown = () => new Float32Array(labels.length).fill(Number.NaN);
  return {
    ids: Array.from(labels, (_, i) => `s${i}`),
    labels,
    classes,
    people: labels.map((_, i) => i % 7),
    clips: labels.map((_, i) => i % 5),
    times: new Float64Array(labels.length),
    moments: new Int32Array(labels.length).fill(-1),
    yaw: unknown(),
    valence: unknown(),
    arousal: unknown(),
    intensity: unknown(),
    landmarks: Array.from(labels, () => null),
    train,
  };
}

/** Every class in a direction of its own, each farther from the middle than the one before, its samples around it. */
function ratingsOf(labels: Int32Array, classes: number): Pick<SampleTable, 'valence' | 'arousal'> {
  const rated = (of: (angle: number) => number) =>
    Float32Array.from(labels, (label, i) => {
      const radius = 0.1 + (0.7 * (label + 1)) / classes + 0.05 * Math.sin(i);
      return radius * of((2 * Math.PI * label) / classes);
    });
  return { valence: rated(Math.cos), arousal: rated(Math.sin) };
}

/**
 * Clouds about random centres, every second sample held out; with `shuffled` labels nothing can be learned. Of each class
 * every person has eight samples, half a second from one to the next. Every other person has them from four sides, two
 * from each, as a moment, in one clip that all of these watch, and the others in a recording of their own.
 */
export function cloudsOf({ classes = 4, perClass = 40, shuffled = false }): Clouds {
  const rng = createRng(11);
  const centres = Array.from({ length: classes }, () => Array.from({ length: WIDTH }, () => 1.5 * normal(rng)));
  const count = classes * perClass;
  const truth = Int32Array.from({ length: count }, (_, i) => i % classes);
  const rows = new Float32Array(count * VIEWS * WIDTH);
  for (let row = 0; row < count * VIEWS; row++) {
    const centre = centres[truth[Math.floor(row / VIEWS)] ?? 0] ?? [];
    for (let k = 0; k < WIDTH; k++) rows[row * WIDTH + k] = (centre[k] ?? 0) + normal(rng);
  }
  const turn = (i: number) => Math.floor(i / classes);
  const person = (i: number) => Math.floor(turn(i) / VIEWS_OF_MOMENT);
  const half = (part: number) => [...truth.keys()].filter((i) => turn(i) % 2 === part);
  const labels = shuffled ? truth.map(() => integer(rng, classes)) : truth;
  const { valence, arousal } = ratingsOf(truth, classes);
  const table = {
    ...tableOf(labels, classes, half(0)),
    ...{ valence, arousal },
    intensity: valence.map((value, i) => Math.hypot(value, arousal[i] ?? 0)),
    people: truth.map((_, i) => person(i)),
    moments: truth.map((label, i) => (person(i) % 2 ? -1 : person(i) * classes + label)),
    clips: truth.map((label, i) => (person(i) % 2 ? person(i) * classes + label : 0)),
    times: Float64Array.from(truth, (label, i) => STRETCH_MS * label + FRAME_MS * (turn(i) % VIEWS_OF_MOMENT)),
    yaw: Float32Array.from(truth, (_, i) => -45 + 30 * (Math.floor(turn(i) / 2) % 4)),
  };
  const features = embeddingFeatures(START, VIEWS, rows);
  return {
    dataset: { classes: [], samples: [], table, judge: half(1), judgedOn: 'validation' },
    features,
    rowAt: (draw, poisoned) => {
      const { samples, views } = draw;
      const values = Array.from(samples, (sample, i) => {
        const start = (sample * VIEWS + (views[i] ?? 0)) * WIDTH;
        return Array.from(rows.subarray(start, start + WIDTH), (value) => (poisoned ? Number.NaN : value));
      });
      return tensor2d(values);
    },
  };
}

export function optionsFor(objective: Objective, common: Partial<CommonOptions> = {}): RunOptions {
  const options = defaultOptions(objective);
  return { ...options, common: { ...options.common, views: VIEWS, batchSize: 16, weightDecay: 0.01, ...common } };
}

export const stateOf = (objective: Objective, { dataset, features }: Clouds, options: RunOptions) =>
  startState(objective, features, sizesOf(START, dataset.table.classes), options);

export const shapesFor = (objective: Objective, { dataset, features }: Clouds, { method }: RunOptions) =>
  runShapes(objective, START, sizesOf(START, dataset.table.classes), method, features.trained.keys());

/** A plan that nobody watches. Time stands still unless told otherwise, so that the one report is at the end. */
export function planOf(
  objective: Objective,
  clouds: Clouds,
  options: RunOptions,
  stageSteps: number[],
  more: Partial<RunPlan> = {},
): RunPlan {
  const optimiser = optimiserOf(options.common);
  return {
    objective,
    options,
    table: clouds.dataset.table,
    features: clouds.features,
    optimiser,
    schedule: scheduleOf(options.common),
    stageSteps,
    checkUp: createCheckUp(objective, clouds.features, clouds.dataset),
    stopped: () => false,
    breathe: async () => {},
    report: () => {},
    write: (state) => writeRun(state, { objective: objective.id }),
    resume: (file) => resumeState(file, shapesFor(objective, clouds, options), optimiser),
    save: async () => {},
    saveMs: Number.POSITIVE_INFINITY,
    rolledBack: () => {},
    clock: () => 0,
    ...more,
  };
}
