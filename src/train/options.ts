/** The settings of a run: what they are, what they do, and the check before anything is spent on them. Knows no tensors. */

import * as v from 'valibot';
import type { Scope } from '../model/encoder.ts';
import { AppError } from '../rpc/appError.ts';
import { quoted } from '../rpc/quoted.ts';

export type { Scope } from '../model/encoder.ts';

/** A setting that a person may change; the page makes a field of it. */
export type OptionSpec =
  | { kind: 'number'; label: string; help: string; default: number; min: number; max: number; whole?: boolean }
  | { kind: 'choice'; label: string; help: string; default: string; choices: { value: string; label: string }[] }
  | { kind: 'switch'; label: string; help: string; default: boolean };

export type OptionSpecs = { readonly [name: string]: OptionSpec };
export type OptionValues = { readonly [name: string]: number | string | boolean };

/** The settings that every method has. */
export const RUN_OPTIONS = {
  scope: {
    kind: 'choice',
    label: 'What is trained',
    help: 'The heads alone are fast and need few samples. The encoder’s last stage or all of it can learn more, takes far longer and overfits sooner.',
    default: 'heads',
    choices: [
      { value: 'heads', label: 'Adapter and heads' },
      { value: 'last', label: 'Also the last stage' },
      { value: 'full', label: 'The whole encoder' },
    ],
  },
  start: {
    kind: 'choice',
    label: 'Start from',
    help: 'The base encoder already knows eight expressions. A random one knows nothing: only for comparing methods.',
    default: 'base',
    choices: [
      { value: 'base', label: 'The base encoder' },
      { value: 'random', label: 'A random encoder' },
    ],
  },
  epochs: {
    kind: 'number',
    label: 'Epochs',
    help: 'How often every view of every sample is seen.',
    default: 12,
    min: 1,
    max: 1000,
    whole: true,
  },
  minutes: {
    kind: 'number',
    label: 'Time limit',
    help: 'Minutes after which the run stops by itself, whatever the epochs, and as many again when it goes on; 0 is no limit.',
    default: 0,
    min: 0,
    max: 1440,
  },
  batchSize: {
    kind: 'number',
    label: 'Batch size',
    help: 'Views per step. Contrastive methods compare within a batch: more are better, and cost more.',
    default: 32,
    min: 4,
    max: 512,
    whole: true,
  },
  views: {
    kind: 'number',
    label: 'Views per sample',
    help: 'Augmented copies that are kept of each sample; the first is unchanged. The whole encoder draws new ones in every step instead.',
    default: 8,
    min: 1,
    max: 64,
    whole: true,
  },
  augmentation: {
    kind: 'number',
    label: 'Strength of the views',
    help: 'How far views are moved, turned, lit and blurred: 1 is as usual for the method, 0 leaves every view unchanged.',
    default: 1,
    min: 0,
    max: 2,
  },
  optimiser: {
    kind: 'choice',
    label: 'Optimiser',
    help: 'AdamW suits nearly all runs. A shorter memory suits methods with an adversary, whose loss keeps changing. SGD with momentum is what some papers used.',
    default: 'adamw',
    choices: [
      { value: 'adamw', label: 'AdamW' },
      { value: 'short', label: 'AdamW with a short memory' },
      { value: 'sgd', label: 'SGD with momentum' },
    ],
  },
  learningRate: {
    kind: 'number',
    label: 'Learning rate',
    help: 'How far each step goes. Too high, and the loss jumps; too low, and nothing moves.',
    default: 0.003,
    min: 1e-6,
    max: 1,
  },
  encoderRate: {
    kind: 'number',
    label: 'Rate of the encoder',
    help: 'The encoder’s learning rate as a part of the above: what is known already should change slowly.',
    default: 0.1,
    min: 0,
    max: 1,
  },
  weightDecay: {
    kind: 'number',
    label: 'Weight decay',
    help: 'Pulls adapter and heads towards zero, against overfitting; the encoder has none.',
    default: 3,
    min: 0,
    max: 10,
  },
  schedule: {
    kind: 'choice',
    label: 'Schedule',
    help: 'How the learning rate changes over the run.',
    default: 'constant',
    choices: [
      { value: 'constant', label: 'Constant' },
      { value: 'cosine', label: 'Warm-up, then cosine' },
      { value: 'step', label: 'Three steps, each a tenth' },
    ],
  },
  sam: {
    kind: 'number',
    label: 'SAM radius',
    help: 'Looks for flat minima (Foret et al. 2021) at twice the time a step; 0 is off, 0.05 is usual.',
    default: 0,
    min: 0,
    max: 1,
  },
  clip: {
    kind: 'number',
    label: 'Longest gradient',
    help: 'Longer gradients are shortened to this norm; 0 leaves them.',
    default: 0,
    min: 0,
    max: 100,
  },
  ema: {
    kind: 'number',
    label: 'Averaging of weights',
    help: 'The model that answers is the average of all steps with weights falling by this factor a step; 0 is off, 0.99 is usual.',
    default: 0,
    min: 0,
    max: 0.9999,
  },
  saving: {
    kind: 'number',
    label: 'Save every',
    help: 'Seconds between two saves: what a crash or a closed page loses at most. 0 saves after each step, which is slower.',
    default: 10,
    min: 0,
    max: 600,
  },
  seed: {
    kind: 'number',
    label: 'Seed',
    help: 'The same seed, settings and samples give the same model.',
    default: 1,
    min: 0,
    max: 2 ** 31,
    whole: true,
  },
} as const satisfies OptionSpecs;

type Value<S extends OptionSpec> = S extends { kind: 'number' }
  ? number
  : S extends { kind: 'switch' }
    ? boolean
    : string;

export type CommonOptions = Omit<
  { -readonly [K in keyof typeof RUN_OPTIONS]: Value<(typeof RUN_OPTIONS)[K]> },
  'scope'
> & {
  scope: Scope;
};

/** Everything that decides a run besides the samples. `method`: the objective's own settings. */
export type RunOptions = { objective: string; common: CommonOptions; method: OptionValues };

/** The values that hold where nobody has chosen. */
export function defaultValues(specs: OptionSpecs): OptionValues {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, spec.default]));
}

/** @throws `bad-input` naming the first setting that is missing, unknown or out of range */
export function checkValues(values: OptionValues, specs: OptionSpecs): OptionValues {
  if (typeof values !== 'object' || values === null) {
    throw new AppError('bad-input', 'The settings of this run are damaged. Choose them again.');
  }
  const unknown = Object.keys(values).find((name) => !Object.hasOwn(specs, name));
  if (unknown) throw new AppError('bad-input', `There is no setting “${quoted(unknown)}”. Take it out.`);
  for (const [name, spec] of Object.entries(specs)) {
    const parsed = v.safeParse(schemaOf(spec), values[name]);
    if (parsed.success) continue;
    throw new AppError('bad-input', `The setting “${spec.label}” cannot be used: ${rangeOf(spec)}.`);
  }
  return values;
}

/** What a setting may be, to finish a sentence. */
function rangeOf(spec: OptionSpec): string {
  if (spec.kind === 'switch') return 'it is on or off';
  if (spec.kind === 'choice') return `it is one of ${spec.choices.map(({ value }) => `“${value}”`).join(', ')}`;
  return `it is a ${spec.whole ? 'whole ' : ''}number from ${spec.min} to ${spec.max}`;
}

function schemaOf(spec: OptionSpec): v.GenericSchema {
  if (spec.kind === 'switch') return v.boolean();
  if (spec.kind === 'choice') return v.picklist(spec.choices.map(({ value }) => value));
  const number = v.pipe(v.number(), v.finite(), v.minValue(spec.min), v.maxValue(spec.max));
  return spec.whole ? v.pipe(number, v.integer()) : number;
}

/** What holds for a method where nobody has chosen. */
export function defaultOptions(method: {
  id: string;
  options: OptionSpecs;
  defaults: Partial<CommonOptions>;
}): RunOptions {
  const common = { ...defaultValues(RUN_OPTIONS), ...method.defaults } as CommonOptions;
  return { objective: method.id, common, method: defaultValues(method.options) };
}
