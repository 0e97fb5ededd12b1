/** Stored records for tests, with everything that a test does not care about filled in. */

import type { ExpressionClass, RunRecord, Sample } from '../src/data/schema.ts';

export const classNamed = (id: string, order = 0, change: Partial<ExpressionClass> = {}): ExpressionClass => ({
  id,
  name: id,
  colour: '#888888',
  order,
  enabled: true,
  ...change,
});

export const sampleOf = (id: string, classId: string | null, change: Partial<Sample> = {}): Sample => ({
  id,
  classId,
  valence: null,
  arousal: null,
  intensity: null,
  person: 'me',
  session: 'monday',
  source: 'camera',
  recordedAt: 0,
  clip: null,
  time: null,
  moment: null,
  track: 1,
  tile: null,
  yaw: 0,
  pitch: 0,
  file: null,
  ...change,
});

/** A finished run with nothing in it. */
export const runNamed = (id: string, more: Partial<RunRecord> = {}): RunRecord => ({
  id,
  name: id,
  createdAt: 1,
  updatedAt: 1,
  encoder: '0123456789abcdef',
  classes: [{ id: 'smile', name: 'smile' }],
  settings: { objective: 'supervised', common: {}, method: {} },
  samples: { ids: ['s'], labels: [0], judge: [0] },
  judgedOn: 'time',
  stageSteps: [10],
  step: 10,
  state: 'done',
  message: null,
  seconds: 1,
  metrics: { loss: 0.5, accuracy: 0.75, judgedOn: 'time', samples: 4, seconds: 1 },
  history: [],
  ...more,
});
