/** Drives the built trainer worker from a bare page of the same origin and policy, over the raw messages of src/rpc. */

import type { Browser, Worker as WorkerHandle } from 'playwright-core';
import type { Params, Progress, Result } from '../../src/rpc/protocol.ts';
import { type CommonOptions, defaultValues, RUN_OPTIONS } from '../../src/train/options.ts';
import type { RunOptions, TrainerCalls } from '../../src/train/protocol.ts';
import { openBareWorker } from './bareWorker.ts';
import type { Watched } from './page.ts';

type Name = keyof TrainerCalls & string;

/** A supervised run with some settings of its own. */
export const quickOptions = (common: Partial<CommonOptions>): RunOptions => ({
  objective: 'supervised',
  common: { ...(defaultValues(RUN_OPTIONS) as CommonOptions), ...common },
  method: { balanced: true, smoothing: 0 },
});

export type Trainer = Watched & {
  /** A typed call; rejects with "code: message" when the worker answers with an error. */
  call: <K extends Name>(name: K, params: Params<TrainerCalls, K>) => Promise<Result<TrainerCalls, K>>;
  /** Starts a call and does not wait: its result comes from `settled`. */
  begin: <K extends Name>(name: K, params: Params<TrainerCalls, K>) => Promise<void>;
  settled: () => Promise<string>;
  /** Progress of every call so far, in order of arrival. */
  progress: () => Promise<Progress<TrainerCalls, 'train'>[]>;
  /** The value of an expression inside the worker. */
  inside: (expression: string) => Promise<unknown>;
  restart: () => Promise<void>;
  kill: () => Promise<void>;
};

export async function openTrainer(browser: Browser, root: string): Promise<Trainer> {
  const watched = await openBareWorker(browser, root, 'train');
  const { page } = watched;
  let inner: WorkerHandle;
  const restart = async () => {
    const started = page.waitForEvent('worker');
    await page.evaluate(() => line.start());
    inner = await started;
  };
  await restart();

  return {
    ...watched,
    restart,
    inside: (expression) => inner.evaluate(expression),
    kill: () => page.evaluate(() => line.kill()),
    call: (name, params) =>
      // Results cross as JSON-like values; typed arrays survive playwright's own serialiser in both directions.
      page.evaluate(([call, given]) => line.call(call, given), [name, params] as const) as Promise<
        Result<TrainerCalls, typeof name>
      >,
    begin: (name, params) =>
      page.evaluate(
        ([call, given]) => {
          const run = line.call(call, given);
          Object.assign(globalThis, { begun: run.then(JSON.stringify, (error: Error) => error.message) });
        },
        [name, params] as const,
      ),
    settled: () => page.evaluate(() => (globalThis as unknown as { begun: Promise<string> }).begun),
    progress: () => page.evaluate(() => line.progress) as Promise<Progress<TrainerCalls, 'train'>[]>,
  };
}
