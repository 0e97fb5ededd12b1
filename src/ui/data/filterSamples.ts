/** Which samples a gallery shows, and how many there are of each kind. Pure: knows no page. */

import type { ExpressionClass, Sample, SplitPlan } from '../../data/schema.ts';
import { splitOf } from '../../data/split.ts';

/** What samples can be told apart by. */
export type Facet = 'class' | 'person' | 'session' | 'source' | 'split';

/** Value of the facet `class` for samples without a label. */
export const UNLABELLED = '';

/** Samples that somebody picked out, with what they have in common. */
export type SampleList = { title: string; ids: ReadonlySet<string> };

/** Wanted values by facet, none for all of them; a sample is shown when every facet agrees. */
export type Filters = Readonly<Record<Facet, readonly string[]>> & { readonly list: SampleList | null };

export const NO_FILTERS: Filters = { class: [], person: [], session: [], source: [], split: [], list: null };

const FACETS: readonly Facet[] = ['class', 'person', 'session', 'source', 'split'];

export type Order = 'newest' | 'class';

function valueIn(sample: Sample, facet: Facet, plan: SplitPlan | null): string {
  if (facet === 'class') return sample.classId ?? UNLABELLED;
  return facet === 'split' ? splitOf(sample, plan) : sample[facet];
}

/** The samples that every filter lets through, in their order. */
export function filtered(samples: readonly Sample[], filters: Filters, plan: SplitPlan | null): Sample[] {
  const wanted = FACETS.filter((facet) => filters[facet].length > 0).map(
    (facet) => [facet, new Set(filters[facet])] as const,
  );
  return samples.filter(
    (sample) =>
      (!filters.list || filters.list.ids.has(sample.id)) &&
      wanted.every(([facet, values]) => values.has(valueIn(sample, facet, plan))),
  );
}

/** Newest first, or by class as the classes are ordered: those without a label first, the newest of each first. */
export function ordered(samples: readonly Sample[], order: Order, classes: readonly ExpressionClass[]): Sample[] {
  const newest = samples.toReversed();
  if (order === 'newest') return newest;
  const ranks = new Map(classes.map(({ id }, i) => [id, i + 1]));
  const rank = ({ classId }: Sample) => (classId === null ? 0 : (ranks.get(classId) ?? 0));
  return newest.sort((a, b) => rank(a) - rank(b));
}

/** How many samples have each value of each facet; values in the order in which they were first seen. */
export function counted(samples: readonly Sample[], plan: SplitPlan | null): Record<Facet, Map<string, number>> {
  const counts = { class: new Map(), person: new Map(), session: new Map(), source: new Map(), split: new Map() };
  for (const sample of samples) {
    for (const facet of FACETS) {
      const value = valueIn(sample, facet, plan);
      counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
    }
  }
  return counts;
}

/** The filters with one value wanted, or no longer. */
export function toggled(filters: Filters, facet: Facet, value: string): Filters {
  const values = filters[facet];
  const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
  return { ...filters, [facet]: next };
}

export const anyFilter = (filters: Filters): boolean =>
  filters.list !== null || FACETS.some((facet) => filters[facet].length > 0);

/** Every wanted value, for a line that lists them. */
export const wantedValues = (filters: Filters): { facet: Facet; value: string }[] =>
  FACETS.flatMap((facet) => filters[facet].map((value) => ({ facet, value })));
