/** The supervisor: starts a worker, restarts a dead one, gives up after three deaths, restarts on request. */

import { expect, it } from 'vitest';
import { AppError } from '../../src/rpc/appError.ts';
import type { Port, Reply } from '../../src/rpc/protocol.ts';
import type { WorkerState } from '../../src/ui/store.ts';
import { supervise } from '../../src/ui/supervisor.ts';

type Calls = { init: { params: null; result: string } };

/** A worker's end of the line, played by the test. */
type FakeWorker = { reply: (reply: Reply) => void; die: (reason: string) => void; terminated: boolean };

function setUp() {
  const workers: FakeWorker[] = [];
  const states: WorkerState[] = [];
  const ready: string[] = [];
  const deaths: AppError[] = [];
  const spawn = (): Port => {
    const worker: FakeWorker = { reply: () => {}, die: () => {}, terminated: false };
    workers.push(worker);
    const died = new Promise<string>((resolve) => {
      worker.die = resolve;
    });
    return {
      post: () => {},
      listen: (listener) => {
        worker.reply = listener;
      },
      died,
      terminate: () => {
        worker.terminated = true;
      },
    };
  };
  const supervised = supervise<Calls, string>({
    spawn,
    init: (client) => client.call('init', null),
    onState: (state) => states.push(state),
    onReady: (result) => ready.push(result),
    onDeath: (error) => deaths.push(error),
    now: () => 0,
  });
  /** Every client numbers its calls from 1, and `init` is the first. */
  const answer = async (worker: FakeWorker | undefined, result: string) => {
    worker?.reply({ id: 1, type: 'result', result });
    await settle();
  };
  return { workers, states, ready, deaths, supervised, answer };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

it('hands out its client only once it is initialised', async () => {
  const { workers, supervised, answer, ready } = setUp();
  expect(supervised.client()).toBeNull();
  await answer(workers[0], 'hello');
  expect(ready).toEqual(['hello']);
  expect(supervised.client()).not.toBeNull();
});

it('starts a dead worker again and says so', async () => {
  const { workers, supervised, answer, states, deaths } = setUp();
  await answer(workers[0], 'first');
  workers[0]?.die('killed');
  await settle();
  expect(deaths.map(({ message }) => message)).toEqual(['killed']);
  expect(supervised.client()).toBeNull();
  expect(states.at(-1)).toEqual({ kind: 'loading', done: 0, total: 0, again: true });
  await answer(workers[1], 'second');
  expect(states.at(-1)).toEqual({ kind: 'ready' });
});

it('gives up after three deaths, with the reason and what to do, until asked to try again', async () => {
  const { workers, supervised, answer, states } = setUp();
  for (let i = 0; i < 3; i++) {
    workers[i]?.die('It could not be loaded.');
    await settle();
  }
  expect(workers).toHaveLength(3);
  expect(states.at(-1)).toMatchObject({ kind: 'failed', message: expect.stringMatching(/^It could not.*reload/) });
  supervised.restart();
  await answer(workers[3], 'fourth');
  expect(states.at(-1)).toEqual({ kind: 'ready' });
});

it('reports a failed start and ends that worker', async () => {
  const { workers, states, supervised } = setUp();
  const error = new AppError('asset', 'The weights are missing.');
  workers[0]?.reply({ id: 1, type: 'error', error: { code: error.code, message: error.message } });
  await settle();
  expect(states.at(-1)).toEqual({ kind: 'failed', message: error.message });
  expect(workers[0]?.terminated).toBe(true);
  expect(supervised.client()).toBeNull();
});

it('reports a browser that can start no worker at all', async () => {
  const states: WorkerState[] = [];
  supervise<Calls, string>({
    spawn: () => {
      throw new Error('Workers are forbidden here.');
    },
    init: (client) => client.call('init', null),
    onState: (state) => states.push(state),
    onReady: () => {},
    onDeath: () => {},
    now: () => 0,
  });
  await settle();
  expect(states.at(-1)).toMatchObject({ kind: 'failed', message: expect.stringContaining('forbidden here') });
});

it('takes no notice of the worker that a restart has replaced', async () => {
  const { workers, supervised, answer, ready, deaths } = setUp();
  supervised.restart();
  expect(workers[0]?.terminated).toBe(true);
  await answer(workers[1], 'new');
  workers[0]?.die('late');
  await settle();
  expect(ready).toEqual(['new']);
  expect(deaths).toEqual([]);
});
