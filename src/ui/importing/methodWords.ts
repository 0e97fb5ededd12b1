/** What the methods still lack after an import, for those that its samples are of use to. Pure. */

import type { Sample } from '../../data/schema.ts';
import type { ImportSummary } from '../../vision/protocol.ts';
import { calMissing, clmexMissing, rmferMissing, sslferMissing } from '../guided/missing.ts';

/** `method`: its id. */
type MethodWords = { method: string; words: string };

/** @param samples all that there are now, the imported ones among them */
export function methodWords({ change, views }: ImportSummary, samples: readonly Sample[]): MethodWords[] {
  const added = change.samples.flatMap(({ after }) => after ?? []);
  const peopleOf = new Map<string, Set<string>>();
  for (const { clip, person } of added) {
    if (clip !== null) peopleOf.set(clip, (peopleOf.get(clip) ?? new Set()).add(person));
  }
  const casts = [...peopleOf.values()].map(({ size }) => size);
  return [
    ...(views || added.some(({ moment }) => moment !== null)
      ? [{ method: 'clmex', words: clmexMissing(samples) }]
      : []),
    ...(casts.some((size) => size > 1) ? [{ method: 'rmfer', words: rmferMissing(samples) }] : []),
    ...(casts.some((size) => size === 1) ? [{ method: 'sslfer', words: sslferMissing(samples) }] : []),
    ...(added.some(({ valence }) => valence !== null) ? [{ method: 'cal', words: calMissing(samples) }] : []),
  ];
}
