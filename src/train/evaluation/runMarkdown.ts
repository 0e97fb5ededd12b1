/** The report of a run: its evaluation, what it was and how it ended, its settings. Knows no model and no storage. */

import type { HistoryPoint, RunRecord } from '../../data/schema.ts';
import type { EvaluationReport } from '../protocol.ts';
import { escaped, table } from './markdown.ts';
import { reportMarkdown } from './reportMarkdown.ts';

type Evaluation = EvaluationReport & { method: { [name: string]: number } };

/** What a report tells of a run; nothing of its samples but how many there were. */
export type ReportedRun = Omit<RunRecord, 'samples'>;

/** @param more further rows on how it was made */
export function runMarkdown(run: ReportedRun, evaluation: Evaluation, more: [name: string, value: string][]): string {
  const { objective, common, method } = run.settings;
  const steps = run.stageSteps.reduce((sum, stage) => sum + stage, 0);
  const own = Object.entries(evaluation.method).map(([name, value]) => [escaped(name), value.toFixed(4)]);
  const end = run.history.at(-1);
  const sections = [
    reportMarkdown(evaluation, run.name).trimEnd(),
    ...(own.length > 0 ? ['## Metrics of the method', table(['metric', 'value'], own)] : []),
    '## Run',
    table(
      ['what', 'value'],
      [
        ['ended', `${run.state} at step ${run.step} of ${steps}`],
        ['loss at the end', run.metrics.loss.toFixed(4)],
        ['trained for', `${run.seconds.toFixed(1)} s`],
        ['a step, with check-ups and saves', `${((1000 * run.seconds) / Math.max(1, run.step)).toFixed(1)} ms`],
        ...more,
        ['base weights', run.encoder],
      ],
    ),
    ...(end ? ['## End of the curves', table(['what', 'value'], endRows(end))] : []),
    '## Settings',
    table(
      ['setting', 'value'],
      Object.entries({ objective, ...common, ...method }).map(([name, value]) => [escaped(name), escaped(`${value}`)]),
    ),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** The same as data; the ids of samples behind the confusion's cells mean nothing elsewhere and are left out. */
export function runJson(run: ReportedRun, { cells: _, ...evaluation }: Evaluation): string {
  const { name, createdAt, encoder, classes, settings, stageSteps, step, state, seconds, judgedOn, metrics } = run;
  const about = {
    name,
    createdAt: new Date(createdAt).toISOString(),
    encoder,
    classes: classes.map((each) => each.name),
  };
  const made = { settings, stageSteps, step, state, seconds, judgedOn, metrics, end: run.history.at(-1) ?? null };
  return `${JSON.stringify({ ...about, ...made, evaluation }, null, 2)}\n`;
}

function endRows({
  step,
  loss,
  parts,
  accuracy,
  judgeLoss,
  knn,
  metrics = {},
  learningRate,
}: HistoryPoint): string[][] {
  const rows: [string, number | null][] = [
    ['step', step],
    ['loss', loss],
    ...Object.entries(parts).map(([name, value]): [string, number] => [`loss: ${name}`, value]),
    ['accuracy on what was judged', accuracy],
    ['loss on what was judged', judgeLoss],
    ['accuracy of the 5 nearest', knn],
    ...Object.entries(metrics),
    ['learning rate', learningRate],
  ];
  return rows.flatMap(([name, value]) =>
    value === null ? [] : [[escaped(name), String(Number(value.toPrecision(5)))]],
  );
}
