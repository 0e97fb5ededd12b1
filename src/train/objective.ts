/** What a training method is to the loop. Knows none of them. */

import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core';
import type { Rng } from '../math/rng.ts';
import type { Parameters } from '../model/parameters.ts';
import type { StoredArrays } from '../model/safetensors.ts';
import type { CommonOptions, OptionSpecs, OptionValues } from './options.ts';
import type { ViewStrength } from './views/draw.ts';

/** What is known of every sample of a run, by index; texts are numbered. −1 or NaN: nobody said. */
export type SampleTable = {
  ids: readonly string[];
  /** Index into the run's classes. */
  labels: Int32Array;
  classes: number;
  people: Int32Array;
  clips: Int32Array;
  /** Milliseconds into the clip. */
  times: Float64Array;
  moments: Int32Array;
  /** Degrees. */
  yaw: Float32Array;
  valence: Float32Array;
  arousal: Float32Array;
  /** How strong an expression is: 0 … 1 as stored, or measured where the method needs it (strengths.ts). */
  intensity: Float32Array;
  /** Meshes f32 [468, 2] in sides of the stored crop; null where no face was found, and where the method needs none. */
  landmarks: readonly (Float32Array | null)[];
  /** Indices of the samples to learn from; no other may be drawn. */
  train: readonly number[];
};

/**
 * One batch as numbers, all [B]: which sample, which of its cached views (of fresh ones any number will do), its label
 * (−1: none) and its group, for methods in which the rows of a group belong together.
 */
export type Draw = { samples: Int32Array; views: Int32Array; labels: Int32Array; groups: Int32Array };

/** Draws batches of one size; all it remembers is in the generator, so that a resumed run draws the same. */
export type Sampler = (rng: Rng) => Draw;

/** Sizes that the parameters depend on. */
export type Sizes = { width: number; classes: number };

/** A drawn batch on the device. */
export type Batch = {
  draw: Draw;
  /** Embeddings [B, width] through encoder and adapter, whatever of them is trained. Inside a tape or `tidy`. */
  embed: (parameters: Parameters) => Tensor2D;
};

/** What a step is given besides the batch. `state`: see `Objective.state`. */
export type StepContext = { options: OptionValues; state: Parameters; table: SampleTable };

/**
 * Indices or weights that were found outside the tape, for the losses of the same step. Three names mean something to the
 * pair inspector. `groups` i32 [B], where it is mined what belongs together: taken for the draw's; a negative group is no
 * anchor. `relations` i32 [B·B], where pairs are mined: 1 draws the row, an anchor, to the column, −1 pushes it from there,
 * 0 does nothing. `alike` i32 [B]: the row that each is drawn to besides; −1: none.
 */
export type Mined = { readonly [name: string]: Int32Array | Float32Array };

/** `parts`: what the loss is made of, for the curves and for `afterStep`. */
export type Loss = { loss: Scalar; parts?: { [name: string]: Scalar } };

/** One update of some parameters; a step has one phase or, for min–max methods, several in this order. */
export type Phase = { name: string; trains: (parameter: string) => boolean; loss: (parameters: Parameters) => Loss };

/** A part of the run with its own batches and losses. */
export type Stage = {
  id: string;
  label: string;
  /** Its part of the run's steps, 0–1; those of all stages sum to 1, and a stage of 0 is left out. */
  share: (options: OptionValues) => number;
  /** @throws `bad-input` when the samples do not suffice, saying what is missing */
  sampler: (table: SampleTable, batchSize: number, views: number, options: OptionValues) => Sampler;
  /** Runs before the phases of every step, outside the tape. */
  mine?: (batch: Batch, parameters: Parameters, context: StepContext) => Promise<Mined>;
  phases: (batch: Batch, context: StepContext, mined: Mined) => Phase[];
};

/**
 * One row of a batch as the pair inspector shows it; `similarity` is the cosine with the anchor, `onto` the sample that its
 * face was laid over, if any.
 */
export type SeenRow = { sample: string; view: number; similarity: number; onto?: string };

/**
 * An anchor with what it is drawn to and pushed from, the most alike first. `alike`: found by mining; it would be pushed
 * from, and is drawn to as well.
 */
export type SeenAnchor = {
  anchor: { sample: string; view: number };
  positives: SeenRow[];
  negatives: SeenRow[];
  alike: SeenRow[];
};

/** `weights` f32 [n·n]: how much each of the n rows, sorted by class, takes from every other; a row's sum is 1. */
export type SeenAttention = { samples: string[]; weights: Float32Array };

/** What the pair inspector shows of one batch; `attention` of methods that have one. */
export type Inspection = { anchors: SeenAnchor[]; attention: SeenAttention | null };

/** What a method is to a reader and to the page's forms: plain data. */
export type Method = {
  id: string;
  label: string;
  /** Authors, venue, year, and where to read it. */
  paper: { text: string; url: string };
  /** One paragraph: what it assumes and what it does. */
  about: string;
  /** The loss as a formula in one line. */
  formula: string;
  /**
   * Samples that must be there: labelled ones of each class, samples in all, and those with valence and arousal. `graded`:
   * labelled ones whose strength is known, as data/graded.ts tells; where it is none stored, it is measured.
   * `unlabelled`: it learns from samples without a label too. `moments`: of one person, each seen from two sides or more.
   * `watching`: people who are seen at the same times of one clip, each in 31 frames or more. `recordings`: of one person,
   * longer than 2.88 s, two frames a second or more. `landmarks`: those of its samples are read.
   */
  needs: {
    perClass: number;
    samples: number;
    unlabelled: boolean;
    moments?: number;
    rated?: number;
    graded?: number;
    watching?: number;
    recordings?: number;
    landmarks?: boolean;
  };
  /** Settings of its own, and its own defaults for those that every run has. */
  options: OptionSpecs;
  defaults: Partial<CommonOptions>;
};

/** One file in objectives/ each; found by the registry, called by a loop that knows no method. */
export type Objective = Method & {
  /** How far its views go, at an augmentation of 1. */
  strength: ViewStrength;
  /**
   * Which other sample's face a sample's is laid over in a view, before it is altered; −1: none. null: in no view.
   * Samples that are only judged may not be lent.
   */
  swaps?: (
    table: SampleTable,
    options: OptionValues,
    common: Pick<CommonOptions, 'views' | 'seed'>,
  ) => ((sample: number, view: number) => number) | null;
  /** The parameters it adds to the encoder's, adapter included, before the first step; every random choice from `rng`. */
  create: (sizes: Sizes, options: OptionValues, rng: Rng) => StoredArrays;
  /** Names and shapes of what `create` makes, to check a stored model against. */
  shapes: (sizes: Sizes, options: OptionValues) => Map<string, number[]>;
  /** Checkpointed tensors that no gradient changes, before the first step. */
  state?: (sizes: Sizes, options: OptionValues) => StoredArrays;
  /** What changes of the state; inside `tidy`, disposing nothing. `parts`: of all phases of the step. */
  afterStep?: (context: StepContext, parts: { [name: string]: Scalar }, mined: Mined) => Parameters;
  stages: readonly Stage[];
  /** Class logits [B, classes] of adapted embeddings: what serves predictions. */
  logits: (parameters: Parameters, embeddings: Tensor2D) => Tensor2D;
  /** Metrics of its own over judged samples: adapted embeddings [n, width], what is known of each in `table`. */
  metrics?: (parameters: Parameters, embeddings: Tensor2D, table: SampleTable) => Promise<{ [name: string]: number }>;
  /** Name of its head for valence and arousal (model/affectHead.ts), for methods that learn them. */
  affect?: string;
  /** Those of its metrics that a run is watched by, beside the accuracy: how each is called → its name among `metrics`. */
  watched?: { readonly [label: string]: string };
  /** Rows that its losses compare, [B, D], for the pair inspector; without it there is nothing to inspect. */
  compared?: (parameters: Parameters, embeddings: Tensor2D, options: OptionValues) => Tensor2D;
  /** Id of the stage that compares them, where it is not the first that is not left out. */
  inspected?: string;
  /** [L, L], each row of sum 1: what the labelled rows of a batch take from each other. `samples` i32 [L]: which they are. */
  attention?: (parameters: Parameters, embeddings: Tensor2D, samples: Int32Array, options: OptionValues) => Tensor2D;
};
