/** The trainer's calls, put together from model, data and training. Knows no page. */

import { memory } from '@tensorflow/tfjs-core';
import { type BackendName, chooseBackend, deviceLost } from '../model/backend.ts';
import { type BaseModel, startBaseModel } from '../model/baseModel.ts';
import { predict, warmUp } from '../model/predict.ts';
import { fetchFrom, loadWeights } from '../model/weights.ts';
import { AppError, toAppError } from '../rpc/appError.ts';
import type { Handlers } from '../rpc/protocol.ts';
import { createPace } from './pace.ts';
import type { Capabilities, TrainerCalls } from './protocol.ts';

export function createTrainer(): Handlers<TrainerCalls> {
  const pace = createPace();
  let model: BaseModel | undefined;
  /** Set once the GPU is gone; a fresh worker is then the only remedy. */
  let lost: AppError | undefined;

  const ready = (): BaseModel => {
    if (lost) throw lost;
    if (!model) throw new AppError('internal', 'The trainer was called before it was initialised.');
    return model;
  };

  const watch = async (backend: BackendName) => {
    const reason = await deviceLost(backend);
    lost = gpuLost(reason);
  };

  return {
    init: async ({ base, backend: choice, avoid }, { report }): Promise<Capabilities> => {
      const weights = await loadWeights(fetchFrom(base), (done, total) => report({ done, total }));
      const chosen = await chooseBackend({
        choice,
        avoid,
        wasmFolder: new URL('tfjs/', base).href,
        start: () => startBaseModel(weights),
      });
      model = chosen.model;
      void watch(chosen.backend);
      await warmUp(model);
      return { backend: chosen.backend, attempts: chosen.attempts, base: weights.base };
    },

    predict: ({ crops, count }) =>
      pace.between(async () => {
        const started = performance.now();
        const { base, further } = await predict(ready(), null, crops, count).catch(rethrow);
        return { base, own: further, ms: performance.now() - started };
      }),

    train: () => {
      throw new AppError('internal', 'Training is not here yet.');
    },
    stop: () => ({}),
    restore: () => null,

    memory: () => {
      const { numTensors, numBytes } = memory();
      return { tensors: numTensors, bytes: numBytes };
    },
  };

  /** A lost device shows first in a failed read-back. */
  function rethrow(thrown: unknown): never {
    const error = toAppError(thrown);
    if (LOSS.test(error.message)) lost ??= gpuLost(error.message);
    throw lost ?? error;
  }
}

const LOSS = /mapAsync|external Instance reference no longer exists|createBuffer failed|device is lost/i;

function gpuLost(reason: string): AppError {
  return new AppError('gpu-lost', `The graphics device was reset (${reason}). The model is being loaded again.`);
}
