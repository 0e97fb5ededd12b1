/** One setting as a field with its help; a changed one says so and can be put back. */

import { IconButton, Select, Switch, TextField } from '@radix-ui/themes';
import { RotateCcw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { OptionSpec, OptionValues } from '../../train/protocol.ts';
import { fits } from '../training/settings.ts';

type Value = OptionValues[string];
type Props = {
  /** Unique on the page. */
  name: string;
  spec: OptionSpec;
  value: Value;
  /** The preset's value. */
  base: Value;
  onChange: (value: Value) => void;
};

export function OptionField({ name, spec, value, base, onChange }: Props) {
  const id = `option-${name}`;
  return (
    <div className="option" data-changed={value !== base}>
      <label htmlFor={id}>{spec.label}</label>
      <span className="option-control">
        <Control id={id} spec={spec} value={value} onChange={onChange} />
        {value !== base && (
          <IconButton
            size="1"
            variant="ghost"
            aria-label={`${spec.label}: back to ${shown(spec, base)}`}
            title={`Back to ${shown(spec, base)}`}
            onClick={() => {
              onChange(base);
              // The button goes with its purpose; the focus must not go with it.
              document.getElementById(id)?.focus();
            }}
          >
            <RotateCcw size={13} />
          </IconButton>
        )}
      </span>
      <p className="option-help" id={`${id}-help`}>
        {spec.help}
      </p>
    </div>
  );
}

function shown(spec: OptionSpec, value: Value): string {
  if (spec.kind === 'switch') return value ? 'on' : 'off';
  return spec.kind === 'choice'
    ? (spec.choices.find((choice) => choice.value === value)?.label ?? String(value))
    : String(value);
}

type ControlProps = Pick<Props, 'spec' | 'value' | 'onChange'> & { id: string };

function Control({ id, spec, value, onChange }: ControlProps) {
  const help = `${id}-help`;
  if (spec.kind === 'switch') {
    return <Switch id={id} size="1" checked={value === true} aria-describedby={help} onCheckedChange={onChange} />;
  }
  if (spec.kind === 'choice') {
    return (
      <Select.Root size="1" value={String(value)} onValueChange={onChange}>
        <Select.Trigger id={id} aria-describedby={help} />
        <Select.Content>
          {spec.choices.map((choice) => (
            <Select.Item key={choice.value} value={choice.value}>
              {choice.label}
            </Select.Item>
          ))}
        </Select.Content>
      </Select.Root>
    );
  }
  return <NumberField id={id} spec={spec} value={value} onChange={onChange} />;
}

/** Taken over when it is left or on Enter: half a number is not a setting. */
function NumberField({ id, spec, value, onChange }: ControlProps & { spec: OptionSpec & { kind: 'number' } }) {
  const [draft, setDraft] = useState(String(value));
  useEffect(() => setDraft(String(value)), [value]);
  const keep = () => {
    const typed = draft === '' ? Number.NaN : Number(draft);
    const whole = spec.whole ? Math.round(typed) : typed;
    const next = Number.isNaN(whole) ? Number(value) : Math.min(spec.max, Math.max(spec.min, whole));
    setDraft(String(next));
    if (next !== value && fits(spec, next)) onChange(next);
  };
  return (
    <TextField.Root
      id={id}
      size="1"
      type="number"
      min={spec.min}
      max={spec.max}
      step={spec.whole ? 1 : 'any'}
      value={draft}
      aria-describedby={`${id}-help`}
      title={`${spec.min} to ${spec.max}`}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
      }}
    />
  );
}
