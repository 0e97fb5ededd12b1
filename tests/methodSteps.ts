/** Two steps of every stage of every method, to be made on one backend and compared with another. */

import type { HistoryPoint } from '../src/data/schema.ts';
import type { Parameters } from '../src/model/parameters.ts';
import { defaultOptions } from '../src/train/options.ts';
import { objectives } from '../src/train/registry.ts';
import { run } from '../src/train/run.ts';
import { releaseRun } from '../src/train/step.ts';
import { cloudsOf, optionsFor, planOf, stateOf } from './clouds.ts';

/** After them. `values`: the loss and its parts; then the gradients, as momentum has summed them; then what the method keeps. */
export type MethodStep = { name: string; values: number[][] };

const valuesOf = (tensors: Parameters): Promise<number[][]> =>
  Promise.all(Object.values(tensors).map(async (tensor) => Array.from(await tensor.data())));

/** What the name of each begins with. */
export const METHOD = 'method ';

/** In the first step nothing of the adapter but its last layer has a gradient. */
const STEPS = 2;

/** On the current backend; without the stages that are left out by default. */
export async function methodSteps(): Promise<MethodStep[]> {
  const steps: MethodStep[] = [];
  for (const objective of objectives.values()) {
    for (const [i, stage] of objective.stages.entries()) {
      if (stage.share(defaultOptions(objective).method) === 0) continue;
      const some = cloudsOf({ classes: 3, perClass: 24 });
      // Adam divides a gradient by itself in its first step: next to nothing and its opposite would be far apart.
      const options = optionsFor(objective, { optimiser: 'sgd', weightDecay: 0 });
      const state = stateOf(objective, some, options);
      const alone = objective.stages.map((_, k) => (k === i ? STEPS : 0));
      const { loss, parts }: HistoryPoint = await run(state, planOf(objective, some, options, alone));
      const values = [
        [loss, ...Object.values(parts)],
        ...(await valuesOf(state.optimiser)),
        ...(await valuesOf(state.method)),
      ];
      steps.push({ name: `${METHOD}${objective.label}: ${stage.label}`, values });
      releaseRun(state);
      some.features.dispose();
    }
  }
  return steps;
}
