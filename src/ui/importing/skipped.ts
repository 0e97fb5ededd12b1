/** What an import left out, for reading: by reason, and as text. Pure. */

import type { Skipped } from '../../vision/protocol.ts';

export type Reason = { reason: string; paths: string[] };

/** The commonest reason first. */
export function byReason(skipped: Skipped[]): Reason[] {
  const paths = new Map<string, string[]>();
  for (const { reason, path } of skipped) {
    const known = paths.get(reason);
    if (known) known.push(path);
    else paths.set(reason, [path]);
  }
  return [...paths].map(([reason, of]) => ({ reason, paths: of })).sort((a, b) => b.paths.length - a.paths.length);
}

/** Each reason with its paths beneath it. */
export const asText = (skipped: Skipped[]): string =>
  byReason(skipped)
    .map(({ reason, paths }) => [`${reason} (${paths.length})`, ...paths.map((path) => `  ${path}`), ''].join('\n'))
    .join('\n');
