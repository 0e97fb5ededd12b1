/** What the trainer worker offers. Imported by the page for types only. */

import type { HistoryPoint, JudgedOn, RunState } from '../data/schema.ts';
import type { ModelCard, SharedModel, SharedTensor } from '../data/sharedModel.ts';
import type { BackendAttempt, BackendName } from '../model/backend.ts';
import type { BaseModel } from '../model/base.ts';
import type { Comparison } from './evaluation/compare.ts';
import type { AffectComparison } from './evaluation/compareAffect.ts';
import type { EvaluationReport } from './evaluation/report.ts';
import type { Inspection, Method } from './objective.ts';
import type { OptionSpecs, RunOptions } from './options.ts';

export type { EvaluationReport } from './evaluation/report.ts';
export type { Inspection, Method, SeenAnchor, SeenAttention, SeenRow } from './objective.ts';
export type { OptionSpec, OptionSpecs, OptionValues, RunOptions } from './options.ts';

export type Capabilities = {
  backend: BackendName;
  /** Every backend that was tried, in order, with the reason where it was not taken. */
  attempts: BackendAttempt[];
  /** `base.json` of the weights in use. */
  base: BaseModel;
  /** The training methods, each with a summary for its form; `common`: the settings that all of them have. */
  methods: (Method & { stages: { id: string; label: string }[]; inspects: boolean })[];
  common: OptionSpecs;
};

/** What the nearest remembered samples say: shares f32 [n, classes], each row summing to 1. */
export type Nearest = { classes: string[]; shares: Float32Array };

/**
 * Calibrated probabilities, row by row: base f32 [n, base classes], own f32 [n, own classes]. `affect`: valence and
 * arousal f32 [n, 2] where the own model reads them. `nearest`: a preview of what could be learned, as soon as two classes
 * have samples.
 */
export type Prediction = {
  base: Float32Array;
  own: Float32Array | null;
  affect: Float32Array | null;
  nearest: Nearest | null;
  /** Where each face is on the map in use, f32 [n, 2], with the ids of its nearest samples there; null without a map. */
  onMap: { points: Float32Array; nearest: string[][] } | null;
  ms: number;
};

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

/**
 * The fine-tuned model that answers beside the base: class ids in the order of its outputs. `key` names its weights: a
 * run that goes on keeps the checkpoint's id and gets another key. `affect`: whether it reads valence and arousal.
 */
export type OwnModel = { checkpoint: string; key: string; classes: string[]; affect: boolean };

/** What a run will cost, from steps that were really made. `refusal`: why it is too large, and what to change. */
export type Estimate = {
  samples: number;
  steps: number;
  msPerStep: number;
  /** Until views are looked at for the first time; nothing where they are kept from an earlier run. */
  msToPrepare: number;
  seconds: number;
  /** Held while it runs, and kept for each checkpoint. */
  bytes: number;
  checkpointBytes: number;
  judgedOn: JudgedOn;
  refusal: string | null;
};

/** A look at the embedding in the middle of a run: PCA of the samples' embeddings, f32 [ids.length, 2]. */
export type MapFrame = { step: number; ids: string[]; points: Float32Array };

export type TrainReport =
  /** The run's record exists from here on. */
  | {
      phase: 'started';
      run: string;
      steps: number;
      stages: { id: string; label: string; steps: number }[];
      judgedOn: JudgedOn;
    }
  | { phase: 'preparing'; done: number; total: number }
  | { phase: 'training'; run: string; point: HistoryPoint; stage: number; steps: number; epoch: number; msLeft: number }
  | { phase: 'saved'; run: string; step: number }
  /** There was no way to save; the run goes on and tries again at the next save. `message`: why, and what to do. */
  | { phase: 'unsaved'; run: string; step: number; message: string }
  /** The loss was no longer a number: back to an earlier step, with a lower rate. */
  | { phase: 'rolled-back'; run: string; from: number; to: number; learningRate: number }
  | { phase: 'map'; run: string; frame: MapFrame };

export type TrainResult = {
  run: string;
  checkpoint: string;
  step: number;
  steps: number;
  state: Exclude<RunState, 'running' | 'failed'>;
  accuracy: number;
  /** Of the method's own, by what they are called. */
  metrics: { [label: string]: number };
  judgedOn: JudgedOn;
  own: OwnModel;
  /** Why the end of the run could not be kept; null when it was. `own` then answers until another model does. */
  unsaved: string | null;
};

/** Which parts of the collection a checkpoint is evaluated on. `test`: the locked split, `validation`: what the run was judged on. */
export type EvaluatedPart = 'test' | 'validation';

/** Ids of a run and of its classes, in the order of its outputs. */
export type RunIdentity = { id: string; classes: string[] };

/** `safetensors`: opens in Mien and by docs/model-file.md. `onnx`: runs where that format does. */
export type ModelFormat = 'safetensors' | 'onnx';

export type TrainerCalls = {
  /** Chooses a backend, loads and self-tests the base model; the first of all calls. `base`: absolute URL of the app's root. */
  init: {
    params: { base: string; backend: 'auto' | BackendName; avoid: BackendName[] };
    result: Capabilities;
    progress: { done: number; total: number };
  };
  /** Expressions of 1–8 crops, u8 [n, inputSize, inputSize]. Served between training steps too. */
  predict: { params: { crops: Uint8Array; count: number }; result: Prediction };
  /** What a run would cost; makes a few steps and keeps nothing. @throws `bad-input` as `train` does */
  estimate: { params: { options: RunOptions }; result: Estimate };
  /**
   * Trains on the stored samples of the enabled classes, saving as often as its settings say and at the end.
   * @throws `bad-input` when samples do not suffice for the method or a setting is out of range
   */
  train: { params: { options: RunOptions; name: string }; result: TrainResult; progress: TrainReport };
  /** Goes on with a stored run from its last checkpoint, for `epochs` more than planned. @throws `bad-input`, `bad-weights` */
  resume: { params: { run: string; epochs: number }; result: TrainResult; progress: TrainReport };
  /** Tries again to keep the end of the last run. @throws `storage` as before; `bad-input` when nothing is left to keep */
  keep: { params: Record<string, never>; result: Record<string, never> };
  /** Ends the run in progress after its current step; its call then returns what it has. A paused run means to go on. */
  stop: { params: { as: 'paused' | 'stopped' }; result: Record<string, never> };
  /** Scores a checkpoint (null: the base model on its own classes of the same names). */
  evaluate: {
    params: { checkpoint: string | null; part: EvaluatedPart };
    /** `method`: metrics of the training method's own, by name. */
    result: EvaluationReport & { method: { [name: string]: number } };
    progress: { done: number; total: number };
  };
  /** Two checkpoints on the same samples: whether one is better. `affect`: where both read valence and arousal. */
  compare: {
    params: { a: string | null; b: string | null; part: EvaluatedPart };
    result: Comparison & { affect: AffectComparison[] };
    progress: { done: number; total: number };
  };
  /** Views of one stored sample as a run with these settings draws them, u8 [count, side, side]; the first is unchanged. */
  views: {
    params: { sample: string; options: RunOptions; count: number; seed: number };
    result: { side: number; pixels: Uint8Array };
  };
  /** Anchors of one batch of the method, as the checkpoint (null: before training) sees them. */
  inspect: {
    params: { checkpoint: string | null; options: RunOptions; seed: number };
    result: Inspection;
  };
  /**
   * A map of the samples' embeddings by a checkpoint (null: base), on which `predict` then places faces, until another
   * one is asked for or it is switched off.
   */
  map: {
    params: { checkpoint: string | null; layout: 'pca' | 'umap' | 'off' };
    result: MapFrame;
    progress: { done: number; total: number };
  };
  /**
   * What a checkpoint was taught with (of what is still stored), and what of it fits into a link. @throws `bad-weights` as
   * `restore`
   */
  share: {
    params: { checkpoint: string };
    /**
     * `tensors`: null when its run changed the encoder. `judged`: how many faces it was judged on. `affect`: it reads
     * valence and arousal too.
     */
    result: {
      tensors: SharedTensor[] | null;
      learnedFrom: { faces: number; people: number };
      judged: number;
      affect: boolean;
    };
  };
  /**
   * Encoder, adapter and heads of a checkpoint as a file that opens elsewhere, read back and compared before it is
   * given. @throws `bad-weights` as `restore`; `internal` when the file does not hold what was put into it
   */
  writeModel: { params: { checkpoint: string; card: ModelCard; as: ModelFormat }; result: { file: Blob } };
  /** What a file with a whole model says of it, once all of it is checked. @throws `bad-input` with what is wrong */
  readModel: { params: { file: Blob }; result: { card: ModelCard } };
  /**
   * Keeps somebody else's model as a run that answers. @throws `bad-input` when it is damaged or does not fit its base
   * weights, `bad-weights` when those are not part of this copy of the app, `storage`. `as`: ids of the run and of its
   * classes, where they are to be those of before.
   */
  adopt: { params: { model: SharedModel | Blob; as?: RunIdentity }; result: { run: string; checkpoint: string } };
  /**
   * Lets somebody else's model answer beside the base until another one does, and keeps nothing of it. @throws as `adopt`,
   * but for `storage`
   */
  borrow: { params: { model: SharedModel }; result: OwnModel };
  /**
   * What a checkpoint (null: base) makes of the samples, as a zip for the Embedding Projector; `of`: how many samples
   * there are. @throws `bad-input` when there are none
   */
  embeddings: {
    params: { checkpoint: string | null; pictures: boolean };
    result: { zip: Blob; samples: number; of: number };
    progress: { done: number; total: number };
  };
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
