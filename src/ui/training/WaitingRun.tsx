/** The newest run, where it was paused or interrupted: how far it came, and how it goes on. */

import { Button } from '@radix-ui/themes';
import { Play } from 'lucide-react';
import { plannedOf, standingOf, waitingRun } from '../runFacts.ts';
import { useStore } from '../store.ts';
import { resumeTraining } from './run.ts';

export function WaitingRun() {
  const live = useStore((state) => state.run);
  const runs = useStore((state) => state.runs);
  const busy = useStore(
    ({ trainer, storage }) => trainer.kind !== 'ready' || storage.kind !== 'ready' || !storage.writes,
  );
  const run = waitingRun(runs, live);
  if (!run || live.kind === 'interrupted') return null;
  const paused = standingOf(run, live) === 'paused';
  return (
    <div className="waiting">
      <p>
        <strong>
          “{run.name}”: {paused ? 'Paused' : 'Interrupted'} at step {run.step} of {plannedOf(run)}.
        </strong>
        {!paused && ' What was saved is safe; it goes on from there.'}
      </p>
      <Button disabled={busy} onClick={() => void resumeTraining(run.id)}>
        <Play size={13} fill="currentColor" aria-hidden="true" />
        Resume
      </Button>
    </div>
  );
}
