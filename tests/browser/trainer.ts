/** Drives the built trainer worker from a bare page of the same origin and policy, over the raw messages of src/rpc. */

import { readdirSync, readFileSync } from 'node:fs';
import type { Browser, Worker as WorkerHandle } from 'playwright-core';
import type { Params, Progress, Result } from '../../src/rpc/protocol.ts';
import type { TrainerCalls } from '../../src/train/protocol.ts';
import { openPage, type Watched } from './page.ts';

type Name = keyof TrainerCalls & string;

/** What the page's side of the bare page offers to `evaluate`. */
type Bench = {
  start: (url: string) => void;
  kill: () => void;
  call: (name: string, params: unknown) => Promise<unknown>;
  progress: unknown[];
};

declare global {
  var bench: Bench;
}

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

/** The page's policy as it was built, so that the worker inherits exactly what users get. */
const POLICY = /<meta[^>]*Content-Security-Policy[^>]*>/.exec(readFileSync('dist/index.html', 'utf8'))?.[0] ?? '';

/** The built worker is found by a sentence that only the trainer says. */
function workerFile(): string {
  const file = readdirSync('dist/assets').find(
    (name) => name.endsWith('.js') && readFileSync(`dist/assets/${name}`, 'utf8').includes('The trainer was called'),
  );
  if (!file) throw new Error('The build holds no trainer worker.');
  return `assets/${file}`;
}

export async function openTrainer(browser: Browser, root: string): Promise<Trainer> {
  const blank = new URL('blank.html', root).href;
  const watched = await openPage(browser, 'about:blank');
  const { page, context } = watched;
  await context.route(blank, (route) =>
    route.fulfill({ contentType: 'text/html', body: `<!doctype html><html><head>${POLICY}</head></html>` }),
  );
  await page.goto(blank);
  await page.evaluate(() => {
    const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
    let worker: Worker | undefined;
    let next = 1;
    globalThis.bench = {
      progress: [],
      start: (url) => {
        const source = `import ${JSON.stringify(url)};`;
        worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })), { type: 'module' });
        worker.onerror = (event) => console.error(event.message);
        worker.onmessage = ({ data }) => {
          if (data.type === 'progress') bench.progress.push(data.progress);
          else if (data.type === 'result') waiting.get(data.id)?.resolve(data.result);
          else waiting.get(data.id)?.reject(new Error(`${data.error.code}: ${data.error.message}`));
        };
      },
      kill: () => worker?.terminate(),
      call: (call, params) =>
        new Promise((resolve, reject) => {
          const id = next++;
          waiting.set(id, { resolve, reject });
          worker?.postMessage({ id, type: 'call', call, params });
        }),
    };
  });
  const url = new URL(workerFile(), root).href;
  let inner: WorkerHandle;
  const restart = async () => {
    const started = page.waitForEvent('worker');
    await page.evaluate((address) => bench.start(address), url);
    inner = await started;
  };
  await restart();

  return {
    ...watched,
    restart,
    inside: (expression) => inner.evaluate(expression),
    kill: () => page.evaluate(() => bench.kill()),
    call: (name, params) =>
      // Results cross as JSON-like values; typed arrays survive playwright's own serialiser in both directions.
      page.evaluate(([call, given]) => bench.call(call, given), [name, params] as const) as Promise<
        Result<TrainerCalls, typeof name>
      >,
    begin: (name, params) =>
      page.evaluate(
        ([call, given]) => {
          const run = bench.call(call, given);
          Object.assign(globalThis, { begun: run.then(JSON.stringify, (error: Error) => error.message) });
        },
        [name, params] as const,
      ),
    settled: () => page.evaluate(() => (globalThis as unknown as { begun: Promise<string> }).begun),
    progress: () => page.evaluate(() => bench.progress) as Promise<Progress<TrainerCalls, 'train'>[]>,
  };
}
