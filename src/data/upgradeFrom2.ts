/** Version 2 kept one checkpoint a run, weights inside, and nothing of the run but five settings. */

import type { RunMetrics, RunRecord, UpgradeTransaction } from './schema.ts';

type Checkpoint2 = {
  id: string;
  name: string;
  createdAt: number;
  encoder: string;
  classes: { id: string; name: string }[];
  step: number;
  metrics: RunMetrics;
  options: { epochs: number; batchSize: number; learningRate: number; views: number; seed: number };
  tensors: ArrayBuffer;
  sha256: string;
};

/** Makes a finished run of each checkpoint; one without weights can answer nothing, and goes. Nothing but requests is waited for: the transaction would end. */
export async function upgradeFrom2(transaction: UpgradeTransaction): Promise<void> {
  const checkpoints = transaction.objectStore('checkpoints');
  for (const id of await checkpoints.getAllKeys()) {
    const old = (await checkpoints.get(id)) as unknown as Checkpoint2;
    const { createdAt, step, metrics, tensors, sha256 } = old;
    if (!(tensors instanceof ArrayBuffer) || !metrics || !Array.isArray(old.classes)) {
      await checkpoints.delete(id);
      continue;
    }
    await transaction.objectStore('runs').put(runOf(old));
    await transaction.objectStore('tensors').put({ id, tensors, sha256 });
    const bytes = tensors.byteLength;
    await checkpoints.put({ id, run: id, kind: 'last', createdAt, step, metrics, bytes });
  }
}

function runOf({ id, name, createdAt, encoder, classes, step, metrics, options }: Checkpoint2): RunRecord {
  return {
    id,
    name,
    createdAt,
    updatedAt: createdAt,
    encoder,
    classes,
    settings: { objective: 'supervised', common: { ...options, scope: 'heads', start: 'base' }, method: {} },
    // Which samples it had was not written down, so it cannot go on.
    samples: { ids: [], labels: [], judge: [] },
    judgedOn: metrics.judgedOn,
    stageSteps: [step],
    step,
    state: 'done',
    message: null,
    seconds: metrics.seconds,
    metrics,
    history: [],
  };
}
