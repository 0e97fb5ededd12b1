/** One step of a run: the gradients and updates of every phase, in order. Knows no method, no storage and no clock. */

import { add, keep, type Scalar, type Tensor, tidy, valueAndGrads } from '@tensorflow/tfjs-core';
import type { Rng } from '../math/rng.ts';
import { type Parameters, parameter, release } from '../model/parameters.ts';
import type { Phase } from './objective.ts';
import { clipByGlobalNorm } from './optimisers/clip.ts';
import { updateEma } from './optimisers/ema.ts';
import type { Optimiser } from './optimisers/optimiser.ts';
import { type GradientsAt, samGradients } from './optimisers/sam.ts';

/** Everything that the next step depends on. */
export type RunState = {
  parameters: Parameters;
  /** The optimiser's state; begun anew in every stage, whose losses are others. */
  optimiser: Parameters;
  /** What the method keeps besides, changed by no gradient. */
  method: Parameters;
  /** The averaged parameters; none where the run does not average. */
  average: Parameters;
  rng: Rng;
  /** Steps done, in all and in this stage. */
  step: number;
  stage: number;
  stageStep: number;
  /** What is left of the learning rate after roll-backs, 0–1. */
  rateFactor: number;
};

/** `sam`: radius, 0: off. `clip`: longest gradient, 0: any. `ema`: decay of the average. */
export type Updates = { optimiser: Optimiser; learningRate: number; sam: number; clip: number; ema: number };

/** Mean losses of a step by name: `loss` is the sum over the phases, the others are its parts. */
export type StepLosses = { loss: Scalar; [part: string]: Scalar };

export function releaseRun(state: RunState): void {
  for (const tensors of [state.parameters, state.optimiser, state.method, state.average]) release(tensors);
}

/** The parameters that answer: the average, where there is one. They stay the run's own. */
export const answering = ({ parameters, average }: RunState): Parameters => ({ ...parameters, ...average });

/**
 * Updates `state` in place: replaced tensors are disposed. The caller disposes the returned losses.
 * @param afterStep the method's next state, new tensors, from the losses of all phases
 */
export function trainStep(
  state: RunState,
  phases: readonly Phase[],
  updates: Updates,
  afterStep?: (losses: { [name: string]: Scalar }) => Parameters,
): StepLosses {
  const losses = tidy(() => {
    const all: { [name: string]: Scalar } = {};
    for (const phase of phases) Object.assign(all, runPhase(state, phase, updates));
    if (afterStep) state.method = replaced(state.method, afterStep(all));
    if (Object.keys(state.average).length > 0) {
      const next = updateEma(state.average, state.parameters, updates.ema, state.step + 1);
      state.average = replaced(state.average, next);
    }
    const [first, ...others] = phases.map(({ name }) => all[name] as Scalar);
    const loss = others.reduce((sum, other) => add(sum, other), first as Scalar);
    return { ...all, loss };
  });
  state.step += 1;
  state.stageStep += 1;
  return losses;
}

/** One update; the phase's loss by its name, and its parts by theirs. */
function runPhase(state: RunState, phase: Phase, updates: Updates): { [name: string]: Scalar } {
  const names = Object.keys(state.parameters).filter(phase.trains);
  const parts: { [name: string]: Scalar } = {};
  let first = true;
  const at: GradientsAt = (parameters) => {
    const lossAt = (...tensors: Tensor[]): Scalar => {
      const { loss, parts: made = {} } = phase.loss({ ...parameters, ...named(names, tensors) });
      // SAM asks twice; what is reported is the loss where the parameters are. The tape would drop the parts.
      if (first) for (const [name, part] of Object.entries(made)) parts[name] = keep(part);
      return loss;
    };
    const { value, grads } = valueAndGrads(lossAt)(names.map((name) => parameter(parameters, name)));
    first = false;
    return { value, gradients: named(names, grads) };
  };
  const { value, gradients } = updates.sam > 0 ? samGradients(at, state.parameters, updates.sam) : at(state.parameters);
  const next = updates.optimiser.update(
    named(
      names,
      names.map((name) => parameter(state.parameters, name)),
    ),
    updates.clip > 0 ? clipByGlobalNorm(gradients, updates.clip) : gradients,
    state.optimiser,
    { step: state.stageStep + 1, learningRate: updates.learningRate },
  );
  state.parameters = replaced(state.parameters, next.parameters);
  state.optimiser = replaced(state.optimiser, next.state);
  return { ...parts, [phase.name]: value };
}

/** `old` with some tensors exchanged; those that go are disposed, those that come outlive the step. */
function replaced(old: Parameters, next: Parameters): Parameters {
  release(Object.fromEntries(Object.keys(next).map((name) => [name, parameter(old, name)])));
  for (const tensor of Object.values(next)) keep(tensor);
  return { ...old, ...next };
}

function named(names: readonly string[], tensors: readonly Tensor[]): Parameters {
  return Object.fromEntries(names.map((name, i) => [name, tensors[i] as Tensor]));
}
