/** The trained models on this device, one of each run: which one answers beside the base, rename, delete. */

import { DropdownMenu, IconButton, RadioGroup } from '@radix-ui/themes';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { RunInfo } from '../../data/schema.ts';
import { EditableName } from '../parts/EditableName.tsx';
import { useNow } from '../parts/useNow.ts';
import { ago, count, percent } from '../parts/words.ts';
import { answerOf, runOf } from '../runFacts.ts';
import { renameRun } from '../runs.ts';
import { OpenModel } from '../share/OpenModel.tsx';
import { shareRun } from '../share/shareRun.ts';
import { teachClasses } from '../share/teachClasses.ts';
import { openLab, useStore } from '../store.ts';
import { deleteRun, useCheckpoint } from './run.ts';

const NONE = 'none';

export function Models() {
  const runs = useStore((state) => state.runs);
  const used = useStore(({ runs: all, own }) => (own ? (runOf(all, own.checkpoint)?.id ?? NONE) : NONE));
  const busy = useStore((state) => state.run.kind === 'running' || state.trainer.kind !== 'ready');
  // A run that was interrupted before its first save has no model yet.
  const models = runs.filter((run) => answerOf(run));
  if (models.length === 0) {
    return (
      <p className="models-none">
        <OpenModel />
      </p>
    );
  }
  const use = (id: string) => {
    const run = models.find((model) => model.id === id);
    void useCheckpoint((run && answerOf(run)?.id) ?? null);
  };
  return (
    <div className="models">
      <header className="models-head">
        <h3 id="models-title">Models</h3>
        <OpenModel />
      </header>
      <RadioGroup.Root aria-labelledby="models-title" value={used} disabled={busy} onValueChange={use}>
        <div className="model">
          <RadioGroup.Item value={NONE} aria-label="Base model only" />
          <div className="model-text">
            <span>Base model only</span>
          </div>
        </div>
        {models.map((run) => (
          <Row key={run.id} run={run} used={used === run.id} />
        ))}
      </RadioGroup.Root>
    </div>
  );
}

function Row({ run, used }: { run: RunInfo; used: boolean }) {
  const { id, name, createdAt, classes, encoder, card } = run;
  const answering = useStore(({ own }) => run.checkpoints.find((checkpoint) => checkpoint.id === own?.checkpoint));
  const { metrics } = answering ?? answerOf(run) ?? run;
  const [editing, setEditing] = useState(false);
  const now = useNow(30_000);
  const foreign = useStore((state) => state.capabilities !== null && state.capabilities.base.hash !== encoder);
  const live = useStore((state) => state.run.kind === 'running' && state.run.id === id);
  return (
    <div className="model" data-used={used}>
      <RadioGroup.Item value={id} aria-label={`Use ${name}`} />
      <div className="model-text">
        <EditableName
          name={name}
          label="Model name"
          editing={editing}
          onEditing={setEditing}
          onRename={(next) => void renameRun(id, next)}
        />
        {card && (
          <span className="note">Opened from a link or a file{card.author !== null && `, by ${card.author}`}.</span>
        )}
        <span className="note">
          {percent(metrics.accuracy)} right{' '}
          {metrics.judgedOn === 'training' ? 'on its own samples' : 'on samples kept aside'}, {classes.length} classes,{' '}
          {count(metrics.samples, 'sample')}, {ago(Math.max(0, now - createdAt))}
        </span>
        {foreign && (
          <span className="note">Made on other base weights: slower, and new runs do not go on from it.</span>
        )}
      </div>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger>
          <IconButton size="1" variant="ghost" aria-label={`More for ${name}`}>
            <Ellipsis size={16} />
          </IconButton>
        </DropdownMenu.Trigger>
        <DropdownMenu.Content align="end">
          <DropdownMenu.Item onSelect={() => shareRun(id)}>Share or save…</DropdownMenu.Item>
          {card && (
            <DropdownMenu.Item onSelect={() => teachClasses(run, card)}>Teach its classes too</DropdownMenu.Item>
          )}
          <DropdownMenu.Item onSelect={() => setEditing(true)}>Rename</DropdownMenu.Item>
          <DropdownMenu.Item onSelect={() => openLab('runs')}>Show in the Lab</DropdownMenu.Item>
          <DropdownMenu.Separator />
          <DropdownMenu.Item color="red" disabled={live} onSelect={() => void deleteRun(id)}>
            Delete
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Root>
    </div>
  );
}
