/** The names and colours in which the two models' classes are shown. Knows only the state. */

import { runOf } from './runFacts.ts';
import type { State } from './store.ts';
import { VIEWFINDER } from './viewfinder.ts';

export type Legend = { name: string; colour: string }[];

/** “happiness” → “Happiness”. */
export const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The base model's classes; one colour, so that none looks better than another. */
export function baseLegend({ capabilities }: Pick<State, 'capabilities'>): Legend {
  return (capabilities?.base.classes ?? []).map((name) => ({ name: capitalised(name), colour: VIEWFINDER }));
}

/** The own model's classes by their present names; one deleted since keeps the name it had at training time. */
export function ownLegend({ own, classes, runs }: Pick<State, 'own' | 'classes' | 'runs'>): Legend | null {
  if (!own) return null;
  const run = runOf(runs, own.checkpoint);
  return own.classes.map((id, i) => {
    const present = classes.find((candidate) => candidate.id === id);
    if (present) return { name: present.name, colour: present.colour };
    return { name: run?.classes[i]?.name ?? 'deleted class', colour: run?.card?.classes[i]?.colour ?? '#8d8d86' };
  });
}
