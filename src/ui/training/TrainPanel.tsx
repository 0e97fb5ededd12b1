/** Training: start it, watch it, stop it, and what came of it. */

import { Button, Progress } from '@radix-ui/themes';
import { Square, Zap } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { TrainReport, TrainResult } from '../../train/protocol.ts';
import { Notice } from '../parts/Notice.tsx';
import { duration, percent } from '../parts/words.ts';
import { type Run, useStore } from '../store.ts';
import { Checkpoints } from './Checkpoints.tsx';
import { startTraining, stopTraining, trainingOptions, whyNotTrain } from './run.ts';
import { Settings } from './Settings.tsx';

const Curve = lazy(async () => ({ default: (await import('./Curve.tsx')).Curve }));

export function TrainPanel() {
  const run = useStore((state) => state.run);
  // Kept here, so that a run in between does not close them.
  const settings = useState(false);
  const trained = useStore((state) => state.checkpoints.length > 0);
  return (
    <section className="panel train" aria-labelledby="train-title">
      <header className="panel-head">
        <h2 id="train-title">Train</h2>
      </header>
      {run.kind === 'running' ? <Running run={run} /> : <Start run={run} settings={settings} />}
      {run.kind !== 'idle' && (
        <Suspense fallback={<div className="curve" />}>
          <Curve />
        </Suspense>
      )}
      {run.kind === 'idle' && !trained && <p className="train-empty">Curves and checkpoints appear here.</p>}
      <Checkpoints />
    </section>
  );
}

function Start({ run, settings }: { run: Run; settings: [boolean, (open: boolean) => void] }) {
  const reason = useStore(whyNotTrain);
  const samples = useStore((state) => state.samples.length);
  const [open, setOpen] = settings;
  return (
    <>
      {run.kind === 'done' && <Outcome result={run.result} />}
      {run.kind === 'failed' && (
        <div role="alert">
          <Notice tone="bad">{run.message}</Notice>
        </div>
      )}
      <div className="train-start">
        <Button
          size="3"
          disabled={reason !== null}
          aria-describedby="train-reason"
          onClick={() => void startTraining(trainingOptions())}
        >
          <Zap size={16} aria-hidden="true" />
          {run.kind === 'idle' ? 'Train' : 'Train again'}
        </Button>
        <p id="train-reason">
          {reason ?? `Learns from your ${samples} samples in this page. The base model stays as it is.`}
        </p>
      </div>
      <button type="button" className="more" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Hide the settings' : 'Settings'}
      </button>
      {open && <Settings />}
    </>
  );
}

function Running({ run }: { run: Extract<Run, { kind: 'running' }> }) {
  const { report, stopping } = run;
  const share = report ? progressOf(report) : 0;
  return (
    <div className="running">
      <div className="running-head">
        <p>{stopping ? 'Stopping after this step' : report ? describe(report) : 'Preparing the samples'}</p>
        <Button variant="soft" disabled={stopping} onClick={() => void stopTraining()}>
          <Square size={13} fill="currentColor" aria-hidden="true" />
          Stop
        </Button>
      </div>
      <Progress value={share * 100} color="amber" size="2" aria-label="Training progress" />
      <p className="note">Goes on in the background too. Stopping keeps what has been learned.</p>
    </div>
  );
}

/** Embedding and training each fill a part of the bar. */
function progressOf(report: TrainReport): number {
  const embedding = 0.3;
  if (report.phase === 'embedding') return (embedding * report.done) / Math.max(1, report.total);
  return embedding + ((1 - embedding) * report.step) / Math.max(1, report.steps);
}

function describe(report: TrainReport): string {
  if (report.phase === 'embedding') return `Looking at the samples: ${report.done} of ${report.total}`;
  const { step, steps, accuracy, judgedOn, msLeft } = report;
  const measured = judgedOn === 'training' ? 'accuracy' : 'held-out accuracy';
  return `Step ${step} of ${steps}, ${measured} ${percent(accuracy)}, about ${duration(msLeft)} left`;
}

/** What the figure was measured on, and so what it is worth. */
const JUDGED: { [On in TrainResult['judgedOn']]: { on: string; worth: string } } = {
  validation: {
    on: 'of the validation samples',
    worth: 'They were kept aside by your split. The test samples have not been looked at.',
  },
  session: {
    on: 'of a recording that it did not learn from',
    worth: 'That session was kept aside whole, so this is a fair test of you on another occasion.',
  },
  time: {
    on: 'of the end of each recording, kept aside',
    worth: 'It is from the same sitting, so expect less on another day and in other light.',
  },
  training: {
    on: 'of the samples that it learned from',
    worth: 'That says little. With 10 samples or more of each class, some are kept aside for an honest figure.',
  },
};

function Outcome({ result }: { result: TrainResult }) {
  const { on, worth } = JUDGED[result.judgedOn];
  return (
    <div className="outcome">
      <p className="outcome-figure">{percent(result.accuracy)}</p>
      <p>
        <strong>
          {result.stopped && 'Stopped early. '}Right on {percent(result.accuracy)} {on}
        </strong>
        <span>{worth}</span>
      </p>
    </div>
  );
}
