/** Tries every backend on its own, in a trainer worker beside the one in use, which goes on. Knows no tensor. */

import type { BackendAttempt, BackendName } from '../../model/backend.ts';
import { toAppError } from '../../rpc/appError.ts';
import { connect } from '../../rpc/client.ts';
import { spawn } from '../../rpc/spawn.ts';
import type { TrainerCalls } from '../../train/protocol.ts';
import { ROOT, trainerUrl } from '../session.ts';

/** The quickest to answer first. */
export const BACKENDS: readonly BackendName[] = ['wasm', 'webgl', 'webgpu'];

/** Whether the backend starts here and reproduces the stored logits, why not, and how long that took. @param signal ends it */
export async function selfTest(backend: BackendName, signal: AbortSignal): Promise<BackendAttempt> {
  const client = connect<TrainerCalls>(spawn(trainerUrl(), 'self-test'));
  signal.addEventListener('abort', () => client.close());
  const begun = performance.now();
  try {
    // The others only where this one fails, and then the answer to the question is there already.
    const avoid = BACKENDS.filter((name) => name !== backend);
    const { attempts } = await client.call('init', { base: ROOT, backend, avoid });
    return attempts.find((attempt) => attempt.backend === backend) ?? failed(backend, 'It was not tried.', begun);
  } catch (thrown) {
    return failed(backend, toAppError(thrown).message, begun);
  } finally {
    client.close();
  }
}

const failed = (backend: BackendName, reason: string, begun: number): BackendAttempt => ({
  backend,
  ok: false,
  reason,
  ms: performance.now() - begun,
});
