/** The records that IndexedDB keeps, and its versioned layout. Knows no DOM and no tensors. */

import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import { upgradeFrom1 } from './upgradeFrom1.ts';

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
  /** The take or file that this is a frame of, and milliseconds into it; null for single pictures. */
  clip: string | null;
  time: number | null;
  /** Samples of one person's one instant, seen from several sides or in several tiles, share it. */
  moment: string | null;
  /** Track id within the clip, and the tile of a mashup. */
  track: number;
  tile: number | null;
  /** Degrees, as vision/protocol.ts has them; null where the face was cropped by hand. */
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
  /** f32 [468, 2] in units of the crop's side (0–1 inside it); null where the face was cropped by hand. */
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

/** A training result: everything that a resumed run or a reload needs, with a checksum over the tensors. */
export type Checkpoint = {
  id: string;
  name: string;
  createdAt: number;
  /** Hash of the base weights that it was trained on. */
  encoder: string;
  /** Class ids in the order of the head's outputs, with their names at the time. */
  classes: { id: string; name: string }[];
  step: number;
  metrics: { loss: number; accuracy: number; judgedOn: JudgedOn; samples: number; seconds: number };
  options: { epochs: number; batchSize: number; learningRate: number; views: number; seed: number };
  /** Safetensors: adapter, head, optimiser state and rng state. */
  tensors: ArrayBuffer;
  /** Hex sha256 of `tensors`. */
  sha256: string;
};

/** Everything of a checkpoint that a list shows. */
export type CheckpointInfo = Omit<Checkpoint, 'tensors' | 'sha256'>;

/** A sample's embedding by one encoder: derived, so it may go at any time. */
export type StoredEmbedding = { encoder: string; id: string; values: Float32Array };

export interface Layout extends DBSchema {
  classes: { key: string; value: ExpressionClass };
  samples: { key: string; value: Sample };
  images: { key: string; value: SampleImage };
  embeddings: { key: [string, string]; value: StoredEmbedding };
  checkpoints: { key: string; value: Checkpoint };
  settings: { key: string; value: unknown };
}

export type UpgradeTransaction = IDBPTransaction<Layout, StoreNames<Layout>[], 'versionchange'>;

export const DATABASE = 'mien';
export const VERSION = 2;

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
}
