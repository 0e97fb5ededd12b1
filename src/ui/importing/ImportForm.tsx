/** What was given to import, and the few things that the files themselves do not say. */

import { Button, Dialog, Select, TextField } from '@radix-ui/themes';
import { type FormEvent, useMemo, useState } from 'react';
import { useStore } from '../store.ts';
import { described, givenKind, givenViews } from './given.ts';
import { importRule } from './importRule.ts';
import { useImport } from './importState.ts';
import { NamesSwitch } from './NamesSwitch.tsx';
import { closeImport, startImport } from './runImport.ts';
import { clipLength, DEFAULT_FRAMES_PER_SECOND, VideoFields } from './VideoFields.tsx';

/** Select values that are no class ids. */
const NONE = 'none';
const NEW = 'new';

export function ImportForm() {
  const files = useImport((state) => state.files);
  const suggested = useImport((state) => state.session);
  const classes = useStore((state) => state.classes);
  const ready = useStore((state) => state.vision.kind === 'ready');
  const [into, setInto] = useState(NONE);
  const [newClass, setNewClass] = useState('');
  const [person, setPerson] = useState('');
  const [session, setSession] = useState(suggested);
  const [framesPerSecond, setFramesPerSecond] = useState(DEFAULT_FRAMES_PER_SECOND);
  const [clipSeconds, setClipSeconds] = useState<number | null>(null);
  const [multiView, setMultiView] = useState(true);
  const kinds = new Set(files.map(givenKind));
  const views = useMemo(() => givenViews(files), [files]);

  const start = (event: FormEvent) => {
    event.preventDefault();
    const classId = into === NONE || into === NEW ? null : into;
    const options = {
      classId,
      person: person.trim() || 'unknown',
      session: session.trim() || suggested,
      multiView,
      clipSeconds: clipLength(clipSeconds),
      framesPerSecond: Math.min(60, Math.max(0.1, framesPerSecond || DEFAULT_FRAMES_PER_SECOND)),
    };
    void startImport(options, into === NEW ? newClass.trim() : null);
  };

  return (
    <form onSubmit={start}>
      <Dialog.Title>Import</Dialog.Title>
      <Dialog.Description size="3">{described(files)}</Dialog.Description>
      <p className="import-rule">{importRule(files, multiView ? views : null)}</p>
      <div className="import-fields">
        {(kinds.has('picture') || kinds.has('zip') || kinds.has('video')) && (
          <div className="import-field">
            <span id="import-into">
              {kinds.has('video') ? 'Pictures and videos in no folder' : 'Pictures in no folder'}
            </span>
            <Select.Root value={into} onValueChange={setInto}>
              <Select.Trigger aria-labelledby="import-into" />
              <Select.Content position="popper">
                <Select.Item value={NONE}>Come without a class</Select.Item>
                {classes.map(({ id, name }) => (
                  <Select.Item key={id} value={id}>
                    {name}
                  </Select.Item>
                ))}
                <Select.Item value={NEW}>New class…</Select.Item>
              </Select.Content>
            </Select.Root>
          </div>
        )}
        {into === NEW && (
          <label className="import-field" htmlFor="import-class">
            <span>Name of the new class</span>
            <TextField.Root
              id="import-class"
              required
              pattern=".*\S.*"
              maxLength={40}
              value={newClass}
              onChange={({ target }) => setNewClass(target.value)}
            />
          </label>
        )}
        <label className="import-field" htmlFor="import-person">
          <span>Who is shown</span>
          <TextField.Root
            id="import-person"
            placeholder="unknown"
            maxLength={60}
            value={person}
            onChange={({ target }) => setPerson(target.value)}
          />
        </label>
        <label className="import-field" htmlFor="import-session">
          <span>Name of the sitting</span>
          <TextField.Root
            id="import-session"
            maxLength={60}
            value={session}
            onChange={({ target }) => setSession(target.value)}
          />
        </label>
        {kinds.has('video') && (
          <VideoFields
            framesPerSecond={framesPerSecond}
            onFramesPerSecond={setFramesPerSecond}
            clipSeconds={clipSeconds}
            onClipSeconds={setClipSeconds}
          />
        )}
      </div>
      {(views.size > 0 || kinds.has('zip')) && <NamesSwitch on={multiView} onChange={setMultiView} />}
      <p className="note">
        Person and sitting are used where the files do not say. They keep the same face out of both training and test.
      </p>
      {!ready && <p className="note">The face models are being loaded.</p>}
      <div className="dialog-actions">
        <Button type="button" variant="soft" onClick={closeImport}>
          Cancel
        </Button>
        <Button type="submit" disabled={!ready}>
          Start import
        </Button>
      </div>
    </form>
  );
}
