/** What the methods still lack after an import, for those that its samples are of use to. Pure. */

import type { Sample } from '../../data/schema.ts';
import type { ImportSummary } from '../../vision/protocol.ts';
import { calMissing, clmexMissing, rmferMissing, sslferMissing } from '../guided/missing.ts';

/** @param samples all that there are now, the imported ones among them */
export function methodWords({ change, films, views }: ImportSummary, samples: readonly Sample[]): string[] {
  const rated = change.samples.some(({ after }) => after !== null && after.valence !== null);
  return [
    ...(views ? [clmexMissing(samples)] : []),
    ...(films.some(({ people }) => people.length > 1) ? [rmferMissing(samples)] : []),
    ...(films.some(({ people }) => people.length === 1) ? [sslferMissing(samples)] : []),
    ...(rated ? [calMissing(samples)] : []),
  ];
}
