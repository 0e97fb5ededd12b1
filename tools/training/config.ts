/** What `npm run train` is told: a JSON file, checked before anything is read or written. Knows no model. */

import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import * as v from 'valibot';
import { AppError } from '../../src/rpc/appError.ts';
import { checkValues, defaultOptions, RUN_OPTIONS, type RunOptions } from '../../src/train/options.ts';
import { objectives } from '../../src/train/registry.ts';

const values = v.record(v.string(), v.union([v.number(), v.string(), v.boolean()]));

const schema = v.strictObject({
  /** An export of the page (a zip, or the folder it unpacks to), or a folder of class folders. */
  data: v.pipe(v.string(), v.minLength(1)),
  /** Folder for the record, checkpoints, metrics and report. */
  out: v.pipe(v.string(), v.minLength(1)),
  name: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
  /** What is missing takes the method's defaults. */
  options: v.optional(
    v.strictObject({ objective: v.optional(v.string()), common: v.optional(values), method: v.optional(values) }),
    {},
  ),
  backend: v.optional(v.picklist(['wasm', 'webgpu']), 'wasm'),
  split: v.optional(
    v.union([
      v.literal('as stored'),
      v.strictObject({ by: v.picklist(['person', 'session', 'time']), seed: v.pipe(v.number(), v.integer()) }),
    ]),
    'as stored',
  ),
  /** Goes on from the last checkpoint in `out`. */
  resume: v.optional(v.boolean(), false),
});

/** `data` and `out` are absolute. */
export type TrainConfig = Omit<v.InferOutput<typeof schema>, 'options' | 'name'> & {
  name: string;
  options: RunOptions;
};

/** Paths in the file are relative to its own folder. @throws `bad-input` with the first thing to change */
export async function readConfig(file: string): Promise<TrainConfig> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new AppError(
      'bad-input',
      `${file} cannot be read. Give the path of a JSON file: npm run train -- --config FILE`,
    );
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new AppError('bad-input', `${file} is not JSON (${(error as Error).message}). Correct it.`, { cause: error });
  }
  const parsed = v.safeParse(schema, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const setting = v.getDotPath(issue);
    throw new AppError(
      'bad-input',
      `${file}${setting ? `, “${setting}”` : ''}: ${issue.message}. Correct it; the README lists what a configuration may say.`,
    );
  }
  const { data, out, name, options, ...rest } = parsed.output;
  const base = dirname(resolve(file));
  return {
    ...rest,
    data: resolve(base, data),
    out: resolve(base, out),
    name: name ?? `${options.objective ?? 'supervised'}, headless`,
    options: completed(options),
  };
}

/** The settings with the method's defaults for those that are left out. @throws `bad-input` naming what is unusable */
function completed({
  objective: id = 'supervised',
  common,
  method,
}: v.InferOutput<typeof schema>['options']): RunOptions {
  const objective = objectives.get(id);
  if (!objective) {
    throw new AppError('bad-input', `There is no method “${id}”. Choose one of: ${[...objectives.keys()].join(', ')}.`);
  }
  const defaults = defaultOptions(objective);
  const merged = { common: { ...defaults.common, ...common }, method: { ...defaults.method, ...method } };
  checkValues(merged.common, RUN_OPTIONS);
  checkValues(merged.method, objective.options);
  // Checked just now.
  return { objective: id, ...merged } as RunOptions;
}
