/** The settings of the next run, each with what it does. */

import { Button, TextField } from '@radix-ui/themes';
import { useState } from 'react';
import type { TrainOptions } from '../../train/protocol.ts';
import { DEFAULT_OPTIONS, setTrainingOptions, trainingOptions } from './run.ts';

type Field = { key: keyof TrainOptions; label: string; help: string; min: number; max: number; step: number };

const FIELDS: Field[] = [
  { key: 'epochs', label: 'Epochs', help: 'How often each sample is seen.', min: 1, max: 500, step: 1 },
  {
    key: 'views',
    label: 'Views per sample',
    help: 'Shifted, turned, lighter and darker copies; the first is unchanged.',
    min: 1,
    max: 32,
    step: 1,
  },
  { key: 'batchSize', label: 'Batch size', help: 'Samples per step.', min: 4, max: 256, step: 1 },
  { key: 'learningRate', label: 'Learning rate', help: 'How far each step goes.', min: 0.00001, max: 1, step: 0.0001 },
  { key: 'seed', label: 'Seed', help: 'The same seed and samples give the same model.', min: 0, max: 999_999, step: 1 },
];

export function Settings() {
  const [options, setOptions] = useState(trainingOptions);
  const change = (next: TrainOptions) => {
    setOptions(next);
    setTrainingOptions(next);
  };
  return (
    <div className="settings">
      {FIELDS.map(({ key, label, help, min, max, step }) => (
        <label key={key} htmlFor={`option-${key}`}>
          <span className="setting-name">{label}</span>
          <TextField.Root
            id={`option-${key}`}
            size="1"
            type="number"
            min={min}
            max={max}
            step={step === 1 ? 1 : 'any'}
            defaultValue={options[key]}
            key={`${key} ${options === DEFAULT_OPTIONS}`}
            aria-describedby={`help-${key}`}
            onBlur={({ target }) => {
              const value = Math.min(max, Math.max(min, target.valueAsNumber));
              const valid = Number.isNaN(value) ? options[key] : step === 1 ? Math.round(value) : value;
              target.value = String(valid);
              if (valid !== options[key]) change({ ...options, [key]: valid });
            }}
          />
          <span className="setting-help" id={`help-${key}`}>
            {help}
          </span>
        </label>
      ))}
      <Button size="1" variant="ghost" onClick={() => change(DEFAULT_OPTIONS)}>
        Back to the defaults
      </Button>
    </div>
  );
}
