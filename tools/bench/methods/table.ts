/** The measured lines as docs/results/methods.md and, for the app, methods.json. Knows no models and no faces. */

import { table } from '../../../src/train/evaluation/markdown.ts';
import { differenceWords, median, rangeWords, spread } from '../statistics.ts';
import { type Cell, GROUPS, type Line, type Measured } from './cells.ts';
import { CLAIMS, NAMES, verdictOf, voidBecause } from './claims.ts';
import { type Diagnosed, diagnosticsTable } from './diagnostics.ts';
import type { Plan } from './plan.ts';
import {
  ARMS,
  DATA,
  type Data,
  FEWEST_SEEDS,
  HEADS,
  LEVELS,
  METRICS,
  type Scope,
  STARTS,
  type Start,
} from './protocol.ts';

const TITLES: { [D in Data]: string } = {
  mashup: 'RMFER: reactions to a film (sample actors)',
  views: 'CL-MEx and ViewFX: turning heads (sample actors)',
  affect: 'CAL: weak and strong expressions (sample actors)',
  clips: 'SSLFER: clips of one person (sample actors)',
  photos: 'Real faces: lfw-expressions, split evaluate',
};

const STARTED: { [S in Start]: string } = {
  labelled: 'from the base encoder',
  unlabelled: 'from an encoder that never saw a label',
};

type Column = { name: string; of: (line: Measured) => number | null | undefined };

const COMMON: Column[] = [
  { name: 'balanced accuracy', of: (line) => line.balancedAccuracy },
  { name: 'macro-F1', of: (line) => line.macroF1 },
  { name: '5-NN', of: (line) => line.knn },
  { name: 'linear probe', of: (line) => line.linear },
];
const IDENTITY: Column = { name: 'identity 1-NN', of: (line) => line.identity };

const COLUMNS: { [D in Data]: Column[] } = {
  mashup: COMMON,
  views: [
    { name: 'accuracy to 15°', of: (line) => line.frontalAccuracy },
    { name: 'at 45° or more', of: (line) => line.farAccuracy },
    ...COMMON,
    IDENTITY,
  ],
  affect: [
    { name: 'CCC weak', of: (line) => line.weakCcc },
    { name: 'CCC strong', of: (line) => line.affect?.strong.ccc },
    { name: 'CCC', of: (line) => line.affect?.all.ccc },
    { name: 'PCC', of: (line) => both(line, 'pcc') },
    { name: 'RMSE', of: (line) => both(line, 'rmse') },
    { name: 'SAGR', of: (line) => both(line, 'sagr') },
  ],
  clips: [...COMMON, IDENTITY],
  photos: [...COMMON, IDENTITY],
};

/** Of valence and arousal, the mean. */
function both({ affect }: Measured, measure: string): number | undefined {
  const [v, a] = [affect?.all[`${measure}Valence`], affect?.all[`${measure}Arousal`]];
  return v === undefined || a === undefined ? undefined : (v + a) / 2;
}

type Part = { data: Data; start: Start; scope: Scope; level: Cell['level'] };

const inPart = (line: Measured, { data, start, scope, level }: Part) =>
  line.data === data && line.start === start && line.scope === scope && line.level === level;

/** Columns and rows of one table; null where nothing is in. */
function tableOf(results: readonly Measured[], part: Part): { columns: string[]; rows: string[][] } | null {
  const own = results.filter((line) => inPart(line, part));
  if (own.length === 0) return null;
  const columns = COLUMNS[part.data];
  const number = METRICS[part.data];
  const rows = Object.entries(ARMS[part.data]).flatMap(([arm, { label }]) => {
    const lines = own.filter((line) => line.arm === arm);
    if (lines.length === 0) return [];
    const cells = columns.map(({ of }) => {
      const values = lines.flatMap((line) => of(line) ?? []);
      return values.length === 0 ? '–' : spread(values);
    });
    const pairs = lines.flatMap((line) => {
      const other = own.find((each) => each.arm === 'supervised' && each.seed === line.seed);
      const [a, b] = [line[number], other?.[number] ?? null];
      return a === null || b === null ? [] : [a - b];
    });
    return [[label, `${lines.length}`, ...cells, arm === 'supervised' ? '' : differenceWords(pairs)]];
  });
  const [first] = Object.values(ARMS[part.data]);
  const difference = `difference to ${first?.label} in ${NAMES[number]}`;
  return { columns: ['method', 'n', ...columns.map(({ name }) => name), difference], rows };
}

const scopeName = (scope: Scope) => (scope === 'last' ? 'last stage' : 'heads alone');

const titleOf = ({ start, scope, level }: Part) =>
  `${scopeName(scope)}, ${level}, ${STARTED[start]}`.replace(/^./, (letter) => letter.toUpperCase());

/** Labelled, learned from and judged, least to most over the seeds. */
function sizes(lines: readonly Measured[]): string {
  const range = (of: (line: Measured) => number) => rangeWords(lines.map(of));
  return `${range((line) => line.labelled)} labelled of ${range((line) => line.learned)} to learn from; ${range((line) => line.judged)} judged.`;
}

const PARTS: { scope: Scope; level: Cell['level'] }[] = [
  ...LEVELS.map((level) => ({ scope: 'last' as const, level })),
  ...LEVELS.map((level) => ({ scope: 'heads' as const, level })),
];

export function methodsMarkdown(
  lines: readonly Line[],
  plan: Plan,
  planned: number,
  diagnosed: readonly Diagnosed[],
): string {
  const results = lines.filter((line): line is Measured => line.kind === 'result');
  const sections = [
    '# The four methods, compared',
    'Made by `npm run bench:methods` from `methods.jsonl`; the protocol is [methods-protocol.md](methods-protocol.md), and what the figures mean is said in [methods-reading.md](methods-reading.md).',
    `${lines.length} of ${planned} runs are in: ${results.length} results and ${lines.length - results.length} trials, ${plan.steps} steps each at scope last and ${HEADS * plan.steps} at scope heads, on ${plan.backend}. Mean ± standard deviation over seeds (n), which deal people and labels anew. Differences are paired by seed, with a 95 % t interval. Results on rendered actors are not results on people.`,
    '## Verdicts',
    table(['method', 'claim', ...STARTS.map((start) => STARTED[start])], verdictRows(results)),
    ...DATA.flatMap((data) => [
      `## ${TITLES[data]}`,
      ...STARTS.flatMap((start) =>
        PARTS.flatMap((each) => {
          const part = { data, start, ...each };
          const made = tableOf(results, part);
          if (!made) return [];
          const own = results.filter((line) => inPart(line, part));
          const reason = voidBecause(own, part.level, data);
          return [`### ${titleOf(part)}`, `${sizes(own)}${reason ? ` ${reason}` : ''}`, table(made.columns, made.rows)];
        }),
      ),
    ]),
    ...(diagnosed.length > 0
      ? [
          '## Diagnostics of claims that do not hold',
          'One draw (seed 1), decided after the results: what a longer schedule or a rate beyond the grid would have changed. No verdict rests on it.',
          diagnosticsTable(diagnosed, lines),
        ]
      : []),
    '## Learning rates that the trials chose',
    'Times each method’s own default; the deciding number of each trial on its own people.',
    table(['data', 'start', 'method', 'trials'], trialRows(lines)),
    '## Time',
    'Medians: runs shared the machine with other work, and some were paused.',
    table(['data', 'method', 'ms a step, scope last', 's a run'], timeRows(results)),
  ];
  return `${sections.join('\n\n')}\n`;
}

const verdictRows = (results: readonly Measured[]): string[][] =>
  CLAIMS.map((claim) => [
    claim.objective,
    claim.claim,
    ...STARTS.map((start) => {
      const { verdict, text } = verdictOf(claim, start, results);
      return `**${verdict}**: ${text}`;
    }),
  ]);

const trialRows = (lines: readonly Line[]): string[][] =>
  GROUPS.flatMap(({ data, start }) =>
    Object.entries(ARMS[data]).flatMap(([arm, { label }]) => {
      const own = lines.filter(
        (line) => line.kind === 'trial' && line.data === data && line.start === start && line.arm === arm,
      );
      if (own.length === 0) return [];
      const tried = own.map((line) => `× ${line.rate}: ${line[METRICS[data]]?.toFixed(3)}`);
      return [[data, STARTED[start], label, tried.join(', ')]];
    }),
  );

const timeRows = (results: readonly Measured[]): string[][] =>
  DATA.flatMap((data) =>
    Object.entries(ARMS[data]).flatMap(([arm, { label }]) => {
      const own = results.filter((line) => line.data === data && line.arm === arm && line.scope === 'last');
      if (own.length === 0) return [];
      const [step, whole] = [median(own.map(({ msPerStep }) => msPerStep)), median(own.map(({ ms }) => ms))];
      return [[data, label, step.toFixed(0), (whole / 1000).toFixed(1)]];
    }),
  );

/** What the page shows of each method once enough seeds are in: its primary tables and its claims. */
export function methodsJson(lines: readonly Line[]) {
  const results = lines.filter((line): line is Measured => line.kind === 'result');
  const methods = [...new Set(CLAIMS.map(({ objective }) => objective))].flatMap((objective) => {
    const claims = CLAIMS.filter((claim) => claim.objective === objective);
    const sets = DATA.filter((data) => claims.some((claim) => claim.data === data));
    const tables = sets.flatMap((data) =>
      STARTS.flatMap((start) => {
        const part: Part = { data, start, scope: 'last', level: LEVELS[0] };
        const made = seedsOf(results, part).size < FEWEST_SEEDS ? null : tableOf(results, part);
        return made ? [{ title: `${subjectOf(data)}. ${titleOf(part)}`, ...made }] : [];
      }),
    );
    if (tables.length === 0) return [];
    const judged = claims.map((claim) => ({
      claim: claim.claim,
      verdicts: STARTS.map((start) => ({ start: STARTED[start], ...verdictOf(claim, start, results) })),
    }));
    return [[objective, { setting: SETTING, tables, claims: judged }] as const];
  });
  return { note: NOTE, methods: Object.fromEntries(methods) };
}

/** “Reactions to a film (sample actors)” */
const subjectOf = (data: Data): string =>
  TITLES[data].replace(/^[^:]*: /, '').replace(/^./, (letter) => letter.toUpperCase());

/** Seeds of which every arm is in. */
const seedsOf = (results: readonly Measured[], part: Part): Set<number> => {
  const own = results.filter((line) => inPart(line, part));
  const arms = Object.keys(ARMS[part.data]);
  const whole = (seed: number) => arms.every((arm) => own.some((line) => line.arm === arm && line.seed === seed));
  return new Set(own.map(({ seed }) => seed).filter(whole));
};

const SETTING =
  'The encoder’s last stage is trained, with 10 labels of each class; everyone judged is unseen. n: how often, each time with other people.';
const NOTE =
  'Measured by npm run bench:methods; see docs/results/methods.md. Rendered actors are not people: what holds for them need not hold for you.';
