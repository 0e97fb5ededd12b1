/** Waits for a worker that is still loading, or being started again. Starts nothing itself. */

import { AppError } from '../../rpc/appError.ts';
import type { Client } from '../../rpc/client.ts';
import type { TrainerCalls } from '../../train/protocol.ts';
import type { VisionCalls } from '../../vision/protocol.ts';
import { trainerClient, visionClient } from '../session.ts';
import { getState, type State, useStore, type WorkerState } from '../store.ts';

/** The client, as soon as the face models are loaded. @throws `asset` when they cannot be */
export const whenVisionReady = (): Promise<Client<VisionCalls>> => whenReady(visionClient, ({ vision }) => vision);

/** The client, as soon as the expression models are loaded. @throws `asset` when they cannot be */
export const whenTrainerReady = (): Promise<Client<TrainerCalls>> => whenReady(trainerClient, ({ trainer }) => trainer);

function whenReady<C>(client: () => C | null, worker: (state: State) => WorkerState): Promise<C> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = client();
      const state = worker(getState());
      if (found) resolve(found);
      else if (state.kind === 'failed') reject(new AppError('asset', state.message));
      else return false;
      return true;
    };
    if (look()) return;
    const stop = useStore.subscribe(() => {
      if (look()) stop();
    });
  });
}
