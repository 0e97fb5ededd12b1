/** The record of a run whose store refuses now and then: it never names a step whose weights are not kept. */

import { describe, expect, it } from 'vitest';
import type { NewCheckpoint } from '../../src/data/runs.ts';
import type { HistoryPoint, RunRecord } from '../../src/data/schema.ts';
import { AppError } from '../../src/rpc/appError.ts';
import { keepRun } from '../../src/train/keeper.ts';

const BEFORE: RunRecord = {
  id: 'run',
  name: 'Run',
  createdAt: 0,
  updatedAt: 0,
  encoder: 'encoder',
  classes: [],
  settings: { objective: 'supervised', common: {}, method: {} },
  samples: { ids: [], labels: [], judge: [] },
  judgedOn: 'time',
  stageSteps: [100],
  step: 0,
  state: 'running',
  message: null,
  seconds: 0,
  metrics: { loss: 0, accuracy: 0, judgedOn: 'time', samples: 0, seconds: 0 },
  history: [],
};

const pointAt = (step: number, accuracy = 0.5): HistoryPoint => ({
  step,
  accuracy,
  loss: 1 / step,
  parts: {},
  judgeLoss: 1,
  knn: null,
  learningRate: 1,
});

/** A keeper of a store that refuses while `full` says so, and what the store holds. */
async function kept(before = BEFORE) {
  const store = { full: false, run: before, checkpoints: new Map<string, NewCheckpoint>() };
  const save = async (run: RunRecord, checkpoints: readonly NewCheckpoint[]) => {
    if (store.full) throw new AppError('storage', 'No room.');
    store.run = run;
    for (const checkpoint of checkpoints) store.checkpoints.set(checkpoint.id, checkpoint);
  };
  let time = 0;
  return { store, keeper: await keepRun(before, save, () => (time += 1_000)) };
}

const file = (byte: number) => Uint8Array.of(byte).buffer;

describe('a run that cannot be saved', () => {
  it('stays, in the store, at the step of its last checkpoint, and is saved whole once there is room', async () => {
    const { store, keeper } = await kept();
    keeper.point(pointAt(1));
    expect((await keeper.save(file(1), pointAt(1), 'running')).unsaved).toBeNull();
    store.full = true;
    keeper.point(pointAt(2, 0.9));
    const { unsaved } = await keeper.save(file(2), pointAt(2, 0.9), 'running');
    expect(unsaved?.message).toBe('No room.');
    expect(keeper.record().step).toBe(1);
    expect(store.run).toMatchObject({ step: 1, state: 'running' });
    store.full = false;
    keeper.point(pointAt(3, 0.9));
    await keeper.save(file(3), pointAt(3, 0.9), 'done');
    expect(store.run).toMatchObject({ step: 3, state: 'done', history: [{ step: 1 }, { step: 2 }, { step: 3 }] });
    // The best that could not be kept then is still the best.
    expect([...store.checkpoints.values()].map(({ kind, step }) => [kind, step])).toEqual([
      ['last', 3],
      ['best', 3],
    ]);
  });

  it('can be saved later, as it ended', async () => {
    const { store, keeper } = await kept();
    store.full = true;
    keeper.point(pointAt(7));
    await keeper.save(file(7), pointAt(7), 'stopped');
    const latest = keeper.latest();
    await expect(latest?.unsaved?.keep()).rejects.toThrow('No room.');
    expect(store.run).toBe(BEFORE);
    store.full = false;
    await latest?.unsaved?.keep();
    expect(store.run).toMatchObject({ step: 7, state: 'stopped', history: [{ step: 7 }] });
    expect(new Uint8Array(store.checkpoints.get('run last')?.tensors ?? file(0))).toEqual(Uint8Array.of(7));
  });

  it('fails with its own reason, not with that of the store', async () => {
    const { store, keeper } = await kept();
    store.full = true;
    await keeper.fail('The loss ran away.');
    expect(keeper.record()).toMatchObject({ state: 'failed', message: 'The loss ran away.' });
    expect(store.run).toBe(BEFORE);
  });

  it('is refused before its first step when there is no room for a line', async () => {
    const full = async () => {
      throw new AppError('storage', 'No room.');
    };
    await expect(keepRun(BEFORE, full, () => 0)).rejects.toThrow('No room.');
  });

  it('does not take a mistake for a full disk', async () => {
    let broken = false;
    const save = async () => {
      if (broken) throw new TypeError('a bug');
    };
    const keeper = await keepRun(BEFORE, save, () => 0);
    broken = true;
    await expect(keeper.save(file(1), pointAt(1), 'running')).rejects.toThrow('a bug');
  });
});
