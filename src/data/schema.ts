/** The records that IndexedDB keeps, and its versioned layout. Knows no DOM and no tensors. */

import type { DBSchema, IDBPDatabase } from 'idb';

/** A class of the user's. Samples refer to it by id, so renaming or recolouring never touches them. */
export type ExpressionClass = { id: string; name: string; colour: string; order: number };

/** One face, stored independently of any encoder: the model's crop is derived from `image` (math/faceCrop.ts). */
export type Sample = {
  id: string;
  classId: string;
  /** 160 px colour crop with margin, JPEG. */
  image: Blob;
  /** Who is shown and in which sitting it was recorded; splits are made by these, never by image. */
  person: string;
  session: string;
  source: 'camera' | 'picture' | 'clip' | 'video';
  /** Milliseconds since the epoch when it was recorded. */
  recordedAt: number;
  /** Milliseconds into the video or clip; null for pictures. */
  clipTime: number | null;
  /** Track id within the session. */
  track: number;
  /** Degrees, as vision/protocol.ts has them. */
  yaw: number;
  pitch: number;
};

/**
 * `session`: on a sitting that nothing was learned from. `time`: on the last part of each class's recording, which is
 * optimistic, because frames of one recording resemble each other. `training`: on what was learned, for want of more.
 */
export type JudgedOn = 'session' | 'time' | 'training';

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

export interface Layout extends DBSchema {
  classes: { key: string; value: ExpressionClass };
  samples: { key: string; value: Sample; indexes: { byClass: string } };
  checkpoints: { key: string; value: Checkpoint };
  settings: { key: string; value: unknown };
}

export const DATABASE = 'mien';
export const VERSION = 1;

/** Brings a database of any older version to VERSION, step by step. */
export function upgrade(database: IDBPDatabase<Layout>, from: number): void {
  if (from < 1) {
    database.createObjectStore('classes', { keyPath: 'id' });
    database.createObjectStore('samples', { keyPath: 'id' }).createIndex('byClass', 'classId');
    database.createObjectStore('checkpoints', { keyPath: 'id' });
    database.createObjectStore('settings');
  }
}
