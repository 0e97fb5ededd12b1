/** A text field for a name that is being changed: Enter or leaving it keeps the change, Escape drops it. */

import { TextField } from '@radix-ui/themes';
import { useState } from 'react';

type Props = {
  name: string;
  /** What the field is called for screen readers. */
  label: string;
  /** What keeping this name would do beyond renaming. */
  warning?: (name: string) => string | null;
  onRename: (name: string) => void;
  onClose: () => void;
};

export function NameField({ name, label, warning, onRename, onClose }: Props) {
  const [draft, setDraft] = useState(name);
  const trimmed = draft.trim();
  const changed = trimmed !== '' && trimmed !== name;
  const warned = changed ? warning?.(trimmed) : null;
  const keep = () => {
    if (changed) onRename(trimmed);
    onClose();
  };
  return (
    <span className="name-field">
      <TextField.Root
        size="2"
        aria-label={label}
        value={draft}
        maxLength={40}
        autoFocus
        onFocus={(event) => event.target.select()}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep();
          if (event.key === 'Escape') onClose();
        }}
      />
      {warned && (
        <span className="note" role="status">
          {warned}
        </span>
      )}
    </span>
  );
}
