/** The settings of the next run: the method's own, its preset, and what the user changed of them. Pure. */

import type { Capabilities, OptionSpec, OptionSpecs, OptionValues, RunOptions } from '../../train/protocol.ts';
import type { TrainingChoices } from '../preferences.ts';
import { presetValues } from './presets.ts';

type Offer = Pick<Capabilities, 'methods' | 'common'>;
export type OfferedMethod = Capabilities['methods'][number];

/** Where a setting belongs. */
export type Group = 'common' | 'method';

/** The method of this id; one that is no longer offered gives way to the first. */
export function methodOf({ methods }: Pick<Offer, 'methods'>, id: string): OfferedMethod {
  const method = methods.find((each) => each.id === id) ?? methods[0];
  if (!method) throw new Error('The trainer offers no method.');
  return method;
}

/** Whether a value can be used for a setting. */
export function fits(spec: OptionSpec, value: unknown): boolean {
  if (spec.kind === 'switch') return typeof value === 'boolean';
  if (spec.kind === 'choice') return spec.choices.some((choice) => choice.value === value);
  if (typeof value !== 'number' || !(value >= spec.min && value <= spec.max)) return false;
  return !spec.whole || Number.isInteger(value);
}

/** What of stored values still names a setting and can be used for it. */
function kept(values: OptionValues | undefined, specs: OptionSpecs): OptionValues {
  return Object.fromEntries(
    Object.entries(values ?? {}).filter(([name, value]) => {
      const spec = specs[name];
      return spec !== undefined && fits(spec, value);
    }),
  );
}

const defaults = (specs: OptionSpecs): OptionValues =>
  Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, spec.default]));

/** Settings by group. */
export type Settings = { [G in Group]: OptionValues };

/** The settings of a method and preset that nobody has changed. */
export function presetSettings({ common }: Offer, method: OfferedMethod, preset: TrainingChoices['preset']): Settings {
  const own = { ...defaults(common), ...kept(method.defaults, common) };
  return { common: presetValues(preset, own, common), method: defaults(method.options) };
}

/** What the next run will be trained with. */
export function runOptions(offer: Offer, { objective, preset, changed }: TrainingChoices): RunOptions {
  const method = methodOf(offer, objective);
  const base = presetSettings(offer, method, preset);
  const own = changed[method.id];
  const settings = {
    common: { ...base.common, ...kept(own?.common, offer.common) },
    method: { ...base.method, ...kept(own?.method, method.options) },
  };
  // The specs decide which settings there are; the trainer checks them again at its door.
  return { objective: method.id, ...settings } as RunOptions;
}

/** The choices after one setting was changed; back at its preset's value it counts as unchanged. */
export function withSetting(
  offer: Offer,
  choices: TrainingChoices,
  group: Group,
  name: string,
  value: OptionValues[string],
): TrainingChoices {
  const method = methodOf(offer, choices.objective);
  const base = presetSettings(offer, method, choices.preset)[group][name];
  const before = choices.changed[method.id] ?? { common: {}, method: {} };
  const { [name]: _, ...others } = before[group];
  const after = { ...before, [group]: value === base ? others : { ...others, [name]: value } };
  return { ...choices, changed: { ...choices.changed, [method.id]: after } };
}
