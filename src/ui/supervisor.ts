/** Keeps one worker alive: starts it, notices its death, starts it again, gives up when that does not help. */

import { type AppError, toAppError } from '../rpc/appError.ts';
import { type Client, connect } from '../rpc/client.ts';
import type { CallMap, Port } from '../rpc/protocol.ts';
import { errorWords } from './parts/errorWords.ts';
import type { WorkerState } from './store.ts';

/** This many deaths within WINDOW_MS and the worker is left alone until the user asks for another try. */
const DEATHS = 3;
const WINDOW_MS = 60_000;

export type Supervised<Calls extends CallMap> = {
  /** The client, once the worker is initialised; null while it is not. */
  client: () => Client<Calls> | null;
  /** Ends the worker, if there is one, and starts it afresh. */
  restart: () => void;
};

export type Plan<Calls extends CallMap, Ready> = {
  spawn: () => Port;
  init: (client: Client<Calls>, progress: (report: { done: number; total: number }) => void) => Promise<Ready>;
  onState: (state: WorkerState) => void;
  /** After every start, the first included: puts the worker back to where the page is. */
  onReady: (result: Ready, client: Client<Calls>) => void;
  onDeath: (error: AppError) => void;
  now: () => number;
};

/** Starts the worker and watches over it. */
export function supervise<Calls extends CallMap, Ready>(plan: Plan<Calls, Ready>): Supervised<Calls> {
  let current: Client<Calls> | null = null;
  let ready = false;
  let deaths: number[] = [];

  const start = async (again: boolean) => {
    ready = false;
    plan.onState({ kind: 'loading', done: 0, total: 0, again });
    let client: Client<Calls> | undefined;
    try {
      const started = connect<Calls>(plan.spawn());
      client = started;
      current = started;
      void started.died.then((error) => current === started && buried(error));
      const result = await plan.init(started, (report) => {
        if (current === started) plan.onState({ kind: 'loading', ...report, again });
      });
      if (current !== started) return;
      ready = true;
      plan.onState({ kind: 'ready' });
      plan.onReady(result, started);
    } catch (thrown) {
      const error = toAppError(thrown);
      // `died` deals with a dead worker; a replaced one is of no interest.
      if (client && (current !== client || error.code === 'worker-died')) return;
      current = null;
      client?.close();
      plan.onState({ kind: 'failed', message: errorWords(error) });
    }
  };

  const buried = (error: AppError) => {
    current = null;
    const wasReady = ready;
    ready = false;
    deaths = [...deaths.filter((time) => plan.now() - time < WINDOW_MS), plan.now()];
    if (wasReady) plan.onDeath(error);
    if (deaths.length < DEATHS) void start(true);
    else {
      const message = `${error.message} Check the connection, then try again or reload the page.`;
      plan.onState({ kind: 'failed', message });
    }
  };

  void start(false);
  return {
    client: () => (ready ? current : null),
    restart: () => {
      const old = current;
      current = null;
      deaths = [];
      old?.close();
      void start(false);
    },
  };
}
