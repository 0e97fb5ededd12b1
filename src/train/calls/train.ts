/** The calls that train: a new run, a run that goes on, what one would cost, and its end. */

import { loadCheckpoint } from '../../data/runs.ts';
import { AppError } from '../../rpc/appError.ts';
import type { Context as CallContext, Handlers } from '../../rpc/protocol.ts';
import { createEstimator } from '../estimate.ts';
import { lastCheckpoint } from '../keeper.ts';
import { openOwnModel } from '../ownModel.ts';
import type { TrainerCalls, TrainReport, TrainResult } from '../protocol.ts';
import { resumeRun, type Supervision, startRun } from '../training.ts';
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
}: Context): Pick<Handlers<TrainerCalls>, 'train' | 'resume' | 'stop' | 'estimate'> {
  let current: Going | null = null;
  let estimate: ReturnType<typeof createEstimator> | undefined;

  /** One run at a time; its result answers beside the base. */
  const alone = (
    { signal, report }: CallContext<TrainReport>,
    work: (supervision: Supervision) => Promise<TrainResult>,
  ): Promise<TrainResult> =>
    onBackend(async () => {
      if (current) throw new AppError('bad-input', 'A run is in progress. Stop it before starting another.');
      const going: Going = { asked: null };
      current = going;
      try {
        const breathe = async () => {
          await pace.breathe();
          if (signal.aborted) throw new AppError('aborted', 'Training was ended; what was saved before can go on.');
        };
        const supervision: Supervision = { report, asked: () => going.asked, breathe };
        const result = await navigator.locks.request(LOCK, () => pace.during(() => work(supervision)));
        const { weights } = ready();
        replaceOwn(openOwnModel(result.checkpoint, await loadCheckpoint(result.checkpoint), weights));
        return result;
      } finally {
        current = null;
      }
    });

  return {
    train: ({ options, name }, context) =>
      alone(context, (supervision) => startRun(ready().host, options, name, supervision)),

    resume: ({ run, epochs }, context) =>
      alone(context, async (supervision) =>
        resumeRun(ready().host, await loadCheckpoint(lastCheckpoint(run)), epochs, supervision),
      ),

    stop: ({ as }) => {
      if (current) current.asked = as;
      return {};
    },

    estimate: ({ options }) =>
      onBackend(async () => {
        if (current)
          throw new AppError('bad-input', 'A run is in progress; what another would cost is measured after it.');
        estimate ??= createEstimator(ready().host, pace.breathe);
        return estimate(options);
      }),
  };
}
