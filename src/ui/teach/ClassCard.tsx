/** One class: its key, name, colour, samples, and the button that records into it. */

import { DropdownMenu, IconButton, Kbd } from '@radix-ui/themes';
import { Ellipsis } from 'lucide-react';
import { memo, useState } from 'react';
import { PALETTE } from '../../data/palette.ts';
import type { ExpressionClass } from '../../data/schema.ts';
import { EditableName } from '../parts/EditableName.tsx';
import { count } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { alterClass, deleteClass, ENOUGH_SAMPLES } from './classes.ts';
import { RecordButton } from './RecordButton.tsx';
import { Samples } from './Samples.tsx';

type Props = { record: ExpressionClass; number: number };

export const ClassCard = memo(function ClassCard({ record, number }: Props) {
  const { id, name, colour } = record;
  const [editing, setEditing] = useState(false);
  const total = useStore((state) => state.samples.filter(({ classId }) => classId === id).length);
  const recording = useStore((state) => state.recording === id);
  return (
    <li className="class-card" data-recording={recording} style={{ '--class-colour': colour } as React.CSSProperties}>
      <div className="class-head">
        <span className="swatch" aria-hidden="true" />
        <EditableName
          name={name}
          label="Class name"
          editing={editing}
          onEditing={setEditing}
          onRename={(next) => alterClass(id, { name: next })}
        />
        <span className="class-count">
          {total < ENOUGH_SAMPLES ? `${total} of at least ${ENOUGH_SAMPLES}` : count(total, 'sample')}
        </span>
        <DropdownMenu.Root modal={false}>
          <DropdownMenu.Trigger>
            <IconButton size="1" variant="ghost" aria-label={`More for ${name}`}>
              <Ellipsis size={16} />
            </IconButton>
          </DropdownMenu.Trigger>
          <DropdownMenu.Content align="end">
            <DropdownMenu.Item onSelect={() => setEditing(true)}>Rename</DropdownMenu.Item>
            <DropdownMenu.Sub>
              <DropdownMenu.SubTrigger>Colour</DropdownMenu.SubTrigger>
              <DropdownMenu.SubContent>
                <DropdownMenu.RadioGroup value={colour} onValueChange={(next) => alterClass(id, { colour: next })}>
                  {PALETTE.map(({ name: label, value }) => (
                    <DropdownMenu.RadioItem key={value} value={value}>
                      <span className="swatch" style={{ background: value }} aria-hidden="true" />
                      {label}
                    </DropdownMenu.RadioItem>
                  ))}
                </DropdownMenu.RadioGroup>
              </DropdownMenu.SubContent>
            </DropdownMenu.Sub>
            <DropdownMenu.Separator />
            <DropdownMenu.Item color="red" onSelect={() => deleteClass(record)}>
              Delete
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Root>
      </div>
      <div className="class-body">
        <RecordButton classId={id} name={name} recording={recording}>
          {number <= 9 && (
            <Kbd size="1" aria-hidden="true">
              {number}
            </Kbd>
          )}
        </RecordButton>
        <Samples classId={id} name={name} />
      </div>
    </li>
  );
});
