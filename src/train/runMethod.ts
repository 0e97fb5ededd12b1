/** The method of a run, those of models that came from elsewhere included. Knows no weights. */

import type { RunRecord } from '../data/schema.ts';
import { AFFECT_HEAD } from '../model/affectHead.ts';
import type { Objective } from './objective.ts';
import { objectiveOf } from './registry.ts';
import { sharedShapes } from './sharedArrays.ts';

/**
 * What came with a head for valence and arousal answers with it, although the plain method that it is kept under trains
 * none.
 * @throws `bad-weights` when this version does not have the method
 */
export function runMethod({ settings, card }: Pick<RunRecord, 'settings' | 'card'>): Objective {
  const objective = objectiveOf(settings.objective);
  if (!card?.affect) return objective;
  return { ...objective, affect: AFFECT_HEAD, shapes: (sizes) => sharedShapes(sizes, true) };
}

export const readsAffect = (run: Pick<RunRecord, 'settings' | 'card'>): boolean => runMethod(run).affect !== undefined;
