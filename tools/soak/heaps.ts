/** The heaps of a page and of its workers after a collection, by the debugger's protocol: a worker cannot tell its own. */

import type { CDPSession, Page } from 'playwright-core';

const MB = 1e6;

type Usage = { usedSize: number; embedderHeapUsedSize?: number; backingStorageSize?: number };

/** Must be opened before the workers start. @returns MB by name, of the page and of each worker that runs */
export async function openHeaps(page: Page): Promise<() => Promise<{ [name: string]: number }>> {
  const session = await page.context().newCDPSession(page);
  const workers = new Map<string, string>();
  const waiting = new Map<number, (result: unknown) => void>();
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') workers.set(sessionId, targetInfo.title);
  });
  session.on('Target.detachedFromTarget', ({ sessionId }) => workers.delete(sessionId));
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message);
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  // Not flat: a flat session belongs to the connection, and Playwright knows no worker's.
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });

  let messages = 0;
  const inWorker = async (sessionId: string, method: string): Promise<unknown> => {
    const id = ++messages;
    const answer = new Promise((resolve) => waiting.set(id, resolve));
    await session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
    return answer;
  };
  return async () => {
    await session.send('HeapProfiler.collectGarbage');
    const heaps: { [name: string]: number } = { page: held(await usageOf(session)) };
    for (const [sessionId, name] of workers) {
      await inWorker(sessionId, 'HeapProfiler.collectGarbage');
      heaps[name] = held((await inWorker(sessionId, 'Runtime.getHeapUsage')) as Usage);
    }
    return heaps;
  };
}

const usageOf = (session: CDPSession): Promise<Usage> => session.send('Runtime.getHeapUsage');

const held = ({ usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 }: Usage): number =>
  (usedSize + embedderHeapUsedSize + backingStorageSize) / MB;
