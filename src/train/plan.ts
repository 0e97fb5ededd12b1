/** A run's settings as the parts of the loop: stages, steps, optimiser, rates, shapes. Knows no samples' pixels. */

import { createRng } from '../math/rng.ts';
import { embeddingWidth, encoderShapes, lastStageNames, type Scope } from '../model/encoder.ts';
import { upload } from '../model/parameters.ts';
import type { Dataset } from './dataset.ts';
import type { Features } from './features.ts';
import type { Objective, Sizes } from './objective.ts';
import { adamW } from './optimisers/adamW.ts';
import { createEma } from './optimisers/ema.ts';
import type { Optimiser } from './optimisers/optimiser.ts';
import { parameterGroups } from './optimisers/parameterGroups.ts';
import { sgd } from './optimisers/sgd.ts';
import type { CommonOptions, OptionValues, RunOptions } from './options.ts';
import type { RunShapes } from './runFile.ts';
import { constant, type Schedule, stepwise, warmUpCosine } from './schedule.ts';
import type { Start } from './start.ts';
import type { RunState } from './step.ts';

/** What a run is made of, whatever its progress. */
export type Prepared = { objective: Objective; options: RunOptions; start: Start; dataset: Dataset };

/** Part of a stage over which the rate rises before its cosine. */
const WARM_UP = 0.05;

/** Betas under which AdamW follows a loss that its opponent keeps changing. */
const SHORT_MEMORY = { beta1: 0.5, beta2: 0.9 };

export function optimiserOf({ optimiser, weightDecay, encoderRate }: CommonOptions): Optimiser {
  const groups = parameterGroups(encoderRate);
  if (optimiser === 'sgd') return sgd({ momentum: 0.9, weightDecay, groups });
  return adamW({ weightDecay, groups, ...(optimiser === 'short' ? SHORT_MEMORY : {}) });
}

export function scheduleOf({ schedule }: CommonOptions): Schedule {
  if (schedule === 'cosine') return warmUpCosine(WARM_UP);
  return schedule === 'step' ? stepwise(3, 0.1) : constant;
}

/** An epoch is as many draws as there are views to learn from. */
export function stepsPerEpoch({ table }: Dataset, { views, batchSize }: CommonOptions): number {
  return Math.max(1, Math.ceil((table.train.length * views) / batchSize));
}

/** Steps of each stage, at least one each; none of a stage that is left out. */
export function stageSteps(objective: Objective, options: OptionValues, steps: number): number[] {
  return objective.stages.map(({ share }) =>
    share(options) > 0 ? Math.max(1, Math.round(share(options) * steps)) : 0,
  );
}

/** Index of the first stage that is not left out. */
export const firstStage = ({ stages }: Objective, options: OptionValues): number =>
  stages.findIndex(({ share }) => share(options) > 0);

export const sizesOf = ({ topology }: Pick<Start, 'topology'>, classes: number): Sizes => ({
  width: embeddingWidth(topology),
  classes,
});

/** Shapes of everything that is trained and kept: the method's, and of the encoder what the scope trains. */
export function runShapes(
  objective: Objective,
  start: Start,
  sizes: Sizes,
  options: OptionValues,
  trained: Iterable<string>,
): RunShapes {
  const encoder = encoderShapes(start.topology);
  const ofEncoder = [...trained].map((name) => [name, encoder.get(name) ?? []] as const);
  const kept = objective.state?.(sizes, options) ?? new Map();
  return {
    parameters: new Map([...objective.shapes(sizes, options), ...ofEncoder]),
    method: new Map([...kept].map(([name, { shape }]) => [name, shape])),
  };
}

/** The state before the first step. */
export function startState(
  objective: Objective,
  features: Features,
  sizes: Sizes,
  { common, method }: { common: CommonOptions; method: OptionValues },
): RunState {
  const rng = createRng(common.seed);
  const parameters = upload(new Map([...objective.create(sizes, method, rng), ...features.trained]));
  return {
    parameters,
    optimiser: optimiserOf(common).init(parameters),
    method: upload(objective.state?.(sizes, method) ?? new Map()),
    average: common.ema > 0 ? createEma(parameters) : {},
    rng,
    step: 0,
    stage: 0,
    stageStep: 0,
    rateFactor: 1,
  };
}

/** Names of the encoder's parameters that a scope trains. */
export function trainedNames({ topology }: Start, scope: Scope): string[] {
  if (scope === 'heads') return [];
  return scope === 'last' ? lastStageNames(topology) : [...encoderShapes(topology).keys()];
}
