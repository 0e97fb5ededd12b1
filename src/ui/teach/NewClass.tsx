/** The field that adds a class. */

import { Button, TextField } from '@radix-ui/themes';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { newClass } from './classes.ts';

type Props = { id: string; placeholder: string; size: '1' | '2' };

export function NewClass({ id, placeholder, size }: Props) {
  const [name, setName] = useState('');
  return (
    <form
      className="new-class"
      onSubmit={(event) => {
        event.preventDefault();
        if (!name.trim()) return;
        newClass(name);
        setName('');
      }}
    >
      <TextField.Root
        id={id}
        size={size}
        aria-label="Name of a new class"
        placeholder={placeholder}
        maxLength={40}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          // Gives the keyboard back to the shortcuts.
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <Button type="submit" size={size} variant="soft" disabled={!name.trim()}>
        <Plus size={size === '1' ? 14 : 16} aria-hidden="true" />
        Add
      </Button>
    </form>
  );
}
