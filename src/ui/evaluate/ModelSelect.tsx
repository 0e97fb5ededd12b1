/** A list of the models to choose from, by run. */

import { Select } from '@radix-ui/themes';
import { useStore } from '../store.ts';
import { modelGroups, modelName } from './models.ts';

/** Radix takes no empty value. */
const BASE = 'base';

type Props = { label: string; value: string | null; onChange: (id: string | null) => void; disabled?: boolean };

export function ModelSelect({ label, value, onChange, disabled = false }: Props) {
  const runs = useStore((state) => state.runs);
  const encoder = useStore((state) => state.capabilities?.base.hash);
  return (
    <Select.Root
      size="2"
      value={value ?? BASE}
      disabled={disabled}
      onValueChange={(id) => onChange(id === BASE ? null : id)}
    >
      <Select.Trigger aria-label={`${label}: ${modelName(value, runs)}`} className="model-select">
        {modelName(value, runs)}
      </Select.Trigger>
      <Select.Content position="popper">
        <Select.Item value={BASE}>Base model</Select.Item>
        {modelGroups(runs, encoder).map(({ title, choices }) => (
          <Select.Group key={choices[0]?.id}>
            <Select.Label>{title}</Select.Label>
            {choices.map(({ id, label: name, foreign }) => (
              <Select.Item key={id} value={id ?? BASE} disabled={foreign}>
                {name}
                {foreign && ' (other base weights)'}
              </Select.Item>
            ))}
          </Select.Group>
        ))}
      </Select.Content>
    </Select.Root>
  );
}
