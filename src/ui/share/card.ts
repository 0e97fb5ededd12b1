/** What a link tells of a model of this device. Pure. */

import type { ExpressionClass, RunInfo } from '../../data/schema.ts';
import { LONGEST_CHAIN, LONGEST_NAME, type ModelCard } from '../../data/sharedModel.ts';
import { answerOf } from '../runFacts.ts';
import { VIEWFINDER } from '../viewfinder.ts';

/**
 * What is known beside the run's record. `method`: how it is called; `judged`: how many faces it was judged on; `affect`:
 * it reads valence and arousal.
 */
export type Known = { method: string; learnedFrom: ModelCard['learnedFrom']; judged: number; affect: boolean };

/** @param author empty where nobody wishes to be named */
export function cardOf(
  run: RunInfo,
  { method, learnedFrom, judged, affect }: Known,
  present: readonly ExpressionClass[],
  author: string,
): ModelCard {
  const { accuracy, judgedOn } = (answerOf(run) ?? run).metrics;
  return {
    name: fitting(run.name) || 'Model',
    author: fitting(author) || null,
    encoder: run.encoder,
    classes: run.classes.map(({ id, name }, i) => {
      const now = present.find((each) => each.id === id);
      const colour = now?.colour ?? run.card?.classes[i]?.colour ?? VIEWFINDER;
      return { name: fitting(now?.name ?? name) || `Class ${i + 1}`, colour };
    }),
    ...(run.card
      ? copied(run.card)
      : { chain: [], madeAt: run.updatedAt, method, learnedFrom, judged: { accuracy, on: judgedOn, samples: judged } }),
    ...(affect && { affect }),
  };
}

/** A model that came by a link keeps what was told of it, and is told as made from that one. */
function copied({ name, author, chain, madeAt, method, learnedFrom, judged }: ModelCard) {
  const from = fitting(author ? `${name} by ${author}` : name);
  return { chain: [...chain, from].slice(-LONGEST_CHAIN), madeAt, method, learnedFrom, judged };
}

const fitting = (name: string): string => name.trim().slice(0, LONGEST_NAME).trim();
