/** Finds every objective: adding one is adding one file to objectives/. */

import { AppError } from '../rpc/appError.ts';
import { quoted } from '../rpc/quoted.ts';
import type { Objective } from './objective.ts';
import type { Capabilities } from './protocol.ts';

const modules = import.meta.glob<Objective>('./objectives/*.ts', { eager: true, import: 'default' });

export const objectives: ReadonlyMap<string, Objective> = new Map(
  Object.entries(modules).map(([file, objective]) => {
    if (!file.endsWith(`/${objective.id}.ts`)) throw new Error(`${file} holds the objective “${objective.id}”.`);
    return [objective.id, objective];
  }),
);

/** @throws `bad-weights` when a stored model was trained by a method that this version does not have */
export function objectiveOf(id: string): Objective {
  const objective = objectives.get(id);
  if (!objective)
    throw new AppError('bad-weights', `This version of Mien does not know the training method “${quoted(id)}”.`);
  return objective;
}

/** What any labelled faces will do for, and what the others are compared with. */
const BASELINES = ['supervised', 'simclr', 'supcon'];

/** What the page needs to know of every method, the baselines first. */
export function methods(): Capabilities['methods'] {
  const named = new Map([...BASELINES.map((id) => [id, objectiveOf(id)] as const), ...objectives]);
  return [...named.values()].map(
    ({ id, label, paper, about, formula, needs, options, defaults, stages, compared }) => ({
      ...{ id, label, paper, about, formula, needs, options, defaults },
      stages: stages.map((stage) => ({ id: stage.id, label: stage.label })),
      inspects: compared !== undefined,
    }),
  );
}
