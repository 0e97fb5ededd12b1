/** Which views of a run are laid over another face before they are altered, and with which meshes. Knows no pixels. */

import { hash } from '../math/hash.ts';
import type { Objective, SampleTable } from './objective.ts';
import type { RunOptions } from './options.ts';

/** The face that a view is laid over, and the meshes of both, f32 [468, 2]. */
export type Swap = { onto: string; from: Float32Array; to: Float32Array };

/** `name`: what views are kept under that were made so. */
export type Swaps = { name: string; of: (id: string, view: number) => Swap | null };

/** null: the method leaves faces where they are. */
export function swapsOf(
  objective: Objective,
  options: Pick<RunOptions, 'common' | 'method'>,
  table: SampleTable,
): Swaps | null {
  const lender = objective.swaps?.(table, options.method, options.common);
  if (!lender) return null;
  const rows = new Map(table.ids.map((id, i) => [id, i]));
  const of: Swaps['of'] = (id, view) => {
    const sample = rows.get(id);
    const other = sample === undefined ? -1 : lender(sample, view);
    const onto = table.ids[other];
    const [from, to] = [table.landmarks[sample ?? -1], table.landmarks[other]];
    return onto !== undefined && from && to ? { onto, from, to } : null;
  };
  const views = Array.from({ length: options.common.views }, (_, view) => view);
  const plan = table.ids.flatMap((id) => views.map((view) => of(id, view)?.onto ?? ''));
  return { name: String(hash(plan.join('\n'))), of };
}
