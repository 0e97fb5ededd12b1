/** A text field for the name of a person or a session that suggests the names there are. */

import { TextField } from '@radix-ui/themes';
import { useId, useMemo } from 'react';
import { useStore } from '../store.ts';

/** More suggestions than anybody reads would only cost time. */
const MOST = 200;

type Props = {
  what: 'person' | 'session';
  label: string;
  value: string;
  onChange: (value: string) => void;
  onLeave?: () => void;
  disabled?: boolean;
  autoFocus?: boolean;
};

export function NameInput({ what, label, value, onChange, onLeave, disabled = false, autoFocus = false }: Props) {
  const list = useId();
  const samples = useStore((state) => state.samples);
  const names = useMemo(
    () => [...new Set(samples.toReversed().map((sample) => sample[what]))].slice(0, MOST),
    [samples, what],
  );
  return (
    <>
      <TextField.Root
        size="2"
        aria-label={label}
        list={list}
        value={value}
        maxLength={80}
        autoComplete="off"
        autoFocus={autoFocus}
        disabled={disabled}
        onFocus={(event) => event.target.select()}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onLeave}
        onKeyDown={(event) => event.key === 'Enter' && onLeave?.()}
      />
      <datalist id={list}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}
