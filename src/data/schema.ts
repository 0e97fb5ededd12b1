/** The records that IndexedDB keeps, and its versioned layout. Knows no DOM and no tensors. */

import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { ModelCard } from './sharedModel.ts';
import { upgradeFrom1 } from './upgradeFrom1.ts';
import { upgradeFrom2 } from './upgradeFrom2.ts';

/** A class of the user's. Samples refer to it by id, so renaming or recolouring never touches them. */
export type ExpressionClass = {
  id: string;
  name: string;
  colour: string;
  order: number;
  /** A disabled class keeps its samples, but nothing is learned from them and nothing is recognised as it. */
  enabled: boolean;
};

export type SampleSource = 'camera' | 'picture' | 'clip' | 'video';

/** What is known of one stored face. Its pixels are a `SampleImage` of the same id, so that lists stay light. */
export type Sample = {
  id: string;
  /** null: not labelled yet. */
  classId: string | null;
  /** −1 (unpleasant, calm) … 1 (pleasant, excited); null where nobody said. */
  valence: number | null;
  arousal: number | null;
  /** 0 (neutral) … 1 (apex). */
  intensity: number | null;
  /** Who is shown and in which sitting it was recorded; splits are made by these, never by image. */
  person: string;
  session: string;
  source: SampleSource;
  /** Milliseconds since the epoch when it was recorded or imported. */
  recordedAt: number;
  /** The take or file that this is a frame of, or the part of one, and ms from the whole's start; null for pictures. */
  clip: string | null;
  time: number | null;
  /** Samples of one person's one instant, seen from several sides or in several tiles, share it. */
  moment: string | null;
  /** Track id within the take or file; the tile of a mashup, from 1, row by row, or the number of the camera. */
  track: number;
  tile: number | null;
  /** Degrees, as vision/protocol.ts has them, or yaw as a file's name says; null where a face was cropped by hand. */
  yaw: number | null;
  pitch: number | null;
  /** Path of the imported file; null for what was recorded here. */
  file: string | null;
};

/** The pixels of a sample, stored independently of any encoder: the model's crop is derived (math/faceCrop.ts). */
export type SampleImage = {
  id: string;
  /** 160 px colour crop with margin, JPEG. */
  jpeg: Blob;
  /**
   * f32 [468, 2] in units of the crop's side (0–1 inside it); null where the face was cropped by hand. Its regions are
   * derived from them (math/faceRegions.ts).
   */
  landmarks: Float32Array | null;
};

export type Split = 'train' | 'validation' | 'test';

/** Which whole people, sittings or stretches of time are learned from and which are only judged on. */
export type SplitPlan = {
  by: 'person' | 'session' | 'time';
  /** While locked, no unit moves into or out of `test`. */
  locked: boolean;
  /** Unit (split.ts) → split; a unit that is not named is learned from. */
  units: Record<string, Split>;
};

/**
 * `validation`: on what the split plan holds out. `session`: on a sitting that nothing was learned from. `time`: on the
 * last part of each class's recording, which is optimistic, because frames of one recording resemble each other.
 * `training`: on what was learned, for want of more.
 */
export type JudgedOn = 'validation' | 'session' | 'time' | 'training';

/** The settings of a run, as train/options.ts checks them. */
export type RunSettings = {
  objective: string;
  common: { [name: string]: number | string };
  method: { [name: string]: number | string | boolean };
};

/** How good a run was at a step. `accuracy`: on what was judged; `loss`: mean since the last report. */
export type RunMetrics = { loss: number; accuracy: number; judgedOn: JudgedOn; samples: number; seconds: number };

/**
 * A point of the run's curves. `parts` of the loss by name; `knn`: accuracy of the 5 nearest, null between check-ups;
 * `metrics` of the method's own, on what was judged, by what they are called: earlier versions kept none.
 */
export type HistoryPoint = {
  step: number;
  loss: number;
  parts: { [name: string]: number };
  accuracy: number;
  /** Mean cross-entropy of the judged samples. */
  judgeLoss: number;
  knn: number | null;
  metrics?: { [label: string]: number };
  learningRate: number;
};

/**
 * `running` in a record that nobody is running: the page or the trainer went away, and the run can be resumed.
 * `stopped`: ended early by the user or the time limit; `failed`: see `message`.
 */
export type RunState = 'running' | 'paused' | 'stopped' | 'done' | 'failed';

/** A training run: all that decides it and how far it has come. Its weights are checkpoints. */
export type RunRecord = {
  id: string;
  name: string;
  createdAt: number;
  updatedAt: number;
  /** Hash of the base weights. */
  encoder: string;
  /** Class ids in the order of the head's outputs, with their names at the time. */
  classes: { id: string; name: string }[];
  settings: RunSettings;
  /** Samples in their order, the classes' indices (−1: none), and which were judged on; empty: cannot be resumed. */
  samples: { ids: string[]; labels: number[]; judge: number[] };
  judgedOn: JudgedOn;
  /** Steps of each stage. */
  stageSteps: number[];
  step: number;
  state: RunState;
  message: string | null;
  /** Spent on it so far. */
  seconds: number;
  metrics: RunMetrics;
  history: HistoryPoint[];
  /** What was told of it, where it is somebody else's; earlier versions had none. */
  card?: ModelCard;
};

/** `last`: where the run can be resumed. `best`: by accuracy on what was judged. `pinned`: kept by the user. */
export type CheckpointKind = 'last' | 'best' | 'pinned';

export type Checkpoint = {
  id: string;
  run: string;
  kind: CheckpointKind;
  createdAt: number;
  step: number;
  metrics: RunMetrics;
  bytes: number;
};

/** The weights of a checkpoint, apart from it so that lists stay light. */
export type CheckpointTensors = {
  id: string;
  /** Safetensors: parameters, optimiser state, method state and rng state. */
  tensors: ArrayBuffer;
  /** Hex sha256 of `tensors`. */
  sha256: string;
};

/** A run as lists show it, with its checkpoints, the newest first. */
export type RunInfo = Omit<RunRecord, 'samples'> & { resumable: boolean; checkpoints: Checkpoint[] };

/**
 * What an encoder makes of some views of a sample: derived, so it may go at any time. `views` names encoder, seed,
 * strength and number of the views, and whether embeddings f32 or activations (half floats, u16) are kept.
 */
export type StoredFeatures = { views: string; id: string; values: Float32Array | Uint16Array };

/** A sample's embedding by one encoder: derived, so it may go at any time. */
export type StoredEmbedding = { encoder: string; id: string; values: Float32Array };

export interface Layout extends DBSchema {
  classes: { key: string; value: ExpressionClass };
  samples: { key: string; value: Sample };
  images: { key: string; value: SampleImage };
  embeddings: { key: [string, string]; value: StoredEmbedding };
  features: { key: [string, string]; value: StoredFeatures };
  runs: { key: string; value: RunRecord };
  checkpoints: { key: string; value: Checkpoint };
  tensors: { key: string; value: CheckpointTensors };
  settings: { key: string; value: unknown };
}

export type UpgradeTransaction = IDBPTransaction<Layout, StoreNames<Layout>[], 'versionchange'>;

export const DATABASE = 'mien';
export const VERSION = 3;

/**
 * Brings a database of any older version to VERSION, step by step, all within one transaction: where anything in it
 * fails, the older version stays whole.
 */
export async function upgrade(
  database: IDBPDatabase<Layout>,
  from: number,
  transaction: UpgradeTransaction,
): Promise<void> {
  if (from < 1) {
    database.createObjectStore('classes', { keyPath: 'id' });
    database.createObjectStore('samples', { keyPath: 'id' });
    database.createObjectStore('checkpoints', { keyPath: 'id' });
    database.createObjectStore('settings');
  }
  if (from < 2) {
    database.createObjectStore('images', { keyPath: 'id' });
    database.createObjectStore('embeddings', { keyPath: ['encoder', 'id'] });
    if (from === 1) await upgradeFrom1(transaction);
  }
  if (from < 3) {
    database.createObjectStore('features', { keyPath: ['views', 'id'] });
    database.createObjectStore('runs', { keyPath: 'id' });
    database.createObjectStore('tensors', { keyPath: 'id' });
    if (from > 0) await upgradeFrom2(transaction);
  }
}
