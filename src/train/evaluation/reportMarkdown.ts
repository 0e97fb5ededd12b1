/** An evaluation as a Markdown run report, for files and the terminal. Knows no model. */

import { escaped, table } from './markdown.ts';
import type {
  AffectReport,
  AngleReport,
  AngleScores,
  Calibration,
  Estimate,
  EvaluationReport,
  Interval,
} from './report.ts';

/** @param title the first heading */
export function reportMarkdown(report: EvaluationReport, title: string): string {
  const { parts, confusion, perClass, resampledBy } = report;
  const names = report.classes.map(escaped);
  const drawn = resampledBy === 'people' ? 'whole people' : 'pictures within each class';
  const sections = [
    `# ${escaped(title)}`,
    `Judged on the ${report.judgedOn} samples. Intervals are of 95 %: Wilson for accuracy and recall, bootstrap over ${drawn} for the averages, and never narrower than independent pictures allow.`,
    table(
      ['part', 'samples', 'people'],
      (['train', 'validation', 'test'] as const).map((part) => [
        part,
        `${parts[part].samples}`,
        `${parts[part].people}`,
      ]),
    ),
    bullets([...report.sentences, ...report.notes].map(escaped)),
    '## Scores',
    table(
      ['score', 'value', '95 % interval'],
      [
        scoreRow('accuracy', report.accuracy),
        scoreRow('balanced accuracy', report.balancedAccuracy),
        scoreRow('macro-F1', report.macroF1),
      ],
    ),
    '## Classes',
    table(
      ['class', 'recall', '95 % interval', 'precision', 'F1', 'samples'],
      perClass.map(({ recall, recallInterval, precision, f1, support }, c) => [
        names[c] ?? '',
        ...(support > 0 ? [fixed(recall), range(recallInterval)] : ['–', '–']),
        fixed(precision),
        fixed(f1),
        `${support}`,
      ]),
    ),
    '## Confusion',
    table(
      ['truth \\ answer', ...names],
      confusion.map((row, c) => [names[c] ?? '', ...row.map(String)]),
    ),
    ...angleSections(report.angles),
    ...(report.affect ? affectSections(report.affect) : []),
    '## Calibration',
    table(['temperature', 'calibration error', 'Brier score'], calibrationRows(report.calibration)),
    '## Embedding',
    table(['measure', 'value'], embeddingRows(report)),
    bullets([report.spread?.verdict, report.fit].flatMap((verdict) => (verdict ? [verdict.sentence] : []))),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** “15–30°”, “60° or more”. */
export const angleWords = ({ from, to }: Pick<AngleScores, 'from' | 'to'>): string =>
  to === null ? `${from}° or more` : `${from}–${to}°`;

/** Nothing where all faces look the same way: the accuracy says it. */
function angleSections({ ranges, far }: AngleReport): string[] {
  if (ranges.length < 2) return [];
  const row = ({ accuracy, samples }: AngleScores, name: string) => [
    name,
    fixed(accuracy.value),
    range(accuracy.interval),
    `${samples}`,
  ];
  const rows = [
    ...ranges.map((some) => row(some, angleWords(some))),
    ...(far ? [row(far, `all of ${angleWords(far)}`)] : []),
  ];
  return ['## Angles', table(['face turned by', 'accuracy', '95 % interval', 'samples'], rows)];
}

function affectSections({ radius, ...groups }: AffectReport): string[] {
  const rows = (['all', 'weak', 'strong'] as const).flatMap((strength) => {
    const scores = groups[strength];
    if (!scores) return [];
    const { samples, ccc } = scores;
    return [
      [strength, 'mean of both', fixed(ccc.value), range(ccc.interval), '', '', '', `${samples}`],
      ...(['valence', 'arousal'] as const).map((axis) => {
        const { ccc: own, pcc, rmse, sagr } = scores[axis];
        return [strength, axis, fixed(own), '', fixed(pcc), fixed(rmse), fixed(sagr), `${samples}`];
      }),
    ];
  });
  return [
    '## Valence and arousal',
    `Over all rated samples at once. Weak: nearer to the middle than ${fixed(radius)}.`,
    table(['samples that are', 'axis', 'CCC', '95 % interval', 'PCC', 'RMSE', 'SAGR', 'samples'], rows),
  ];
}

function calibrationRows({ before, temperature, after }: EvaluationReport['calibration']): string[][] {
  const row = (name: string, { ece, brier }: Calibration) => [name, fixed(ece), fixed(brier)];
  const fitted =
    temperature !== null && after ? [row(`${fixed(temperature)} (fitted on validation samples)`, after)] : [];
  return [row('1', before), ...fitted];
}

/** What could not be computed is left out. */
function embeddingRows({ neighbours, linear, identity, geometry, spread }: EvaluationReport): string[][] {
  const rows: [string, number | null | undefined, string?][] = [
    ['5 nearest neighbours: accuracy', neighbours?.accuracy],
    ['5 nearest neighbours: balanced accuracy', neighbours?.balancedAccuracy],
    ['linear probe: accuracy', linear?.accuracy],
    ['linear probe: balanced accuracy', linear?.balancedAccuracy],
    [
      'nearest other sample shows the same person',
      identity?.rate,
      identity ? ` (chance ${fixed(identity.chance)})` : '',
    ],
    ['alignment', geometry.alignment],
    ['uniformity', geometry.uniformity],
    ['deviation relative to an even spread', spread?.relativeStd],
    ['effective rank', spread?.effectiveRank],
  ];
  return rows.flatMap(([name, value, more = '']) => (typeof value === 'number' ? [[name, fixed(value) + more]] : []));
}

const scoreRow = (name: string, { value, interval }: Estimate): string[] => [name, fixed(value), range(interval)];

const fixed = (value: number): string => value.toFixed(4);

const range = ([low, high]: Interval): string => `${fixed(low)} – ${fixed(high)}`;

const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');
