/** Runs and checkpoints as they lie in the store. */

import { isCheckpoint, isRun } from '../../../src/data/storedRun.ts';
import { fieldOf, listOf } from '../draft.ts';
import { type Format, ROOM } from '../format.ts';
import { recordBytes, recordsFrom } from '../storedRecords.ts';

const metrics = { loss: 0.5, accuracy: 0.75, judgedOn: 'time', samples: 4, seconds: 1 };

const run = {
  ...{ id: 'r1', name: 'Model 1', createdAt: 1, updatedAt: 2, encoder: '0123456789abcdef' },
  classes: [{ id: 'smile', name: 'Smile' }],
  settings: { objective: 'supervised', common: { epochs: 12, scope: 'heads' }, method: { hard: true } },
  samples: { ids: ['s'], labels: [0], judge: [0] },
  ...{ judgedOn: 'time', stageSteps: [10], step: 10, state: 'done', message: null, seconds: 1, metrics },
  history: [{ step: 1, loss: 2, parts: { ce: 2 }, accuracy: 0.5, judgeLoss: 1, knn: null, learningRate: 0.003 }],
};

const checkpoint = { id: 'r1 last', run: 'r1', kind: 'last', createdAt: 1, step: 10, metrics, bytes: 4 };

export const format: Format = {
  name: 'runs',
  door: 'isRun, isCheckpoint',
  drafts: [{ runs: [run], checkpoints: [checkpoint] }],
  encode: recordBytes,
  torn: false,
  read: (bytes) => {
    const records = recordsFrom(bytes);
    const runs = listOf(fieldOf(records, 'runs'));
    const good = runs.filter(isRun);
    const value = good.map(({ samples, settings, history, metrics: { accuracy } }) => [
      samples.ids.length,
      Object.keys(settings.common).length,
      history.map(({ step, parts }) => [step, Object.values(parts)]),
      accuracy.toFixed(2),
    ]);
    const kept = listOf(fieldOf(records, 'checkpoints')).filter(isCheckpoint);
    const refusals = good.length < runs.length ? ['The record of a run is damaged.'] : [];
    return { value: [value, kept.map(({ metrics: { loss } }) => loss.toFixed(2))], refusals };
  },
  shell: /^$/,
  room: ROOM,
};
