/** What can be done with the selected samples, all at once. */

import { Button, DropdownMenu, IconButton, Popover } from '@radix-ui/themes';
import { ChevronDown, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import type { Sample } from '../../data/schema.ts';
import { whyNotChange } from '../library.ts';
import { count } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { ClassItems } from './ClassItems.tsx';
import { clearSelection } from './galleryState.ts';
import { returnToGrid } from './gridActions.ts';
import { alterSamples, deleteAndMoveOn, label } from './labelling.ts';
import { NameInput } from './NameInput.tsx';

type Props = { list: Sample[]; ids: ReadonlySet<string> };

export function BulkBar({ list, ids }: Props) {
  const blocked = useStore(whyNotChange);
  const reason = blocked ? { title: blocked } : {};
  return (
    <div className="bulk" role="toolbar" aria-label="Selected samples">
      <p className="bulk-count">
        <strong>{ids.size.toLocaleString('en')}</strong> selected
      </p>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger disabled={blocked !== null}>
          <Button size="1" variant="surface" {...reason}>
            Class
            <ChevronDown size={13} aria-hidden="true" />
          </Button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Content>
          <ClassItems onChoose={(record) => label(ids, record)} />
        </DropdownMenu.Content>
      </DropdownMenu.Root>
      <NameButton what="person" title="Person" ids={ids} blocked={blocked} />
      <NameButton what="session" title="Session" ids={ids} blocked={blocked} />
      <IconButton
        size="1"
        variant="surface"
        color="red"
        aria-label={`Delete ${count(ids.size, 'sample')}`}
        disabled={blocked !== null}
        title={blocked ?? 'Delete (Delete)'}
        onClick={() => {
          deleteAndMoveOn(list, ids);
          returnToGrid();
        }}
      >
        <Trash2 size={14} />
      </IconButton>
      <IconButton
        size="1"
        variant="ghost"
        className="bulk-clear"
        aria-label="Select nothing"
        title="Select nothing (Esc)"
        onClick={() => {
          clearSelection();
          returnToGrid();
        }}
      >
        <X size={15} />
      </IconButton>
    </div>
  );
}

type NameProps = { what: 'person' | 'session'; title: string; ids: ReadonlySet<string>; blocked: string | null };

function NameButton({ what, title, ids, blocked }: NameProps) {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const samples = count(ids.size, 'sample');
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger>
        <Button size="1" variant="surface" disabled={blocked !== null} {...(blocked && { title: blocked })}>
          {title}
          <ChevronDown size={13} aria-hidden="true" />
        </Button>
      </Popover.Trigger>
      <Popover.Content size="1" width="280px" aria-label={`${title} of ${samples}`}>
        <form
          className="bulk-name"
          onSubmit={(event) => {
            event.preventDefault();
            const next = name.trim();
            if (next) alterSamples(ids, `set the ${what} of ${samples}`, { [what]: next });
            setName('');
            setOpen(false);
          }}
        >
          <NameInput what={what} label={`${title} of ${samples}`} value={name} onChange={setName} autoFocus />
          <Button type="submit" disabled={!name.trim()}>
            Set
          </Button>
        </form>
      </Popover.Content>
    </Popover.Root>
  );
}
