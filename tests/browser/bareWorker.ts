/** A bare page of the app's origin and policy that speaks the raw messages of src/rpc with one built worker. */

import { readdirSync, readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { openPage, type Watched } from './page.ts';

/** What the bare page offers to `evaluate`. */
export type Line = {
  /** Starts the worker from a blob, as the app does; a running one is left to itself. */
  start: () => void;
  kill: () => void;
  /** Rejects with "code: message" when the worker answers with an error. */
  call: (name: string, params: unknown, transfer?: Transferable[]) => Promise<unknown>;
  /** Aborts the call that was made last. */
  abort: () => void;
  /** Progress of every call so far, in order of arrival. */
  progress: unknown[];
};

declare global {
  var line: Line;
}

/** The page's policy as it was built, so that the worker inherits exactly what users get. */
const POLICY = /<meta[^>]*Content-Security-Policy[^>]*>/.exec(readFileSync('dist/index.html', 'utf8'))?.[0] ?? '';

/** @param layer the folder of src that the worker is of. The worker is not started yet. */
export async function openBareWorker(browser: Browser, root: string, layer: 'train' | 'vision'): Promise<Watched> {
  const file = readdirSync('dist/assets').find((name) => name.startsWith(`worker-${layer}-`));
  if (!file) throw new Error(`The build holds no ${layer} worker.`);
  const blank = new URL('blank.html', root).href;
  const watched = await openPage(browser, 'about:blank');
  await watched.context.route(blank, (route) =>
    route.fulfill({ contentType: 'text/html', body: `<!doctype html><html><head>${POLICY}</head></html>` }),
  );
  await watched.page.goto(blank);
  await watched.page.evaluate(layLine, new URL(`assets/${file}`, root).href);
  return watched;
}

/** Runs in the page. */
function layLine(url: string): void {
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let worker: Worker | undefined;
  let next = 1;
  globalThis.line = {
    progress: [],
    start: () => {
      const source = `import ${JSON.stringify(url)};`;
      worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })), { type: 'module' });
      worker.onerror = (event) => console.error(event.message);
      worker.onmessage = ({ data }) => {
        if (data.type === 'progress') line.progress.push(data.progress);
        else if (data.type === 'result') waiting.get(data.id)?.resolve(data.result);
        else waiting.get(data.id)?.reject(new Error(`${data.error.code}: ${data.error.message}`));
      };
    },
    kill: () => worker?.terminate(),
    abort: () => worker?.postMessage({ id: next - 1, type: 'abort' }),
    call: (call, params, transfer = []) =>
      new Promise((resolve, reject) => {
        const id = next++;
        waiting.set(id, { resolve, reject });
        worker?.postMessage({ id, type: 'call', call, params }, transfer);
      }),
  };
}
