/** Three sets of settings to start from, each with what it is good for. */

import { RadioCards } from '@radix-ui/themes';
import type { TrainingChoices } from '../preferences.ts';
import { useStore } from '../store.ts';
import { PRESETS } from '../training/presets.ts';
import { chooseTraining } from '../training/run.ts';

export function PresetPicker() {
  const training = useStore((state) => state.training);
  return (
    <section className="panel" aria-labelledby="preset-title">
      <header className="panel-head">
        <h2 id="preset-title">Preset</h2>
      </header>
      <RadioCards.Root
        className="preset-cards"
        aria-labelledby="preset-title"
        size="1"
        value={training.preset}
        onValueChange={(preset) => chooseTraining({ ...training, preset: preset as TrainingChoices['preset'] })}
      >
        {PRESETS.map(({ id, label, about }) => (
          <RadioCards.Item key={id} value={id}>
            <span className="preset-card">
              <strong>{label}</strong>
              <span className="note">{about}</span>
            </span>
          </RadioCards.Item>
        ))}
      </RadioCards.Root>
    </section>
  );
}
