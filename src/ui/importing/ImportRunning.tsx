/** How far the import is. Closing it leaves it running. */

import { Button, Dialog, Progress } from '@radix-ui/themes';
import { Square } from 'lucide-react';
import { useNow } from '../parts/useNow.ts';
import { count, duration } from '../parts/words.ts';
import { type Stage, setImportState } from './importState.ts';
import { stopImport } from './runImport.ts';
import { timeLeft } from './timeLeft.ts';

export function ImportRunning({ stage }: { stage: Extract<Stage, { kind: 'running' }> }) {
  const { progress, startedAt, stopping } = stage;
  const now = useNow(1_000);
  const left = progress && timeLeft(progress, now - startedAt);
  const known = progress?.total ? { value: (100 * progress.done) / progress.total } : {};
  return (
    <>
      <Dialog.Title>Importing</Dialog.Title>
      <div className="import-running">
        <Progress {...known} size="2" color="amber" aria-label="Import progress" />
        <p className="import-figures">
          <strong>{count(progress?.added ?? 0, 'face')} added</strong>
          <span>
            {progress ? `${read(progress)}, ${progress.skipped.toLocaleString('en')} left out` : 'Looking at the files'}
          </span>
          <span className="import-left">
            {stopping ? 'Stopping' : left === null ? '' : `About ${duration(left)} left`}
          </span>
        </p>
        <p className="note import-current">{progress?.current}</p>
        <p className="note">
          Every face is stored as it is found. Close this to go on watching; other changes to your samples wait.
        </p>
      </div>
      <div className="dialog-actions">
        <Button variant="soft" onClick={() => setImportState({ open: false })}>
          Close and go on
        </Button>
        <Button disabled={stopping} onClick={stopImport}>
          <Square size={13} fill="currentColor" aria-hidden="true" />
          Stop
        </Button>
      </div>
    </>
  );
}

function read({ done, total }: { done: number; total: number | null }): string {
  const so = done.toLocaleString('en');
  return total === null ? `${so} read` : `${so} of ${total.toLocaleString('en')} read`;
}
