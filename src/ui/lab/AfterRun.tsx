/** Where one goes from a finished run: on for some epochs, or to its checkpoints. */

import { Button } from '@radix-ui/themes';
import { openLab, useStore } from '../store.ts';
import { GoOn } from './GoOn.tsx';

export function AfterRun({ id }: { id: string }) {
  const run = useStore((state) => state.runs.find((stored) => stored.id === id));
  if (!run) return null;
  return (
    <div className="after-run">
      {/* One that was paused stands above. */}
      {run.state === 'paused' ? <span /> : <GoOn run={run} />}
      <Button size="1" variant="ghost" onClick={() => openLab('runs')}>
        Its checkpoints, in Runs
      </Button>
    </div>
  );
}
