/** How a stored run can go on, or why it cannot. */

import { Button } from '@radix-ui/themes';
import { Play } from 'lucide-react';
import type { RunInfo } from '../../data/schema.ts';
import { canGoOn, standingOf } from '../runFacts.ts';
import { openLab, useStore } from '../store.ts';
import { resumeTraining } from '../training/run.ts';
import { ContinueForm } from './ContinueForm.tsx';

export function GoOn({ run }: { run: RunInfo }) {
  const standing = useStore((state) => standingOf(run, state.run));
  const busy = useStore((state) => state.trainer.kind !== 'ready' || state.run.kind === 'running');
  if (standing === 'running') return null;
  if (!canGoOn(run)) return <p className="note">{whyNot(run)}</p>;
  if (standing === 'done') return <ContinueForm run={run} />;
  return (
    <Button
      className="run-resume"
      size="1"
      variant="soft"
      disabled={busy}
      onClick={() => {
        openLab('train');
        void resumeTraining(run.id);
      }}
    >
      <Play size={12} fill="currentColor" aria-hidden="true" />
      Resume at step {run.step.toLocaleString('en')}
    </Button>
  );
}

function whyNot({ resumable, card }: RunInfo): string {
  if (card) return 'Cannot go on: it came by a link, without the samples that it learned from.';
  return resumable
    ? 'Cannot go on: its last checkpoint was deleted.'
    : 'Cannot go on: which samples it learned from was not written down.';
}
