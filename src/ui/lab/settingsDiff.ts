/** What two runs were trained with, where it differs. Pure. */

import type { RunInfo, RunSettings } from '../../data/schema.ts';
import type { Capabilities, OptionSpec } from '../../train/protocol.ts';

export type Difference = { label: string; a: string; b: string };

type Offer = Pick<Capabilities, 'methods' | 'common'>;

/** A setting's value as the form shows it; one that the trainer no longer knows as it was stored. */
function shown(value: unknown, spec: OptionSpec | undefined): string {
  if (value === undefined) return '–';
  if (typeof value === 'boolean') return value ? 'On' : 'Off';
  if (spec?.kind === 'choice') return spec.choices.find((choice) => choice.value === value)?.label ?? String(value);
  return String(value);
}

const methodName = (offer: Offer, id: string): string => offer.methods.find((each) => each.id === id)?.label ?? id;

export function settingsDiff(a: RunInfo, b: RunInfo, offer: Offer): Difference[] {
  const both = (label: string, of: (run: RunInfo) => string): Difference => ({ label, a: of(a), b: of(b) });
  const specs = (run: RunInfo) => offer.methods.find(({ id }) => id === run.settings.objective)?.options ?? {};
  const names = (group: keyof Omit<RunSettings, 'objective'>) => [
    ...new Set([...Object.keys(a.settings[group]), ...Object.keys(b.settings[group])]),
  ];
  return [
    both('Method', ({ settings }) => methodName(offer, settings.objective)),
    ...names('method').map((name) =>
      both(specs(a)[name]?.label ?? specs(b)[name]?.label ?? name, (run) =>
        shown(run.settings.method[name], specs(run)[name]),
      ),
    ),
    ...names('common').map((name) =>
      both(offer.common[name]?.label ?? name, ({ settings }) => shown(settings.common[name], offer.common[name])),
    ),
    both('Classes', ({ classes }) => classes.map(({ name }) => name).join(', ')),
    both('Samples', ({ metrics }) => metrics.samples.toLocaleString('en')),
    both('Judged on', ({ judgedOn }) => judgedOn),
    both('Base weights', ({ encoder }) => encoder.slice(0, 8)),
  ].filter((row) => row.a !== row.b);
}
