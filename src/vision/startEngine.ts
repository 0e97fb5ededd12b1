/** Starts the engine of a vision worker, and lets the worker's calls take turns with it. Loads nothing before `init`. */

import { AppError } from '../rpc/appError.ts';
import type { Handlers } from '../rpc/protocol.ts';
import { downloadAssets } from './assets.ts';
import { createCropper } from './cropper.ts';
import type { Engine, Shared } from './engine.ts';
import { createFaceFinder } from './faceFinder.ts';
import { createFaceModels } from './mediapipe.ts';
import type { VisionCalls } from './protocol.ts';

/** The call that starts the engine, and what the other calls get of it. */
export function createEngine(): { init: Handlers<VisionCalls>['init']; shared: Shared } {
  let engine: Engine | undefined;
  /** The end of the line: MediaPipe takes one picture at a time, and a video's frames in order. */
  let last: Promise<unknown> = Promise.resolve();

  /** Runs `task` after those before it, whether they failed or not. */
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const result = last.then(task);
    last = result.catch(() => {});
    return result;
  };

  return {
    init: ({ base, inputSize }, { report }) =>
      inTurn(async () => {
        const models = await createFaceModels(base, await downloadAssets(base, report));
        engine = { finder: createFaceFinder(models), cropper: createCropper(inputSize) };
        return {};
      }),
    shared: {
      engine: () => {
        if (!engine) throw new AppError('internal', 'The vision worker was asked for faces before `init`.');
        return engine;
      },
      inTurn,
    },
  };
}
