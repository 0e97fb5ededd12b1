/** The trainer's calls, put together from model, data and training. Knows no page. */

import { memory as tensorMemory } from '@tensorflow/tfjs-core';
import { loadCollection } from '../data/collection.ts';
import { type BackendName, chooseBackend, deviceLost } from '../model/backend.ts';
import { type BaseModel, startBaseModel } from '../model/baseModel.ts';
import { embeddingWidth } from '../model/encoder.ts';
import { MOST_FACES, predict, warmUp } from '../model/predict.ts';
import { fetchFrom, loadWeights } from '../model/weights.ts';
import { AppError, toAppError } from '../rpc/appError.ts';
import type { Handlers } from '../rpc/protocol.ts';
import { createDecoder } from './decode.ts';
import { createEmbedder, type Embedder } from './embeddings.ts';
import { createStoredEmbedder } from './embedStored.ts';
import { fineTune } from './fineTune.ts';
import { createMemory, type Memory } from './memory.ts';
import { type LoadedModel, loadOwnModel } from './ownModel.ts';
import { createPace } from './pace.ts';
import type { TrainerCalls } from './protocol.ts';
import { judgeSamples } from './quality.ts';
import { createSimilarities } from './similarities.ts';

/** What a lost GPU device shows up as, besides the promise that tells of it. */
const LOSS = /mapAsync|external Instance reference no longer exists|createBuffer failed|device is lost/i;

/** @param now milliseconds since the epoch, for the dates of checkpoints */
export function createTrainer(now: () => number): Handlers<TrainerCalls> {
  const pace = createPace();
  let base: { model: BaseModel; embedder: Embedder; memory: Memory } | undefined;
  let own: LoadedModel | undefined;
  let run: { stopped: boolean } | undefined;
  /** Set once the GPU is gone: only a fresh worker helps then. */
  let lost: AppError | undefined;

  const ready = () => {
    if (lost) throw lost;
    if (!base) throw new AppError('internal', 'The trainer was called before it was initialised.');
    return base;
  };

  const watchDevice = async (backend: BackendName) => {
    lost = gpuLost(await deviceLost(backend));
  };

  /** Runs work that uses the backend and names the cause when the device went away under it. */
  const onBackend = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      const result = await work();
      // What a lost device answers is not to be trusted.
      if (lost) throw lost;
      return result;
    } catch (thrown) {
      const error = toAppError(thrown);
      if (LOSS.test(error.message)) lost ??= gpuLost(error.message);
      throw lost ?? error;
    }
  };

  /** One step of longer work: when no step of a run is under way, and with a turn for what waits after it. */
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    const result = await pace.between(() => onBackend(work));
    await pace.breathe();
    return result;
  };

  const replaceOwn = (next: LoadedModel | undefined) => {
    own?.dispose();
    own = next;
  };

  return {
    init: async ({ base: root, backend: choice, avoid }, { report }) => {
      if (base) throw new AppError('internal', 'The trainer is initialised already. Start a new worker instead.');
      const weights = await loadWeights(fetchFrom(root), (done, total) => report({ done, total }));
      const { backend, model, attempts } = await chooseBackend({
        choice,
        avoid,
        wasmFolder: new URL('tfjs/', root).href,
        start: () => startBaseModel(weights),
      });
      void watchDevice(backend);
      await warmUp(model);
      const decode = createDecoder();
      const memory = createMemory({
        encoder: weights.base.hash,
        width: embeddingWidth(weights.base.topology),
        embed: createStoredEmbedder(model, decode, step),
        batch: MOST_FACES,
      });
      base = { model, embedder: createEmbedder(model, decode), memory };
      return { backend, attempts, base: weights.base };
    },

    predict: ({ crops, count }) =>
      pace.between(() =>
        onBackend(async () => {
          const started = performance.now();
          const { model, memory } = ready();
          const { base: scores, further, embeddings } = await predict(model, own ?? null, crops, count);
          return {
            base: scores,
            own: further,
            nearest: memory.nearest(embeddings),
            ms: performance.now() - started,
          };
        }),
      ),

    train: ({ options, name }, { signal, report }) =>
      onBackend(async () => {
        const { model, embedder } = ready();
        if (run) throw new AppError('bad-input', 'A run is in progress. Stop it before starting another.');
        const current = { stopped: false };
        run = current;
        try {
          const { breathe } = pace;
          const stopped = () => current.stopped;
          const result = await pace.during(() =>
            fineTune({ model, embedder, options, name, report, stopped, signal, breathe, now }),
          );
          replaceOwn(await loadOwnModel(result.checkpoint, model));
          return result;
        } finally {
          run = undefined;
        }
      }),

    stop: () => {
      if (run) run.stopped = true;
      return {};
    },

    restore: ({ checkpoint }) =>
      pace.between(async () => {
        const { model } = ready();
        const next = checkpoint === null ? undefined : await loadOwnModel(checkpoint, model);
        replaceOwn(next);
        return next?.own ?? null;
      }),

    remember: async ({ samples }, { report }) => {
      const { memory } = ready();
      await memory.remember(samples, (done, total) => report({ done, total }));
      return { size: memory.size() };
    },

    quality: async (_, { report }) => {
      const { model, memory } = ready();
      const { samples } = await loadCollection();
      const records = new Map(samples.map((sample) => [sample.id, sample]));
      const remembered = memory.recall([...records.keys()]);
      if (remembered.ids.length === 0) return { duplicates: [], outliers: [], mislabelled: [] };
      const similarities = createSimilarities(remembered.vectors, embeddingWidth(model.description.topology));
      try {
        return await judgeSamples(
          remembered,
          remembered.ids.flatMap((id) => records.get(id) ?? []),
          { step: similarities.step, rows: (first) => step(() => similarities.rows(first)) },
          (done, total) => report({ done, total }),
        );
      } finally {
        similarities.dispose();
      }
    },

    memory: () => {
      const { numTensors, numBytes } = tensorMemory();
      return { tensors: numTensors, bytes: numBytes };
    },
  };
}

function gpuLost(reason: string): AppError {
  return new AppError('gpu-lost', `The graphics device was reset (${reason}). Start the trainer again.`);
}
