/** Every setting of the next run, made from what the trainer says of them. Knows none by name. */

import { Button } from '@radix-ui/themes';
import type { Capabilities, OptionSpecs } from '../../train/protocol.ts';
import { count } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { chooseTraining } from '../training/run.ts';
import { type Group, methodOf, presetSettings, runOptions, type Settings, withSetting } from '../training/settings.ts';
import { OptionField } from './OptionField.tsx';

export function OptionForm({ offer }: { offer: Capabilities }) {
  const training = useStore((state) => state.training);
  const method = methodOf(offer, training.objective);
  const base = presetSettings(offer, method, training.preset);
  const now: Settings = runOptions(offer, training);
  const groups: { group: Group; title: string; specs: OptionSpecs }[] = [
    { group: 'method', title: `Of ${method.label}`, specs: method.options },
    { group: 'common', title: 'Of every run', specs: offer.common },
  ];
  const differing = groups.flatMap(({ group, specs }) =>
    Object.keys(specs).filter((name) => now[group][name] !== base[group][name]),
  );
  const forget = () =>
    chooseTraining({ ...training, changed: { ...training.changed, [method.id]: { common: {}, method: {} } } });
  return (
    <section className="panel" aria-labelledby="settings-title">
      <header className="panel-head">
        <h2 id="settings-title">Settings</h2>
        {differing.length > 0 && (
          <Button size="1" variant="ghost" onClick={forget}>
            {count(differing.length, 'change')}: back to the preset
          </Button>
        )}
      </header>
      {groups.map(
        ({ group, title, specs }) =>
          Object.keys(specs).length > 0 && (
            <fieldset key={group} className="option-group">
              <legend>{title}</legend>
              <div className="option-fields">
                {Object.entries(specs).map(([name, spec]) => (
                  <OptionField
                    key={`${method.id} ${name}`}
                    name={`${group}-${name}`}
                    spec={spec}
                    value={now[group][name] ?? spec.default}
                    base={base[group][name] ?? spec.default}
                    onChange={(value) => chooseTraining(withSetting(offer, training, group, name, value))}
                  />
                ))}
              </div>
            </fieldset>
          ),
      )}
    </section>
  );
}
