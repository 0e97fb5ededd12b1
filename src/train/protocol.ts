/** What the trainer worker offers. Imported by the page for types only. */

import type { JudgedOn } from '../data/schema.ts';
import type { BackendAttempt, BackendName } from '../model/backend.ts';
import type { BaseModel } from '../model/base.ts';

export type Capabilities = {
  backend: BackendName;
  /** Every backend that was tried, in order, with the reason where it was not taken. */
  attempts: BackendAttempt[];
  /** `base.json` of the weights in use. */
  base: BaseModel;
};

/** What the nearest remembered samples say: shares f32 [n, classes], each row summing to 1. */
export type Nearest = { classes: string[]; shares: Float32Array };

/**
 * Calibrated probabilities, row by row: base f32 [n, base classes], own f32 [n, own classes]. `nearest`: a preview of
 * what could be learned, as soon as two classes have samples.
 */
export type Prediction = { base: Float32Array; own: Float32Array | null; nearest: Nearest | null; ms: number };

/** A sample as the trainer remembers it; without a class it is forgotten. */
export type Remembered = { id: string; classId: string | null };

/** What the embedding says about the remembered samples. */
export type QualityReport = {
  /** Groups of samples that look nearly the same, the one to keep first. */
  duplicates: string[][];
  /** Samples far from all others of their class, the farthest first; `distance` is the cosine distance, 0–2. */
  outliers: { id: string; distance: number }[];
  /** Samples whose nearest neighbours carry another label; `share` of them do, 0–1, largest first. */
  mislabelled: { id: string; classId: string; share: number }[];
};

/** The fine-tuned model that answers beside the base: class ids in the order of its outputs. */
export type OwnModel = { checkpoint: string; classes: string[] };

export type TrainOptions = {
  epochs: number;
  batchSize: number;
  learningRate: number;
  /** Augmented views embedded per sample; the first is the unchanged crop. */
  views: number;
  seed: number;
};

export type TrainReport =
  | { phase: 'embedding'; done: number; total: number }
  | {
      phase: 'training';
      step: number;
      steps: number;
      epoch: number;
      loss: number;
      accuracy: number;
      /** What `accuracy` was measured on. */
      judgedOn: JudgedOn;
      msLeft: number;
    };

export type TrainResult = {
  checkpoint: string;
  steps: number;
  stopped: boolean;
  accuracy: number;
  judgedOn: JudgedOn;
  own: OwnModel;
};

export type TrainerCalls = {
  /** Chooses a backend, loads and self-tests the base model; the first of all calls. `base`: absolute URL of the app's root. */
  init: {
    params: { base: string; backend: 'auto' | BackendName; avoid: BackendName[] };
    result: Capabilities;
    progress: { done: number; total: number };
  };
  /** Expressions of 1–8 crops, u8 [n, inputSize, inputSize]. Served between training steps too. */
  predict: { params: { crops: Uint8Array; count: number }; result: Prediction };
  /**
   * Fine-tunes adapter and classification head on the stored samples of the enabled classes and saves a checkpoint.
   * @throws `bad-input` when there are fewer than two classes with samples
   */
  train: { params: { options: TrainOptions; name: string }; result: TrainResult; progress: TrainReport };
  /** Ends the run in progress after its current step; its `train` call then returns what it has, `stopped: true`. */
  stop: { params: Record<string, never>; result: Record<string, never> };
  /** Puts a checkpoint's model beside the base, or takes it away (null). @throws `bad-weights` if it fails its checks */
  restore: { params: { checkpoint: string | null }; result: OwnModel | null };
  /**
   * Adds, relabels or forgets samples for the preview of `predict` and for `quality`. Embeds what has no stored
   * embedding yet, between predictions; answers when all of it is done.
   */
  remember: { params: { samples: Remembered[] }; result: { size: number }; progress: { done: number; total: number } };
  /** Near-duplicates, outliers and likely wrong labels among the remembered samples. Between predictions. */
  quality: { params: Record<string, never>; result: QualityReport; progress: { done: number; total: number } };
  /** Tensors alive and bytes held, for the diagnostics line and the leak tests. */
  memory: { params: Record<string, never>; result: { tensors: number; bytes: number } };
};
