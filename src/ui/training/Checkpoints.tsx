/** The trained models on this device: which one answers beside the base, rename, delete. */

import { DropdownMenu, IconButton, RadioGroup } from '@radix-ui/themes';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { CheckpointInfo } from '../../data/schema.ts';
import { renameCheckpoint } from '../checkpoints.ts';
import { EditableName } from '../parts/EditableName.tsx';
import { useNow } from '../parts/useNow.ts';
import { ago, count, percent } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { deleteCheckpoint, useCheckpoint } from './run.ts';

const NONE = 'none';

export function Checkpoints() {
  const checkpoints = useStore((state) => state.checkpoints);
  const used = useStore((state) => state.own?.checkpoint ?? NONE);
  const busy = useStore((state) => state.run.kind === 'running' || state.trainer.kind !== 'ready');
  if (checkpoints.length === 0) return null;
  return (
    <div className="checkpoints">
      <h3 id="checkpoints-title">Checkpoints</h3>
      <RadioGroup.Root
        aria-labelledby="checkpoints-title"
        value={used}
        disabled={busy}
        onValueChange={(id) => void useCheckpoint(id === NONE ? null : id)}
      >
        <div className="checkpoint">
          <RadioGroup.Item value={NONE} aria-label="Base model only" />
          <div className="checkpoint-text">
            <span>Base model only</span>
          </div>
        </div>
        {checkpoints.map((checkpoint) => (
          <Row key={checkpoint.id} checkpoint={checkpoint} />
        ))}
      </RadioGroup.Root>
    </div>
  );
}

function Row({ checkpoint }: { checkpoint: CheckpointInfo }) {
  const { id, name, createdAt, classes, metrics, encoder } = checkpoint;
  const [editing, setEditing] = useState(false);
  const now = useNow(30_000);
  const foreign = useStore((state) => state.capabilities !== null && state.capabilities.base.hash !== encoder);
  const used = useStore((state) => state.own?.checkpoint === id);
  return (
    <div className="checkpoint" data-used={used}>
      <RadioGroup.Item value={id} aria-label={`Use ${name}`} />
      <div className="checkpoint-text">
        <EditableName
          name={name}
          label="Checkpoint name"
          editing={editing}
          onEditing={setEditing}
          onRename={(next) => renameCheckpoint(id, next)}
        />
        <span className="note">
          {percent(metrics.accuracy)} right{' '}
          {metrics.judgedOn === 'training' ? 'on its own samples' : 'on samples kept aside'}, {classes.length} classes,{' '}
          {count(metrics.samples, 'sample')}, {ago(Math.max(0, now - createdAt))}
        </span>
        {foreign && <span className="note">Made on other base weights.</span>}
      </div>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger>
          <IconButton size="1" variant="ghost" aria-label={`More for ${name}`}>
            <Ellipsis size={16} />
          </IconButton>
        </DropdownMenu.Trigger>
        <DropdownMenu.Content align="end">
          <DropdownMenu.Item onSelect={() => setEditing(true)}>Rename</DropdownMenu.Item>
          <DropdownMenu.Separator />
          <DropdownMenu.Item color="red" onSelect={() => void deleteCheckpoint(id)}>
            Delete
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Root>
    </div>
  );
}
