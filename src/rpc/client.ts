/** The page's side of a worker: typed calls with progress and cancellation. A dead worker rejects every pending call. */

import { AppError } from './appError.ts';
import type { CallMap, Name, Params, Port, Progress, Reply, Result } from './protocol.ts';

export type CallOptions<P> = {
  signal?: AbortSignal;
  transfer?: Transferable[];
  onProgress?: (progress: P) => void;
};

export type Client<Calls extends CallMap> = {
  /** @throws AppError with the handler's code; `aborted` after the signal; `worker-died` when the worker is gone. */
  call: <K extends Name<Calls>>(
    name: K,
    params: Params<Calls, K>,
    options?: CallOptions<Progress<Calls, K>>,
  ) => Promise<Result<Calls, K>>;
  /** Resolves with the reason once the worker is gone; a dead client stays dead. */
  died: Promise<AppError>;
  /** Hard stop: ends the worker and rejects what is pending. */
  close: () => void;
};

type Pending = {
  resolve: (result: unknown) => void;
  reject: (error: AppError) => void;
  onProgress: ((progress: unknown) => void) | undefined;
};

export function connect<Calls extends CallMap>(port: Port): Client<Calls> {
  const pending = new Map<number, Pending>();
  let nextId = 1;
  let death: AppError | undefined;

  const settle = (id: number): Pending | undefined => {
    const entry = pending.get(id);
    pending.delete(id);
    return entry;
  };
  const die = (reason: string): AppError => {
    death ??= new AppError('worker-died', reason);
    for (const id of [...pending.keys()]) settle(id)?.reject(death);
    return death;
  };
  const died = port.died.then(die);

  port.listen((reply: Reply) => {
    if (reply.type === 'progress') pending.get(reply.id)?.onProgress?.(reply.progress);
    else if (reply.type === 'result') settle(reply.id)?.resolve(reply.result);
    else {
      const error = new AppError(reply.error.code, reply.error.message);
      if (reply.error.stack) error.stack = reply.error.stack;
      settle(reply.id)?.reject(error);
    }
  });

  const call: Client<Calls>['call'] = (name, params, options = {}) => {
    const { signal, transfer = [], onProgress } = options;
    if (death) return Promise.reject(death);
    if (signal?.aborted) return Promise.reject(new AppError('aborted', 'Stopped on request.'));
    const id = nextId++;
    const abort = () => port.post({ id, type: 'abort' }, []);
    signal?.addEventListener('abort', abort, { once: true });
    const reply = new Promise<unknown>((resolve, reject) => {
      // The map of calls ties `progress` to `name`; the wire cannot, hence the cast here and on the result below.
      pending.set(id, { resolve, reject, onProgress: onProgress as Pending['onProgress'] });
      try {
        port.post({ id, type: 'call', call: name, params }, transfer);
      } catch (error) {
        settle(id);
        reject(new AppError('internal', `The call ${name} could not be sent: ${error}`, { cause: error }));
      }
    }).finally(() => signal?.removeEventListener('abort', abort));
    return reply as Promise<Result<Calls, typeof name>>;
  };

  return {
    call,
    died,
    close: () => {
      port.terminate();
      die('The worker was closed.');
    },
  };
}
