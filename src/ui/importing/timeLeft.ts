/** How long an import will still take. Pure. */

import type { ImportProgress } from '../../vision/protocol.ts';

/** Before that the pace says little. */
const SETTLED_MS = 2_000;

/** Milliseconds at the pace so far; null where that cannot be said yet. */
export function timeLeft({ done, total }: Pick<ImportProgress, 'done' | 'total'>, elapsed: number): number | null {
  if (total === null || done === 0 || elapsed < SETTLED_MS) return null;
  return (elapsed / done) * (total - done);
}
