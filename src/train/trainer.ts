/** The trainer's calls, put together from model, data and training. Knows no page. */

import { memory as tensorMemory } from '@tensorflow/tfjs-core';
import { loadCollection } from '../data/collection.ts';
import { loadCheckpoint, saveRun } from '../data/runs.ts';
import { type BackendName, chooseBackend, deviceLost } from '../model/backend.ts';
import { startBaseModel } from '../model/baseModel.ts';
import { embeddingWidth } from '../model/encoder.ts';
import { MOST_FACES, predict, warmUp } from '../model/predict.ts';
import { WASM_FOLDER } from '../model/wasmFolder.ts';
import { fetchFrom, loadWeights } from '../model/weights.ts';
import { AppError, toAppError } from '../rpc/appError.ts';
import type { Handlers } from '../rpc/protocol.ts';
import { createAnswerBook } from './answerBook.ts';
import type { Context, Ready } from './calls/context.ts';
import { embeddingsCalls } from './calls/embeddings.ts';
import { judgeCalls } from './calls/judge.ts';
import { lookCalls } from './calls/look.ts';
import { shareCalls } from './calls/share.ts';
import { trainCalls } from './calls/train.ts';
import { createDecoder } from './decode.ts';
import { answerCrops } from './embedCrops.ts';
import { createMemory } from './memory.ts';
import { RUN_OPTIONS } from './options.ts';
import { openOwnModel } from './ownModel.ts';
import { createPace } from './pace.ts';
import type { TrainerCalls } from './protocol.ts';
import { judgeSamples } from './quality.ts';
import { methods } from './registry.ts';
import { createReleases } from './releases.ts';
import { createSimilarities } from './similarities.ts';
import { readableCrops, storedFeatures } from './storedCrops.ts';

/** What a lost GPU device shows up as, besides the promise that tells of it. */
const LOSS = /mapAsync|external Instance reference no longer exists|createBuffer failed|device is lost/i;

/** @param now milliseconds since the epoch, for the dates of runs */
export function createTrainer(now: () => number): Handlers<TrainerCalls> {
  const pace = createPace();
  let started: Ready | undefined;
  const own: Context['own'] = { model: null, map: null };
  /** Set once the GPU is gone: only a fresh worker helps then. */
  let lost: AppError | undefined;

  const ready = () => {
    if (lost) throw lost;
    if (!started) throw new AppError('internal', 'The trainer was called before it was initialised.');
    return started;
  };

  const watchDevice = async (backend: BackendName) => {
    lost = gpuLost(await deviceLost(backend));
  };

  const onBackend: Context['onBackend'] = async (work) => {
    try {
      const result = await work();
      // What a lost device answers is not to be trusted.
      if (lost) throw lost;
      return result;
    } catch (thrown) {
      // Of the error as it came: a lost device aborts what is read from it, which would pass for the user's own stop.
      if (thrown instanceof Error && LOSS.test(thrown.message)) lost ??= gpuLost(thrown.message);
      // The device tells of its loss in its own time.
      await new Promise((resolve) => setTimeout(resolve));
      throw lost ?? toAppError(thrown);
    }
  };

  const piece: Context['piece'] = async (work) => {
    const result = await pace.between(() => onBackend(work));
    await pace.breathe();
    return result;
  };

  const replaceOwn: Context['replaceOwn'] = (next) => {
    own.model?.dispose();
    own.model = next;
  };

  const context: Context = { ready, pace, onBackend, piece, own, replaceOwn };

  return {
    init: async ({ base: root, backend: choice, avoid }, { report }) => {
      if (started) throw new AppError('internal', 'The trainer is initialised already. Start a new worker instead.');
      const read = fetchFrom(root);
      const weights = await loadWeights(read, (done, total) => report({ done, total }));
      const weightsOf = createReleases(read, weights);
      const { backend, model, attempts } = await chooseBackend({
        choice,
        avoid,
        wasmFolder: new URL(WASM_FOLDER, root).href,
        start: () => startBaseModel(weights),
      });
      void watchDevice(backend);
      await warmUp(model);
      const decode = createDecoder();
      const { inputSize } = weights.base.topology;
      const embed = async (ids: readonly string[]) => {
        const crops = await readableCrops(decode, inputSize, ids);
        const { embeddings, width } = await piece(() => answerCrops(model, [...crops.values()]));
        return new Map([...crops.keys()].map((id, i) => [id, embeddings.slice(i * width, (i + 1) * width)]));
      };
      const width = embeddingWidth(weights.base.topology);
      started = {
        weights,
        model,
        decode,
        memory: createMemory({ encoder: weights.base.hash, width, embed, batch: MOST_FACES }),
        answers: createAnswerBook(model, decode, piece),
        weightsOf,
        openCheckpoint: async (id) => {
          const stored = await loadCheckpoint(id);
          const model = openOwnModel(id, stored, await weightsOf(stored.run.encoder), weights);
          return { ...stored, model };
        },
        host: {
          weights,
          store: storedFeatures(decode, inputSize),
          collection: loadCollection,
          save: saveRun,
          now,
          newId: () => crypto.randomUUID(),
        },
      };
      return { backend, attempts, base: weights.base, methods: methods(), common: RUN_OPTIONS };
    },

    predict: ({ crops, count }) =>
      pace.between(() =>
        onBackend(async () => {
          const begun = performance.now();
          const { model, memory } = ready();
          const seen = await predict(model, own.model, crops, count);
          // A face is on the map only where a model of the moment made it.
          const mapped =
            own.map?.checkpoint === null
              ? seen.embeddings
              : own.map?.checkpoint === own.model?.own.checkpoint
                ? seen.furtherEmbeddings
                : null;
          return {
            base: seen.base,
            own: seen.further,
            affect: seen.affect,
            nearest: memory.nearest(seen.embeddings),
            onMap: mapped ? (own.map?.place(mapped) ?? null) : null,
            ms: performance.now() - begun,
          };
        }),
      ),

    ...trainCalls(context),
    ...judgeCalls(context),
    ...lookCalls(context),
    ...shareCalls(context),
    ...embeddingsCalls(context),

    restore: ({ checkpoint }) =>
      pace.between(async () => {
        const next = checkpoint === null ? null : (await ready().openCheckpoint(checkpoint)).model;
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
          { step: similarities.step, rows: (first) => piece(() => similarities.rows(first)) },
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
