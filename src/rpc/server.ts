/** The worker's side: runs a table of handlers and turns what they throw into errors that keep their code. */

import { AppError, toAppError } from './appError.ts';
import type { CallMap, Handlers, Reply, Request } from './protocol.ts';

/** What a server needs of `self` (or of a MessagePort in tests). */
export type Scope = {
  postMessage: (message: Reply, transfer: Transferable[]) => void;
  addEventListener: (type: 'message', listener: (event: { data: Request }) => void) => void;
};

const transfers = new WeakMap<object, Transferable[]>();

/** Marks what is to be moved, not copied, when `result` is sent. */
export function withTransfer<T extends object>(result: T, transfer: Transferable[]): T {
  transfers.set(result, transfer);
  return result;
}

/** Answers calls until the worker ends. Calls run concurrently; a handler that must not serialises itself. */
export function serve<Calls extends CallMap>(scope: Scope, handlers: Handlers<Calls>): void {
  const running = new Map<number, AbortController>();

  const answer = async (id: number, name: string, params: unknown) => {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      if (!Object.hasOwn(handlers, name)) throw new AppError('internal', `The worker has no call ${name}.`);
      // The request's name is a plain string on the wire; the client's types guarantee that params fit it.
      const handler = handlers[name] as Handlers<CallMap>[string];
      const result = await handler(params, {
        signal: controller.signal,
        report: (progress: unknown) => scope.postMessage({ id, type: 'progress', progress }, []),
      });
      const transfer = typeof result === 'object' && result !== null ? transfers.get(result) : undefined;
      scope.postMessage({ id, type: 'result', result }, transfer ?? []);
    } catch (thrown) {
      const { code, message, stack } = toAppError(thrown);
      scope.postMessage({ id, type: 'error', error: { code, message, stack } }, []);
    } finally {
      running.delete(id);
    }
  };

  scope.addEventListener('message', ({ data }) => {
    if (data.type === 'abort') running.get(data.id)?.abort();
    else void answer(data.id, data.call, data.params);
  });
}
