/** The next run with everything about it, and the one that goes on with its curves and what they say. */

import { useEffect } from 'react';
import { waitingRun } from '../runFacts.ts';
import { useStore } from '../store.ts';
import { beginCurve } from '../training/curve.ts';
import { RunningRun } from '../training/RunningRun.tsx';
import { methodOf } from '../training/settings.ts';
import { WaitingRun } from '../training/WaitingRun.tsx';
import { AfterRun } from './AfterRun.tsx';
import { EstimatedStart } from './EstimatedStart.tsx';
import { LabCurves } from './LabCurves.tsx';
import { MethodPicker } from './MethodPicker.tsx';
import { OptionForm } from './OptionForm.tsx';
import { PresetPicker } from './PresetPicker.tsx';
import { Verdicts } from './Verdicts.tsx';

export function TrainTab() {
  const offer = useStore((state) => state.capabilities);
  return (
    <div className="lab-train">
      <RunPanel />
      <div className="lab-setup">
        {offer ? (
          <>
            <MethodPicker offer={offer} />
            <PresetPicker />
            <OptionForm offer={offer} />
          </>
        ) : (
          <section className="panel">
            <p className="note">The methods appear as soon as the trainer has loaded.</p>
          </section>
        )}
      </div>
    </div>
  );
}

function RunPanel() {
  const run = useStore((state) => state.run);
  const waiting = useStore(({ runs, run: live }) => waitingRun(runs, live));
  const label = useStore(({ capabilities, training }) =>
    capabilities ? methodOf(capabilities, training.objective).label : null,
  );
  const going = run.kind === 'running' || run.kind === 'interrupted';
  // After a reload the curves of the run that waits are shown until another begins.
  const earlier = run.kind === 'idle' ? waiting?.history : undefined;
  useEffect(() => {
    if (earlier) beginCurve(earlier);
  }, [earlier]);
  return (
    <section className="panel lab-run" aria-labelledby="lab-run-title">
      <header className="panel-head">
        <h2 id="lab-run-title">{label ? `Train with ${label}` : 'Train'}</h2>
      </header>
      {going ? (
        <RunningRun />
      ) : (
        <>
          <WaitingRun />
          <EstimatedStart />
        </>
      )}
      {run.kind === 'done' && <AfterRun id={run.result.run} />}
      {(run.kind !== 'idle' || waiting) && (
        <>
          <Verdicts />
          <LabCurves />
        </>
      )}
      {run.kind === 'idle' && !waiting && (
        <p className="train-empty">Loss, held-out accuracy and what they mean appear here while it trains.</p>
      )}
    </section>
  );
}
