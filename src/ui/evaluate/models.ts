/** The models that can be looked at: the base and the checkpoints of the stored runs, and how they are called. Pure. */

import type { Checkpoint, RunInfo } from '../../data/schema.ts';

export type ModelChoice = {
  /** Checkpoint; null: the base model. */
  id: string | null;
  label: string;
  /** Made on other base weights: it answers, but what is computed once with those in use is not of its embeddings. */
  foreign: boolean;
};

export type ModelGroup = { title: string; choices: ModelChoice[] };

const KINDS: { [Kind in Checkpoint['kind']]: string } = { best: 'Best', last: 'Last', pinned: 'Pinned' };
const ORDER: readonly Checkpoint['kind'][] = ['best', 'last', 'pinned'];

/** The choices run by run, best before last before pinned. @param encoder hash of the base weights in use */
export function modelGroups(runs: readonly RunInfo[], encoder: string | undefined): ModelGroup[] {
  return runs
    .filter(({ checkpoints }) => checkpoints.length > 0)
    .map((run) => ({
      title: run.name,
      choices: [...run.checkpoints]
        .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
        .map(({ id, kind, step }) => ({
          id,
          label: `${KINDS[kind]}, step ${step.toLocaleString('en')}`,
          foreign: encoder !== undefined && run.encoder !== encoder,
        })),
    }));
}

/** “Model 2, best”; a checkpoint that is gone is called so. */
export function modelName(id: string | null, runs: readonly RunInfo[]): string {
  if (id === null) return 'Base model';
  for (const run of runs) {
    const found = run.checkpoints.find((checkpoint) => checkpoint.id === id);
    if (found) return `${run.name}, ${KINDS[found.kind].toLowerCase()}`;
  }
  return 'deleted checkpoint';
}

/** The checkpoint to begin with: the one that answers beside the base, else the newest run's best, else the base. */
export function firstModel(runs: readonly RunInfo[], used: string | null): string | null {
  const [newest] = modelGroups(runs, undefined);
  return used ?? newest?.choices[0]?.id ?? null;
}
