/** Training beside the live view: start it, watch it, stop it. All else about it is in the Lab. */

import { Suspense } from 'react';
import { lazyPart } from '../parts/lazyPart.ts';
import { openLab, useStore } from '../store.ts';
import { Models } from './Models.tsx';
import { RunningRun } from './RunningRun.tsx';
import { methodOf } from './settings.ts';
import { TrainStart } from './TrainStart.tsx';
import { WaitingRun } from './WaitingRun.tsx';

const Curve = lazyPart(async () => (await import('./Curve.tsx')).Curve);

export function TrainPanel() {
  const kind = useStore((state) => state.run.kind);
  const trained = useStore((state) => state.runs.length > 0);
  const samples = useStore((state) => state.samples.length);
  const method = useStore(({ capabilities, training }) =>
    capabilities ? methodOf(capabilities, training.objective).label : null,
  );
  const going = kind === 'running' || kind === 'interrupted';
  return (
    <section className="panel train" aria-labelledby="train-title">
      <header className="panel-head">
        <h2 id="train-title">Train</h2>
        <button type="button" className="more" onClick={() => openLab('train')}>
          {method ? `${method}: settings and curves in the Lab` : 'Settings and curves in the Lab'}
        </button>
      </header>
      {going ? (
        <RunningRun />
      ) : (
        <>
          <WaitingRun />
          <TrainStart
            lineId="train-reason"
            about={`Learns from your ${samples} samples in this page. The base model stays as it is.`}
          />
        </>
      )}
      {kind !== 'idle' && (
        <Suspense fallback={<div className="curve" />}>
          <Curve />
        </Suspense>
      )}
      {kind === 'idle' && !trained && <p className="train-empty">Curves and models appear here.</p>}
      <Models />
    </section>
  );
}
