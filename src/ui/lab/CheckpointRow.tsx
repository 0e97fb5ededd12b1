/** One checkpoint of a run: use it, keep it, delete it. */

import { Button, IconButton } from '@radix-ui/themes';
import { Pin, Trash2 } from 'lucide-react';
import type { Checkpoint, RunInfo } from '../../data/schema.ts';
import { bytes, percent } from '../parts/words.ts';
import { pinCheckpoint } from '../runs.ts';
import { useStore } from '../store.ts';
import { deleteCheckpoint, useCheckpoint } from '../training/run.ts';

const KIND: { [K in Checkpoint['kind']]: string } = { last: 'Last', best: 'Best', pinned: 'Pinned' };

export function CheckpointRow({ run, checkpoint, live }: { run: RunInfo; checkpoint: Checkpoint; live: boolean }) {
  const { id, kind, step, metrics } = checkpoint;
  const used = useStore((state) => state.own?.checkpoint === id);
  const busy = useStore((state) => state.trainer.kind !== 'ready' || state.run.kind === 'running');
  const pinned = run.checkpoints.some((other) => other.kind === 'pinned' && other.step === step);
  const name = `the ${KIND[kind].toLowerCase()} checkpoint of ${run.name}`;
  return (
    <li className="checkpoint" data-used={used}>
      <span className="checkpoint-text">
        <strong>{KIND[kind]}</strong>
        <span className="note">
          step {step.toLocaleString('en')}, {percent(metrics.accuracy)} right, {bytes(checkpoint.bytes)}
        </span>
      </span>
      <Button
        size="1"
        variant={used ? 'surface' : 'soft'}
        disabled={busy}
        aria-label={used ? `In use: ${name}` : `Use ${name}`}
        title={used ? 'Answers beside the base model; press to take it away' : 'Lets it answer beside the base model'}
        onClick={() => void useCheckpoint(used ? null : id)}
      >
        {used ? 'In use' : 'Use'}
      </Button>
      <IconButton
        size="1"
        variant="ghost"
        disabled={pinned}
        aria-label={`Pin ${name}`}
        title={pinned ? 'Pinned' : 'Pin: no later step replaces it'}
        onClick={() => void pinCheckpoint(id)}
      >
        <Pin size={14} fill={pinned ? 'currentColor' : 'none'} />
      </IconButton>
      <IconButton
        size="1"
        variant="ghost"
        disabled={live}
        aria-label={`Delete ${name}`}
        title="Delete"
        onClick={() => void deleteCheckpoint(id)}
      >
        <Trash2 size={14} />
      </IconButton>
    </li>
  );
}
