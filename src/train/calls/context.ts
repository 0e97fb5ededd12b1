/** What the trainer's calls share: the models in use, and turns between the steps of a run. */

import type { BaseModel } from '../../model/baseModel.ts';
import type { Weights } from '../../model/weights.ts';
import type { AnswerBook } from '../answerBook.ts';
import type { OpenedCheckpoint } from '../contenders.ts';
import type { Decode } from '../decode.ts';
import type { LiveMap } from '../liveMap.ts';
import type { Memory } from '../memory.ts';
import type { LoadedModel } from '../ownModel.ts';
import type { Pace } from '../pace.ts';
import type { TrainingHost } from '../training.ts';

/** There once the trainer is initialised. */
export type Ready = {
  weights: Weights;
  model: BaseModel;
  decode: Decode;
  memory: Memory;
  host: TrainingHost;
  answers: AnswerBook;
  /** Base weights by their hash, earlier releases too. @throws `bad-weights` when they are not part of the app */
  weightsOf: (hash: string) => Promise<Weights>;
  /**
   * A stored checkpoint and its model, on the base weights that it was made with. @throws `bad-input` when it is gone,
   * `bad-weights` when it is damaged or those weights are not part of this copy of the app
   */
  openCheckpoint: (id: string) => Promise<OpenedCheckpoint>;
};

/** A map with the checkpoint (null: the base) whose embeddings it shows. */
export type PlacedMap = LiveMap & { checkpoint: string | null };

export type Context = {
  /** @throws `internal` before `init`, `gpu-lost` once the device is gone */
  ready: () => Ready;
  pace: Pace;
  /** Runs work that uses the backend and names the cause when the device went away under it. */
  onBackend: <T>(work: () => Promise<T>) => Promise<T>;
  /** One piece of longer work: when no step of a run is under way, and with a turn for what waits after it. */
  piece: <T>(work: () => Promise<T>) => Promise<T>;
  /** The user's model that answers beside the base, and the map in use. */
  own: { model: LoadedModel | null; map: PlacedMap | null };
  replaceOwn: (next: LoadedModel | null) => void;
};
