/** What an optimiser is to the loop: pure functions over named tensors. Knows no model and keeps no state of its own. */

import type { Parameters } from '../../model/parameters.ts';

export type UpdateContext = {
  /** 1 for the first update. */
  step: number;
  /** This step's rate, schedule applied. */
  learningRate: number;
};

export type Optimiser = {
  /** State for the first update; the caller disposes it. */
  init: (parameters: Parameters) => Parameters;
  /** Names and shapes of the state for parameters of these shapes, to check a stored state against. */
  shapes: (parameters: ReadonlyMap<string, number[]>) => Map<string, number[]>;
  /** One update; arguments stay alive, results are new tensors. */
  update: (
    parameters: Parameters,
    gradients: Parameters,
    state: Parameters,
    context: UpdateContext,
  ) => { parameters: Parameters; state: Parameters };
};

/** How a parameter is updated, by its name. `rateFactor` multiplies the learning rate; `decay`: weight decay applies. */
export type Groups = (name: string) => { rateFactor: number; decay: boolean };
