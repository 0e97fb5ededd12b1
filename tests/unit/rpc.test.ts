import { afterEach, describe, expect, expectTypeOf, it } from 'vitest';
import { AppError } from '../../src/rpc/appError.ts';
import { type Client, connect } from '../../src/rpc/client.ts';
import type { Handlers, Port, Reply } from '../../src/rpc/protocol.ts';
import { type Scope, serve, withTransfer } from '../../src/rpc/server.ts';

type Calls = {
  add: { params: { a: number; b: number }; result: number };
  refuse: { params: { code: 'bad-input' | 'storage' }; result: never };
  crash: { params: Record<string, never>; result: never };
  count: { params: { to: number }; result: string; progress: number };
  wait: { params: Record<string, never>; result: never };
  buffer: { params: { size: number }; result: { bytes: Uint8Array<ArrayBuffer> } };
};

const sent: Uint8Array[] = [];

const handlers: Handlers<Calls> = {
  add: ({ a, b }) => a + b,
  refuse: ({ code }) => {
    throw new AppError(code, 'No. Try something else.');
  },
  crash: () => {
    throw new TypeError('x is not a function');
  },
  count: async ({ to }, { report }) => {
    for (let i = 1; i <= to; i++) report(i);
    return 'done';
  },
  wait: (_params, { signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new AppError('aborted', 'Stopped on request.')));
    }),
  buffer: ({ size }) => {
    const bytes = new Uint8Array(size).fill(7);
    sent.push(bytes);
    return withTransfer({ bytes }, [bytes.buffer]);
  },
};

/** A real channel with the real server at its far end; `kill` is what a dying worker does to its Web Lock. */
function channel(): { client: Client<Calls>; kill: (reason: string) => void; close: () => void } {
  const { port1, port2 } = new MessageChannel();
  let kill: (reason: string) => void = () => {};
  const died = new Promise<string>((resolve) => {
    kill = resolve;
  });
  const port: Port = {
    post: (message, transfer) => port1.postMessage(message, transfer),
    listen: (listener) => {
      port1.onmessage = ({ data }: MessageEvent<Reply>) => listener(data);
    },
    died,
    terminate: () => port1.close(),
  };
  serve<Calls>(port2 as unknown as Scope, handlers); // Node's MessagePort fits Scope but for its event type
  port2.start();
  return { client: connect<Calls>(port), kill, close: () => port1.close() };
}

let open: { close: () => void } | undefined;
const fresh = () => {
  const line = channel();
  open = line;
  return line;
};
afterEach(() => open?.close());

describe('worker protocol', () => {
  it('answers calls, also when many are under way', async () => {
    const { client } = fresh();
    const sums = await Promise.all(Array.from({ length: 50 }, (_, i) => client.call('add', { a: i, b: 1 })));
    expect(sums).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  });

  it('keeps the code and the message of an error', async () => {
    const { client } = fresh();
    await expect(client.call('refuse', { code: 'storage' })).rejects.toMatchObject({
      name: 'AppError',
      code: 'storage',
      message: 'No. Try something else.',
    });
  });

  it('calls an unforeseen error internal and keeps where it happened', async () => {
    const { client } = fresh();
    const error = await client.call('crash', {}).catch((thrown: AppError) => thrown);
    expect(error).toMatchObject({ code: 'internal', message: 'x is not a function' });
    expect((error as AppError).stack).toContain('rpc.test.ts');
  });

  it('refuses a call that the worker does not have', async () => {
    const { client } = fresh();
    const loose = client as unknown as Client<{ toString: { params: object; result: unknown } }>;
    await expect(loose.call('toString', {})).rejects.toMatchObject({ code: 'internal' });
  });

  it('reports progress in order, before the result', async () => {
    const { client } = fresh();
    const seen: number[] = [];
    await expect(client.call('count', { to: 4 }, { onProgress: (n) => seen.push(n) })).resolves.toBe('done');
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  it('stops a call through its signal', async () => {
    const { client } = fresh();
    const controller = new AbortController();
    const waiting = client.call('wait', {}, { signal: controller.signal });
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
    await expect(client.call('add', { a: 1, b: 1 }, { signal: controller.signal })).rejects.toMatchObject({
      code: 'aborted',
    });
  });

  it('moves what is marked for transfer', async () => {
    const { client } = fresh();
    const { bytes } = await client.call('buffer', { size: 1000 });
    expect(bytes[999]).toBe(7);
    expect(sent.at(-1)?.byteLength).toBe(0);
  });

  it('rejects every pending call when the worker dies, and all later ones', async () => {
    const { client, kill } = fresh();
    const pending = [client.call('wait', {}), client.call('wait', {})];
    kill('The worker ended unexpectedly.');
    for (const call of pending) await expect(call).rejects.toMatchObject({ code: 'worker-died' });
    await expect(client.call('add', { a: 1, b: 2 })).rejects.toMatchObject({ code: 'worker-died' });
    await expect(client.died).resolves.toMatchObject({
      code: 'worker-died',
      message: 'The worker ended unexpectedly.',
    });
  });

  it('rejects what is pending on a hard stop', async () => {
    const { client } = fresh();
    const waiting = client.call('wait', {});
    client.close();
    await expect(waiting).rejects.toMatchObject({ code: 'worker-died' });
  });

  it('rejects a call whose parameters cannot be sent, and lives on', async () => {
    const { client } = fresh();
    const unsendable = { a: 1, b: (() => 1) as unknown as number };
    await expect(client.call('add', unsendable)).rejects.toMatchObject({ code: 'internal' });
    await expect(client.call('add', { a: 2, b: 2 })).resolves.toBe(4);
  });

  it('ties parameters, result and progress to the name of the call', () => {
    const { client } = fresh();
    expectTypeOf(client.call<'add'>).returns.resolves.toEqualTypeOf<number>();
    expectTypeOf(client.call<'count'>)
      .parameter(1)
      .toEqualTypeOf<{ to: number }>();
    // @ts-expect-error: a handler is missing
    const incomplete: Handlers<Calls> = { add: handlers.add };
    expect(incomplete).toBeDefined();
  });
});
