/** The run in progress: how far it is, and how to pause or end it. */

import { Button, Progress } from '@radix-ui/themes';
import { Pause, Square } from 'lucide-react';
import { duration, percent } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { metricWords } from './judged.ts';
import { endTraining } from './run.ts';
import { type Running, shareDone } from './runState.ts';

export function RunningRun() {
  const run = useStore((state) => state.run);
  if (run.kind === 'interrupted') {
    return <p className="note">Interrupted. The run goes on by itself as soon as the trainer is back.</p>;
  }
  if (run.kind !== 'running') return null;
  return (
    <div className="running">
      <p>{describe(run)}</p>
      <Progress value={shareDone(run) * 100} color="amber" size="2" aria-label="Training progress" />
      <div className="running-foot">
        <p className="note">{kept(run)}</p>
        <Button variant="soft" disabled={run.ending !== null} onClick={() => void endTraining('paused')}>
          <Pause size={13} fill="currentColor" aria-hidden="true" />
          Pause
        </Button>
        <Button variant="soft" disabled={run.ending !== null} onClick={() => void endTraining('stopped')}>
          <Square size={13} fill="currentColor" aria-hidden="true" />
          Stop
        </Button>
      </div>
    </div>
  );
}

function kept({ savedAt, unsaved }: Running): string {
  if (unsaved) return `The latest save failed; the run goes on and tries again at the next. ${unsaved}`;
  const saved = savedAt === null ? '' : ` Saved up to step ${savedAt}.`;
  return `Goes on in the background too.${saved}`;
}

function describe({ ending, progress, steps, stages, judgedOn }: Running): string {
  if (ending) return ending === 'paused' ? 'Pausing after this step' : 'Stopping after this step';
  if (!progress) return 'Preparing the samples';
  if (progress.kind === 'preparing') return `Looking at the samples: ${progress.done} of ${progress.total}`;
  const { step, accuracy, metrics, msLeft, stage } = progress;
  const measured = judgedOn === 'training' ? 'accuracy' : 'held-out accuracy';
  const part = stages.length > 1 ? `${stages[stage]?.label ?? ''}: ` : '';
  const own = metricWords(metrics);
  return `${part}Step ${step} of ${steps}, ${measured} ${percent(accuracy)}${own && `, ${own}`}, about ${duration(msLeft)} left`;
}
