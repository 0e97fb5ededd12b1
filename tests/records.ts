/** Stored records for tests, with everything that a test does not care about filled in. */

import type { ExpressionClass, Sample } from '../src/data/schema.ts';

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
