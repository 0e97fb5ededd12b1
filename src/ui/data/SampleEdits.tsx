/** Fields that change one sample: written when they are left or Enter is pressed. */

import { TextField } from '@radix-ui/themes';
import { useState } from 'react';
import type { Sample } from '../../data/schema.ts';
import { alterSamples } from './labelling.ts';
import { NameInput } from './NameInput.tsx';
import { typedNumber } from './sampleFacts.ts';

type NameProps = { what: 'person' | 'session'; label: string; sample: Sample; blocked: boolean };

export function NameEdit({ what, label, sample, blocked }: NameProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const keep = () => {
    const next = draft?.trim();
    if (next && next !== sample[what])
      alterSamples(new Set([sample.id]), `set the ${what} of a sample`, { [what]: next });
    setDraft(null);
  };
  return (
    <div className="large-row">
      <span aria-hidden="true">{label}</span>
      <NameInput
        what={what}
        label={label}
        value={draft ?? sample[what]}
        onChange={setDraft}
        onLeave={keep}
        disabled={blocked}
      />
    </div>
  );
}

type NumberProps = {
  what: 'valence' | 'arousal' | 'intensity';
  label: string;
  /** Least value; the greatest is 1. */
  from: -1 | 0;
  sample: Sample;
  blocked: boolean;
};

export function NumberEdit({ what, label, from, sample, blocked }: NumberProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const typed = draft === null ? sample[what] : typedNumber(draft, from);
  const keep = () => {
    if (typed !== undefined && typed !== sample[what]) {
      alterSamples(new Set([sample.id]), `set the ${what} of a sample`, { [what]: typed });
    }
    setDraft(null);
  };
  return (
    <div className="large-row">
      <span aria-hidden="true">{label}</span>
      <TextField.Root
        size="2"
        aria-label={`${label}, ${from} to 1`}
        aria-invalid={typed === undefined}
        inputMode="decimal"
        placeholder={`not set (${from === -1 ? '−1' : '0'} … 1)`}
        value={draft ?? sample[what]?.toString() ?? ''}
        disabled={blocked}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => event.key === 'Enter' && keep()}
      />
    </div>
  );
}
