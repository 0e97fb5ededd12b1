/** Three sets of settings to start from, each on top of a method's own. Pure. */

import type { OptionSpecs, OptionValues } from '../../train/protocol.ts';
import type { TrainingChoices } from '../preferences.ts';

type Preset = {
  id: TrainingChoices['preset'];
  label: string;
  about: string;
  change: (own: OptionValues) => OptionValues;
};

/** So many times the method's own number. */
const times = (own: OptionValues, name: string, factor: number): OptionValues => {
  const value = own[name];
  return typeof value === 'number' ? { [name]: value * factor } : {};
};

export const PRESETS: Preset[] = [
  {
    id: 'fast',
    label: 'Fast',
    about: 'The method’s own settings: adapter and heads only. Seconds to a minute, and safe with few samples.',
    change: () => ({ scope: 'heads' }),
  },
  {
    id: 'careful',
    label: 'Careful',
    about:
      'The same parts with twice the epochs and views, and a rate that warms up and fades: less a matter of chance, about four times as long.',
    change: (own) => ({
      scope: 'heads',
      schedule: 'cosine',
      ...times(own, 'epochs', 2),
      ...times(own, 'views', 2),
    }),
  },
  {
    id: 'research',
    label: 'Research',
    about:
      'The encoder’s last stage too, in larger batches and for longer: for many samples and a patient evening. It overfits sooner, so watch the held-out figures.',
    change: (own) => ({
      scope: 'last',
      schedule: 'cosine',
      ...times(own, 'epochs', 3),
      ...times(own, 'views', 2),
      ...times(own, 'batchSize', 2),
    }),
  },
];

/** The values of a preset, within what each setting allows. @param own the method's own values */
export function presetValues(id: TrainingChoices['preset'], own: OptionValues, specs: OptionSpecs): OptionValues {
  const change = PRESETS.find((preset) => preset.id === id)?.change(own) ?? {};
  const within = ([name, value]: [string, OptionValues[string]]): [string, OptionValues[string]][] => {
    const spec = specs[name];
    if (!spec) return [];
    return [[name, spec.kind === 'number' && typeof value === 'number' ? Math.min(spec.max, value) : value]];
  };
  return { ...own, ...Object.fromEntries(Object.entries(change).flatMap(within)) };
}
