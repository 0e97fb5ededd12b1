/** The messages between the page and a worker, derived from one map of calls. Knows no particular worker. */

import type { ErrorCode } from './appError.ts';

/** What a worker offers: each call's parameters, its result, and the reports it sends on the way. */
export type CallMap = { [call: string]: { params: unknown; result: unknown; progress?: unknown } };

export type Name<Calls> = keyof Calls & string;
export type Params<Calls extends CallMap, K extends Name<Calls>> = Calls[K]['params'];
export type Result<Calls extends CallMap, K extends Name<Calls>> = Calls[K]['result'];
export type Progress<Calls extends CallMap, K extends Name<Calls>> = Calls[K] extends { progress: infer P } ? P : never;

/** An error as it crosses the wire: structured clone would drop the code. */
export type WireError = { code: ErrorCode; message: string; stack?: string | undefined };

export type Request = { id: number; type: 'call'; call: string; params: unknown } | { id: number; type: 'abort' };

export type Reply =
  | { id: number; type: 'result'; result: unknown }
  | { id: number; type: 'error'; error: WireError }
  | { id: number; type: 'progress'; progress: unknown };

/** What a handler gets beside its parameters. */
export type Context<P> = { signal: AbortSignal; report: (progress: P) => void };

/** A handler for every call: a missing one is a type error. */
export type Handlers<Calls extends CallMap> = {
  [K in Name<Calls>]: (
    params: Params<Calls, K>,
    context: Context<Progress<Calls, K>>,
  ) => Result<Calls, K> | Promise<Result<Calls, K>>;
};

/** The page's end of the line. `died` resolves with the reason when the other end is gone, however it went. */
export type Port = {
  post: (message: Request, transfer: Transferable[]) => void;
  listen: (listener: (message: Reply) => void) => void;
  died: Promise<string>;
  terminate: () => void;
};
