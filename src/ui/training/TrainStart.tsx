/** The button that starts a run, with the reason where it cannot start, and what came of the last one. */

import { Button } from '@radix-ui/themes';
import { Zap } from 'lucide-react';
import { Notice } from '../parts/Notice.tsx';
import { useStore } from '../store.ts';
import { Outcome } from './Outcome.tsx';
import { startTraining, whyNotTrain } from './run.ts';
import { UnsavedEnd } from './UnsavedEnd.tsx';

type Props = {
  /** What stands beside the button where the run can start, and the id of that line. */
  about: string;
  lineId: string;
  /** Why the settings ask for too much, with what to change; null where they do not. */
  refusal?: string | null;
};

export function TrainStart({ about, lineId, refusal = null }: Props) {
  const run = useStore((state) => state.run);
  const reason = useStore(whyNotTrain) ?? refusal;
  return (
    <>
      {run.kind === 'done' && run.result.state !== 'paused' && <Outcome result={run.result} />}
      {run.kind === 'done' && run.result.unsaved && <UnsavedEnd reason={run.result.unsaved} />}
      {run.kind === 'failed' && (
        <div role="alert">
          <Notice tone="bad">{run.message}</Notice>
        </div>
      )}
      <div className="train-start">
        <Button size="3" disabled={reason !== null} aria-describedby={lineId} onClick={() => void startTraining()}>
          <Zap size={16} aria-hidden="true" />
          {run.kind === 'idle' ? 'Train' : 'Train again'}
        </Button>
        <p id={lineId}>{reason ?? about}</p>
      </div>
    </>
  );
}
