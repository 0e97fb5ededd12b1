/** The benchmark's runs in their order: cheap scopes first, every choice before the results it is for. Knows no faces. */

import {
  BUDGETS,
  LABELS,
  type Method,
  type Scope,
  SEEDS,
  STARTS,
  type Start,
  TRIALS,
  TUNING_LABELS,
  TUNING_SEEDS,
} from './protocol.ts';

/** One run. `trial`: on `pretrain`, with a setting on trial; `result`: on `evaluate`, with the setting chosen by them. */
export type Cell = {
  kind: 'trial' | 'result';
  start: Start;
  scope: Scope;
  method: Method;
  labels: number;
  seed: number;
};
export type Trial = Cell & { kind: 'trial'; setting: number };
export type Result = Cell & { kind: 'result' };

/** What was measured of a cell: a line of docs/results/baselines.jsonl. */
export type Line = (Trial | (Result & { setting: number })) & {
  /** Samples learned from with labels, by class, and without; samples judged, by class. */
  labelled: number[];
  unlabelled: number;
  judged: number[];
  balancedAccuracy: number;
  macroF1: number;
  accuracy: number;
  /** Counts, truth by answer, row by row. */
  confusion: number[];
  steps: number;
  /** How often the run went back because its loss was no number. */
  rollBacks: number;
  msPerStep: number;
  ms: number;
};

const METHODS: { [S in Scope]: readonly Method[] } = {
  frozen: ['probe'],
  heads: ['supervised', 'simclr', 'supcon'],
  last: ['supervised', 'simclr', 'supcon'],
  full: ['supervised', 'simclr', 'supcon'],
};

export const SCOPES: readonly Scope[] = ['frozen', ...(Object.keys(BUDGETS) as Scope[])];

/** Every run, scope after scope: its trials, then seed 1 of all its results, then seed 2, … */
export function allCells(): (Trial | Result)[] {
  return SCOPES.flatMap((scope) => [...trialsOf(scope), ...resultsOf(scope)]);
}

function trialsOf(scope: Scope): Trial[] {
  return TUNING_SEEDS[scope].flatMap((seed) =>
    STARTS.flatMap((start) =>
      METHODS[scope].flatMap((method) =>
        TRIALS[method].map((setting) => ({
          kind: 'trial',
          start,
          scope,
          method,
          labels: TUNING_LABELS,
          seed,
          setting,
        })),
      ),
    ),
  );
}

function resultsOf(scope: Scope): Result[] {
  return SEEDS.flatMap((seed) =>
    STARTS.flatMap((start) =>
      LABELS.flatMap((labels) =>
        METHODS[scope].map((method) => ({ kind: 'result', start, scope, method, labels, seed })),
      ),
    ),
  );
}

/** Equal for a cell and its line. */
export function keyOf(cell: Cell & { setting?: number }): string {
  const { kind, start, scope, method, labels, seed } = cell;
  return JSON.stringify([kind, start, scope, method, labels, seed, ...(kind === 'trial' ? [cell.setting] : [])]);
}

/** The setting with the highest mean balanced accuracy over the trials' draws, the first of equals; null: not all are in. */
export function chosenSetting({ start, scope, method }: Result, lines: readonly Line[]): number | null {
  const scores = TRIALS[method].map((setting) => {
    const found = lines.filter(
      (line) =>
        line.kind === 'trial' &&
        line.start === start &&
        line.scope === scope &&
        line.method === method &&
        line.setting === setting,
    );
    if (found.length < TUNING_SEEDS[scope].length) return null;
    return found.reduce((sum, line) => sum + line.balancedAccuracy, 0) / found.length;
  });
  if (scores.some((score) => score === null)) return null;
  return TRIALS[method][scores.indexOf(Math.max(...(scores as number[])))] ?? null;
}
