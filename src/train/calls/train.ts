/** The calls that train: a new run, a run that goes on, what one would cost, its end and another try to keep that. */

import { loadCheckpoint, loadRun } from '../../data/runs.ts';
import type { RunRecord } from '../../data/schema.ts';
import { AppError } from '../../rpc/appError.ts';
import type { Context as CallContext, Handlers } from '../../rpc/protocol.ts';
import { createEstimator } from '../estimate.ts';
import { lastCheckpoint } from '../keeper.ts';
import { openOwnModel } from '../ownModel.ts';
import type { TrainerCalls, TrainReport, TrainResult } from '../protocol.ts';
import { resumeRun, type Supervision, startRun, type Trained } from '../training.ts';
import type { Context } from './context.ts';

/** While a page holds a lock, browsers do not freeze it in the background. */
const LOCK = 'mien training';

/** The run in progress, and what the user asked of it. */
type Going = { asked: 'paused' | 'stopped' | null };

export function trainCalls({
  ready,
  pace,
  onBackend,
  replaceOwn,
}: Context): Pick<Handlers<TrainerCalls>, 'train' | 'resume' | 'stop' | 'keep' | 'estimate'> {
  let current: Going | null = null;
  /** The end of the last run, where there was no room for it. */
  let unsaved: Trained['unsaved'] = null;
  let estimate: ReturnType<typeof createEstimator> | undefined;

  /** One run at a time; its result answers beside the base. */
  const alone = (
    { signal, report }: CallContext<TrainReport>,
    work: (supervision: Supervision) => Promise<Trained>,
  ): Promise<TrainResult> =>
    onBackend(async () => {
      if (current) throw new AppError('bad-input', 'A run is in progress. Stop it before starting another.');
      const going: Going = { asked: null };
      current = going;
      unsaved = null;
      try {
        const breathe = async () => {
          await pace.breathe();
          if (signal.aborted) throw new AppError('aborted', 'Training was ended; what was saved before can go on.');
        };
        const supervision: Supervision = { report, asked: () => going.asked, breathe };
        const trained = await navigator.locks.request(LOCK, () => pace.during(() => work(supervision)));
        const { result } = trained;
        unsaved = trained.unsaved;
        replaceOwn(openOwnModel(result.checkpoint, trained, ready().weights));
        return result;
      } finally {
        current = null;
      }
    });

  return {
    train: ({ options, name }, context) =>
      alone(context, (supervision) => startRun(ready().host, options, name, supervision)),

    resume: ({ run, epochs }, context) =>
      alone(context, async (supervision) => resumeRun(ready().host, await leftOff(run), epochs, supervision)),

    stop: ({ as }) => {
      if (current) current.asked = as;
      return {};
    },

    keep: async () => {
      if (!unsaved) throw new AppError('bad-input', 'There is nothing left to save of the last run.');
      await unsaved.keep();
      unsaved = null;
      return {};
    },

    estimate: ({ options }, { signal }) =>
      onBackend(async () => {
        const breathe = async () => {
          await pace.breathe();
          if (signal.aborted) throw new AppError('aborted', 'Stopped on request.');
          // Steps beside those of a run would be timed too long.
          if (current) throw new AppError('aborted', 'A run has begun; what another would cost is measured after it.');
        };
        await breathe();
        estimate ??= createEstimator(ready().host);
        return estimate(options, breathe);
      }),
  };
}

/** Where a stored run goes on: its last checkpoint; before its first save, the start. */
async function leftOff(id: string): Promise<{ run: RunRecord; tensors: ArrayBuffer | null }> {
  const run = await loadRun(id);
  return run.step === 0 ? { run, tensors: null } : loadCheckpoint(lastCheckpoint(id));
}
