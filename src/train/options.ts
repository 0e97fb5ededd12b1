/** The settings of a run, checked before anything is spent on them. */

import * as v from 'valibot';
import { AppError } from '../rpc/appError.ts';
import type { TrainOptions } from './protocol.ts';

const whole = (low: number, high: number) => v.pipe(v.number(), v.integer(), v.minValue(low), v.maxValue(high));

const OptionsSchema: v.GenericSchema<TrainOptions> = v.object({
  epochs: whole(1, 1000),
  batchSize: whole(2, 512),
  learningRate: v.pipe(v.number(), v.minValue(1e-6), v.maxValue(1)),
  views: whole(1, 64),
  seed: whole(0, 2 ** 31),
});

/** @throws `bad-input` naming the setting that is out of range */
export function checkOptions(options: TrainOptions): TrainOptions {
  const parsed = v.safeParse(OptionsSchema, options);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new AppError('bad-input', `The setting ${v.getDotPath(issue)} cannot be used: ${issue.message}.`);
}
