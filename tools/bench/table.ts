/** The measured lines as docs/results/baselines.md. Knows no models and no faces. */

import { table } from '../../src/train/evaluation/markdown.ts';
import { type Cell, chosenSetting, type Line, type Result, SCOPES } from './cells.ts';
import { BUDGETS, CLASSES, LABELS, type Method, type Scope, SEEDS, STARTS, TUNING_SEEDS } from './protocol.ts';
import { differenceWords, halfWidth, mean, rangeWords, spread, TOO_EASY } from './statistics.ts';

type Measured = Result & Line;

const METHODS: readonly Method[] = ['probe', 'supervised', 'simclr', 'supcon'];

/** @param planned cells in all */
export function baselinesMarkdown(lines: readonly Line[], planned: number): string {
  const results = lines.filter((line): line is Measured => line.kind === 'result');
  const sections = [
    '# Baselines',
    'Made by `npm run bench:baselines` from `baselines.jsonl`; the protocol is [baselines-protocol.md](baselines-protocol.md).',
    `${lines.length} of ${planned} runs are in: ${results.length} results and ${lines.length - results.length} trials. Mean ± standard deviation over the seeds (n), which draw people, labels and random encoders anew. Chance is ${(1 / CLASSES.length).toFixed(3)}. The difference to \`supervised\` is paired by seed, with a 95 % t interval; of the probe it is the one to \`supervised\` at scope heads.`,
    ...STARTS.flatMap((start) => [
      start === 'base' ? '## From the base encoder' : '## From a random encoder',
      ...LABELS.flatMap((labels) => {
        const rows = SCOPES.flatMap((scope) =>
          METHODS.map((method) => rowOf(results, { start, scope, method, labels })),
        );
        const found = rows.flatMap((row) => (row ? [row] : []));
        const some = results.find((line) => line.start === start && line.labels === labels);
        if (!some) return [];
        return [
          `### ${labels} labels a class`,
          `${sizes(results, start, labels)}`,
          table(['scope', 'method', 'n', 'balanced accuracy', 'macro-F1', 'difference to supervised'], found),
          ...notes(results, start, labels),
        ];
      }),
    ]),
    '## Settings that the trials chose',
    table(['start', 'scope', 'method', 'setting', 'trials (mean balanced accuracy)'], settings(lines)),
    '## Time',
    table(['start', 'scope', 'method', 'steps', 'ms a step', 's a run'], times(lines)),
  ];
  return `${sections.join('\n\n')}\n`;
}

type Group = Pick<Cell, 'start' | 'scope' | 'method' | 'labels'>;

const inGroup = (line: Cell, { start, scope, method, labels }: Group) =>
  line.start === start && line.scope === scope && line.method === method && line.labels === labels;

function rowOf(results: readonly Measured[], group: Group): string[] | null {
  const own = results.filter((line) => inGroup(line, group));
  if (own.length === 0) return null;
  return [
    group.scope,
    group.method,
    `${own.length}`,
    spread(own.map(({ balancedAccuracy }) => balancedAccuracy)),
    spread(own.map(({ macroF1 }) => macroF1)),
    group.method === 'supervised' ? '' : difference(own, supervisedOf(results, group)),
  ];
}

const supervisedOf = (results: readonly Measured[], group: Group) =>
  results.filter((line) =>
    inGroup(line, { ...group, method: 'supervised', scope: group.scope === 'frozen' ? 'heads' : group.scope }),
  );

/** Of balanced accuracy, on the seeds that both have. */
function difference(own: readonly Measured[], supervised: readonly Measured[]): string {
  const pairs = own.flatMap((line) => {
    const other = supervised.find(({ seed }) => seed === line.seed);
    return other ? [line.balancedAccuracy - other.balancedAccuracy] : [];
  });
  return differenceWords(pairs);
}

/** Where the comparison says nothing, by the rule that methods are held to. */
function notes(results: readonly Measured[], start: Cell['start'], labels: number): string[] {
  return (Object.keys(BUDGETS) as Scope[]).flatMap((scope) => {
    const found = results.filter((line) => inGroup(line, { start, scope, labels, method: 'supervised' }));
    const scores = found.map(({ balancedAccuracy }) => balancedAccuracy);
    const half = halfWidth(scores);
    if (half === null) return [];
    if (mean(scores) > TOO_EASY) return [`Scope ${scope} is void: supervised is above ${100 * TOO_EASY} %.`];
    if (mean(scores) - half <= 1 / CLASSES.length) {
      return [`Scope ${scope} is void: supervised is not above chance (its 95 % interval over seeds holds it).`];
    }
    return [];
  });
}

/** Labelled faces of each class and judged ones, least to most over the seeds. */
function sizes(results: readonly Measured[], start: Cell['start'], labels: number): string {
  const found = results.filter((line) => line.start === start && line.labels === labels);
  const range = (of: (line: Measured) => number) => rangeWords(found.map(of));
  const byClass = (of: (line: Measured) => number[]) =>
    CLASSES.map((name, c) => `${name} ${range((line) => of(line)[c] ?? 0)}`).join(', ');
  return `Labelled: ${byClass(({ labelled }) => labelled)}. Judged: ${byClass(({ judged }) => judged)}.`;
}

function settings(lines: readonly Line[]): string[][] {
  return groups(lines.filter(({ kind }) => kind === 'trial')).map(([{ start, scope, method }, some]) => {
    const tried = [...new Set(some.map(({ setting }) => setting))].map((setting) => {
      const scores = some.filter((line) => line.setting === setting).map(({ balancedAccuracy }) => balancedAccuracy);
      return `${setting}: ${mean(scores).toFixed(3)}${scores.length < TUNING_SEEDS[scope].length ? ' (not all in)' : ''}`;
    });
    const chosen = chosenSetting({ kind: 'result', start, scope, method, labels: 0, seed: SEEDS[0] ?? 0 }, lines);
    return [start, scope, method, `${chosen ?? 'not all in'}`, tried.join(', ')];
  });
}

const times = (lines: readonly Line[]): string[][] =>
  groups(lines).map(([{ start, scope, method }, some]) => [
    start,
    scope,
    method,
    `${some[0]?.steps ?? 0}`,
    scope === 'frozen' ? '–' : mean(some.map(({ msPerStep }) => msPerStep)).toFixed(0),
    (mean(some.map(({ ms }) => ms)) / 1000).toFixed(1),
  ]);

/** Lines by start, scope and method. */
function groups(lines: readonly Line[]): [Line, Line[]][] {
  const found = new Map<string, Line[]>();
  for (const line of lines) {
    const key = JSON.stringify([line.start, line.scope, line.method]);
    found.set(key, [...(found.get(key) ?? []), line]);
  }
  return [...found.values()].map((some) => [some[0] as Line, some]);
}
