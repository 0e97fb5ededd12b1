/** The runs of the methods' benchmark in their order: choices, then what claims rest on, then the rest. Knows no faces. */

import {
  ARMS,
  type Arm,
  DATA,
  type Data,
  LATER_SEEDS,
  LEVELS,
  type Level,
  MAIN_ARMS,
  METRICS,
  MORE_LABELS,
  RATES,
  type Scope,
  SEEDS,
  STARTS,
  type Start,
  TRIAL_SEED,
} from './protocol.ts';
import type { Scores } from './scores.ts';

/** One run. `rate`: what the method's own learning rate is multiplied with. */
export type Cell = { data: Data; start: Start; scope: Scope; arm: string; level: Level; seed: number };
export type Trial = Cell & { kind: 'trial'; rate: number };
export type Result = Cell & { kind: 'result' };

/** A measured run: a line of docs/results/methods.jsonl. */
export type Line = (Trial | (Result & { rate: number })) &
  Scores & {
    /** Samples that were labelled (or rated), all of those to learn from, and judged ones. */
    labelled: number;
    learned: number;
    judged: number;
    steps: number;
    /** How often the run went back because its loss was no number. */
    rollBacks: number;
    msPerStep: number;
    ms: number;
  };
export type Measured = Line & { kind: 'result' };

const TEN = LEVELS[0];

export const armOf = ({ data, arm }: Pick<Cell, 'data' | 'arm'>): Arm => ARMS[data][arm] as Arm;

/** Every data set with every start: what one process does, since it keeps the features of both. */
export const GROUPS: readonly { data: Data; start: Start }[] = DATA.flatMap((data) =>
  STARTS.map((start) => ({ data, start })),
);

/** Choices; then seed by seed the primary cells and the cheap ones; the later seeds; what is dear and secondary. */
export function allCells(groups = GROUPS): (Trial | Result)[] {
  const trials = groups.flatMap(({ data, start }) =>
    Object.entries(ARMS[data])
      .filter(([, { rateOf }]) => rateOf === undefined)
      .flatMap(([arm]) =>
        RATES.map(
          (rate): Trial => ({ kind: 'trial', data, start, scope: 'last', arm, level: TEN, seed: TRIAL_SEED, rate }),
        ),
      ),
  );
  const primary = (seed: number) =>
    groups.flatMap((group) => results(group, Object.keys(ARMS[group.data]), 'last', [TEN], seed));
  const heads = (seed: number) =>
    groups.flatMap((group) => [
      ...results(group, Object.keys(ARMS[group.data]), 'heads', [TEN], seed),
      ...results(group, MAIN_ARMS[group.data], 'heads', LEVELS.slice(1), seed),
    ]);
  const moreLabels = (seed: number) =>
    groups
      .filter(({ data }) => MORE_LABELS.includes(data))
      .flatMap((group) => results(group, MAIN_ARMS[group.data], 'last', LEVELS.slice(1), seed));
  return [
    ...trials,
    ...SEEDS.flatMap((seed) => [...primary(seed), ...heads(seed)]),
    ...LATER_SEEDS.flatMap(primary),
    ...SEEDS.flatMap(moreLabels),
  ];
}

const results = (
  group: (typeof GROUPS)[number],
  arms: readonly string[],
  scope: Scope,
  levels: readonly Level[],
  seed: number,
): Result[] => levels.flatMap((level) => arms.map((arm) => ({ kind: 'result', ...group, scope, arm, level, seed })));

/** Equal for a cell and its line. */
export function keyOf(cell: (Trial | Result) & { rate?: number }): string {
  const { kind, data, start, scope, arm, level, seed } = cell;
  return JSON.stringify([kind, data, start, scope, arm, level, seed, ...(kind === 'trial' ? [cell.rate] : [])]);
}

/** The rate of the best trial, the first of equals; null: not all are in. Both scopes use it. */
export function chosenRate(cell: Pick<Cell, 'data' | 'start' | 'arm'>, lines: readonly Line[]): number | null {
  const arm = armOf(cell).rateOf ?? cell.arm;
  const metric = METRICS[cell.data];
  const scores = RATES.map((rate) => {
    const found = lines.find(
      (line) =>
        line.kind === 'trial' &&
        line.data === cell.data &&
        line.start === cell.start &&
        line.arm === arm &&
        line.rate === rate,
    );
    return found?.[metric] ?? null;
  });
  if (scores.some((score) => score === null)) return null;
  return RATES[scores.indexOf(Math.max(...(scores as number[])))] ?? null;
}
