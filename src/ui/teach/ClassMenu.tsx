/** What can be done with a class, as a menu. */

import { DropdownMenu, IconButton } from '@radix-ui/themes';
import { Ellipsis } from 'lucide-react';
import { PALETTE } from '../../data/palette.ts';
import type { ExpressionClass } from '../../data/schema.ts';
import { whyNotChange } from '../library.ts';
import { useStore } from '../store.ts';
import { alterClass, deleteClass, joinClass, shiftClass } from './classes.ts';

type Props = { record: ExpressionClass; onRename: () => void };

export function ClassMenu({ record, onRename }: Props) {
  const { id, name, colour, enabled } = record;
  const blocked = useStore(whyNotChange);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger disabled={blocked !== null}>
        <IconButton size="1" variant="ghost" aria-label={`More for ${name}`} {...(blocked && { title: blocked })}>
          <Ellipsis size={16} />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content align="end">
        <DropdownMenu.Item onSelect={onRename}>Rename</DropdownMenu.Item>
        <DropdownMenu.Sub>
          <DropdownMenu.SubTrigger>Colour</DropdownMenu.SubTrigger>
          <DropdownMenu.SubContent>
            <DropdownMenu.RadioGroup value={colour} onValueChange={(next) => alterClass(record, { colour: next })}>
              {PALETTE.map(({ name: label, value }) => (
                <DropdownMenu.RadioItem key={value} value={value}>
                  <span className="swatch" style={{ background: value }} aria-hidden="true" />
                  {label}
                </DropdownMenu.RadioItem>
              ))}
            </DropdownMenu.RadioGroup>
          </DropdownMenu.SubContent>
        </DropdownMenu.Sub>
        <Moves id={id} />
        <DropdownMenu.Separator />
        <Merge record={record} />
        <DropdownMenu.Item onSelect={() => alterClass(record, { enabled: !enabled })}>
          {enabled ? 'Disable' : 'Enable'}
        </DropdownMenu.Item>
        <DropdownMenu.Separator />
        <DropdownMenu.Item color="red" onSelect={() => deleteClass(record)}>
          Delete
        </DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}

function Moves({ id }: { id: string }) {
  const first = useStore((state) => state.classes[0]?.id === id);
  const last = useStore((state) => state.classes.at(-1)?.id === id);
  return (
    <>
      <DropdownMenu.Item disabled={first} onSelect={() => shiftClass(id, -1)}>
        Move up
      </DropdownMenu.Item>
      <DropdownMenu.Item disabled={last} onSelect={() => shiftClass(id, 1)}>
        Move down
      </DropdownMenu.Item>
    </>
  );
}

function Merge({ record }: { record: ExpressionClass }) {
  const classes = useStore((state) => state.classes);
  if (classes.length < 2) return null;
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger>Merge into</DropdownMenu.SubTrigger>
      <DropdownMenu.SubContent>
        {classes.map(
          (other) =>
            other.id !== record.id && (
              <DropdownMenu.Item key={other.id} onSelect={() => joinClass(record, other)}>
                <span className="swatch" style={{ background: other.colour }} aria-hidden="true" />
                {other.name}
              </DropdownMenu.Item>
            ),
        )}
      </DropdownMenu.SubContent>
    </DropdownMenu.Sub>
  );
}
