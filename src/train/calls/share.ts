/** The calls that hand a model over: what of a checkpoint answers, and a model of somebody else's as a run. */

import { loadCollection } from '../../data/collection.ts';
import { loadCheckpoint, saveRun } from '../../data/runs.ts';
import type { RunRecord } from '../../data/schema.ts';
import type { Handlers } from '../../rpc/protocol.ts';
import { adoptedRun, answeringTensors } from '../handOver.ts';
import { openOwnModel } from '../ownModel.ts';
import type { TrainerCalls } from '../protocol.ts';
import { objectiveOf } from '../registry.ts';
import type { Context } from './context.ts';

export function shareCalls({
  ready,
  pace,
  replaceOwn,
}: Context): Pick<Handlers<TrainerCalls>, 'share' | 'adopt' | 'borrow'> {
  return {
    share: async ({ checkpoint }) => {
      const stored = await loadCheckpoint(checkpoint);
      const { run } = stored;
      return {
        tensors: answeringTensors(stored, await ready().weightsOf(run.encoder)),
        learnedFrom: await learnedFrom(run),
        judged: run.samples.judge.length,
        affect: objectiveOf(run.settings.objective).affect !== undefined,
      };
    },

    adopt: async ({ model }) => {
      const { host, weightsOf } = ready();
      const { run, checkpoint } = adoptedRun(model, await weightsOf(model.card.encoder), host);
      await saveRun(run, [checkpoint]);
      return { run: run.id, checkpoint: checkpoint.id };
    },

    borrow: ({ model }) =>
      pace.between(async () => {
        const { host, weights, weightsOf } = ready();
        const made = await weightsOf(model.card.encoder);
        const { run, checkpoint } = adoptedRun(model, made, host);
        const opened = openOwnModel(checkpoint.id, { run, tensors: checkpoint.tensors }, made, weights);
        replaceOwn(opened);
        return opened.own;
      }),
  };
}

/** What a run was taught with: its faces that it was not judged on, and whose they are. */
async function learnedFrom({ samples: { ids, judge } }: RunRecord): Promise<{ faces: number; people: number }> {
  const judged = new Set(judge.map((i) => ids[i]));
  const learned = new Set(ids.filter((id) => !judged.has(id)));
  const { samples } = await loadCollection();
  const people = new Set(samples.filter(({ id }) => learned.has(id)).map(({ person }) => person));
  return { faces: learned.size, people: people.size };
}
