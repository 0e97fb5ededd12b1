/** One class: its key, name, colour, samples, and the button that records into it. */

import { Kbd } from '@radix-ui/themes';
import { memo, useState } from 'react';
import type { ExpressionClass } from '../../data/schema.ts';
import { EditableName } from '../parts/EditableName.tsx';
import { count } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { ClassMenu } from './ClassMenu.tsx';
import { alterClass, ENOUGH_SAMPLES } from './classes.ts';
import { RecordButton } from './RecordButton.tsx';
import { Samples } from './Samples.tsx';
import { TakeNote } from './TakeNote.tsx';

type Props = { record: ExpressionClass; number: number };

export const ClassCard = memo(function ClassCard({ record, number }: Props) {
  const { id, name, colour, enabled } = record;
  const [editing, setEditing] = useState(false);
  const total = useStore((state) => state.samples.filter(({ classId }) => classId === id).length);
  const recording = useStore((state) => state.recording === id);
  return (
    <li
      className="class-card"
      data-recording={recording}
      data-disabled={!enabled}
      style={{ '--class-colour': colour } as React.CSSProperties}
    >
      <div className="class-head">
        <span className="swatch" aria-hidden="true" />
        <EditableName
          name={name}
          label="Class name"
          editing={editing}
          onEditing={setEditing}
          onRename={(next) => alterClass(record, { name: next })}
        />
        <span className="class-count">
          {!enabled
            ? `Disabled, ${count(total, 'sample')}`
            : total < ENOUGH_SAMPLES
              ? `${total} of at least ${ENOUGH_SAMPLES}`
              : count(total, 'sample')}
        </span>
        <ClassMenu record={record} onRename={() => setEditing(true)} />
      </div>
      <div className="class-body">
        <RecordButton classId={id} name={name} recording={recording} disabled={!enabled}>
          {number <= 9 && (
            <Kbd size="1" aria-hidden="true">
              {number}
            </Kbd>
          )}
        </RecordButton>
        <TakeNote classId={id} />
        <Samples classId={id} name={name} />
      </div>
    </li>
  );
});
