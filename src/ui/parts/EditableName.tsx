/** A name that turns into a text field when it is clicked: Enter keeps the change, Escape drops it. */

import { TextField } from '@radix-ui/themes';
import { useState } from 'react';

type Props = {
  name: string;
  /** What the field is called for screen readers. */
  label: string;
  editing: boolean;
  onEditing: (editing: boolean) => void;
  onRename: (name: string) => void;
};

export function EditableName({ name, label, editing, onEditing, onRename }: Props) {
  const [draft, setDraft] = useState(name);
  if (!editing) {
    return (
      <button
        type="button"
        className="editable-name"
        title="Rename"
        aria-label={`${name}, rename`}
        onClick={() => {
          setDraft(name);
          onEditing(true);
        }}
      >
        {name}
      </button>
    );
  }
  const keep = () => {
    const trimmed = draft.trim();
    if (trimmed && trimmed !== name) onRename(trimmed);
    onEditing(false);
  };
  return (
    <TextField.Root
      size="2"
      className="editable-field"
      aria-label={label}
      value={draft}
      maxLength={40}
      autoFocus
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
        if (event.key === 'Escape') onEditing(false);
      }}
    />
  );
}
