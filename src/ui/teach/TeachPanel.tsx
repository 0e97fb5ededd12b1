/** The user's classes: add them, record into them, see and prune what was recorded. */

import { Button } from '@radix-ui/themes';
import { Plus } from 'lucide-react';
import { ActorsButton } from '../actors/ActorsButton.tsx';
import { GuidedButton } from '../guided/GuidedButton.tsx';
import { Notice } from '../parts/Notice.tsx';
import { SavedLine } from '../parts/SavedLine.tsx';
import { useStore } from '../store.ts';
import { CaptureSettings } from './CaptureSettings.tsx';
import { ClassCard } from './ClassCard.tsx';
import { newClass } from './classes.ts';
import { NewClass } from './NewClass.tsx';
import { PersonField } from './PersonField.tsx';
import { Steps } from './Steps.tsx';

/** Expressions that most people can pose, for a quick start. */
const SUGGESTIONS = ['Neutral', 'Smile', 'Raised eyebrows', 'Wink'];

export function TeachPanel() {
  const classes = useStore((state) => state.classes);
  const storage = useStore((state) => state.storage);
  return (
    <section className="panel teach" aria-labelledby="teach-title">
      <header className="panel-head">
        <h2 id="teach-title">Teach</h2>
        <SavedLine />
        {classes.length > 0 && <CaptureSettings />}
      </header>
      {storage.kind === 'unavailable' && <Notice tone="hint">{storage.message}</Notice>}
      {classes.length === 0 && storage.kind !== 'opening' && <Empty />}
      {classes.length > 0 && <PersonField />}
      {classes.length > 0 && (
        <ol className="classes">
          {classes.map((record, i) => (
            <ClassCard key={record.id} record={record} number={i + 1} />
          ))}
        </ol>
      )}
      <NewClass id="new-class" placeholder="New expression, for example “Surprised”" size="2" />
      <div className="teach-ways">
        <GuidedButton />
        <ActorsButton />
      </div>
    </section>
  );
}

function Empty() {
  return (
    <div className="empty">
      <Steps />
      <div className="suggestions">
        {SUGGESTIONS.map((name) => (
          <Button key={name} size="1" radius="full" variant="surface" onClick={() => newClass(name)}>
            <Plus size={13} aria-hidden="true" />
            {name}
          </Button>
        ))}
      </div>
    </div>
  );
}
