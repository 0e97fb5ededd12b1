/** Whether a stored run is one: what an earlier version, a bug or another program wrote must not take the rest with it. */

import * as v from 'valibot';
import type { Checkpoint, RunRecord } from './schema.ts';
import { checkCard } from './sharedModel.ts';

/** Numbers of a run that failed may be none. */
const number = v.custom<number>((value) => typeof value === 'number');
const judgedOn = v.picklist(['validation', 'session', 'time', 'training']);

const metrics = v.object({ loss: number, accuracy: number, judgedOn, samples: number, seconds: number });

const point = v.object({
  step: number,
  loss: number,
  parts: v.record(v.string(), number),
  accuracy: number,
  judgeLoss: number,
  knn: v.nullable(number),
  metrics: v.optional(v.record(v.string(), number)),
  learningRate: number,
});

const run = v.object({
  id: v.string(),
  name: v.string(),
  createdAt: number,
  updatedAt: number,
  encoder: v.string(),
  classes: v.array(v.object({ id: v.string(), name: v.string() })),
  settings: v.object({
    objective: v.string(),
    common: v.record(v.string(), v.union([number, v.string()])),
    method: v.record(v.string(), v.union([number, v.string(), v.boolean()])),
  }),
  samples: v.object({ ids: v.array(v.string()), labels: v.array(number), judge: v.array(number) }),
  judgedOn,
  stageSteps: v.array(number),
  step: number,
  state: v.picklist(['running', 'paused', 'stopped', 'done', 'failed']),
  message: v.nullable(v.string()),
  seconds: number,
  metrics,
  history: v.array(point),
  card: v.optional(v.custom<RunRecord['card']>(isCard)),
});

const checkpoint = v.object({
  id: v.string(),
  run: v.string(),
  kind: v.picklist(['last', 'best', 'pinned']),
  createdAt: number,
  step: number,
  metrics,
  bytes: number,
}) satisfies v.GenericSchema<unknown, Checkpoint>;

export const isRun = (value: unknown): value is RunRecord => v.is(run, value);

export const isCheckpoint = (value: unknown): value is Checkpoint => v.is(checkpoint, value);

function isCard(value: unknown): boolean {
  try {
    checkCard(value);
    return true;
  } catch {
    return false;
  }
}
