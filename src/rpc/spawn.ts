/** Starts a worker that inherits the page's policy and whose death is always noticed. Knows no calls. */

import type { Port, Reply, Request } from './protocol.ts';

type Hello = { hello: string };

/**
 * A worker loaded from a URL does not inherit a `<meta>` policy, one from a blob does: the blob imports the real file.
 * The worker holds a Web Lock for as long as it lives; when the page gets that lock, the worker is gone, even if it
 * was killed without an error event. A frame whose storage is blocked gets no locks: there only error events tell.
 * @param url absolute URL of the worker's module
 */
export function spawn(url: URL, name: string): Port {
  const lock = `${name} ${crypto.randomUUID()}`;
  // A static import: messages wait until the worker's module has run and is listening.
  const source = `
    import ${JSON.stringify(url.href)};
    navigator.locks.request(${JSON.stringify(lock)}, () => {
      postMessage({ hello: ${JSON.stringify(lock)} });
      return new Promise(() => {});
    }).catch(() => {});`;
  const blob = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(blob, { type: 'module', name });
  let listener: (message: Reply) => void = () => {};
  const died = new Promise<string>((resolve) => {
    const failed = (reason: string) => {
      worker.terminate();
      resolve(reason);
    };
    worker.onerror = (event) => failed(`The ${name} worker failed: ${event.message || 'it could not be loaded'}.`);
    worker.onmessageerror = () => failed(`The ${name} worker sent something unreadable.`);
    worker.onmessage = ({ data }: MessageEvent<Reply | Hello>) => {
      if (!('hello' in data)) return listener(data);
      URL.revokeObjectURL(blob);
      void navigator.locks.request(lock, () => resolve(`The ${name} worker ended unexpectedly.`));
    };
  });
  return {
    post: (message: Request, transfer) => worker.postMessage(message, transfer),
    listen: (next) => {
      listener = next;
    },
    died,
    terminate: () => worker.terminate(),
  };
}
