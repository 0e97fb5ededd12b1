/** The report of a headless run: its evaluation, its settings and what it took. Knows no model. */

import type { RunRecord } from '../../src/data/schema.ts';
import { escaped, table } from '../../src/train/evaluation/markdown.ts';
import { reportMarkdown } from '../../src/train/evaluation/reportMarkdown.ts';
import type { EvaluationReport } from '../../src/train/protocol.ts';

/** `preparing`: seconds until the first step. */
export type Timing = { preparing: number; backend: string; cores: number };

export function runMarkdown(
  run: RunRecord,
  evaluation: EvaluationReport & { method: { [name: string]: number } },
  { preparing, backend, cores }: Timing,
): string {
  const { objective, common, method } = run.settings;
  const steps = run.stageSteps.reduce((sum, stage) => sum + stage, 0);
  const own = Object.entries(evaluation.method).map(([name, value]) => [escaped(name), value.toFixed(4)]);
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
        ['views made in', `${preparing.toFixed(1)} s`],
        ['backend', `${backend}, ${cores} processor cores, Node ${process.version}`],
        ['base weights', run.encoder],
      ],
    ),
    '## Settings',
    table(
      ['setting', 'value'],
      Object.entries({ objective, ...common, ...method }).map(([name, value]) => [escaped(name), escaped(`${value}`)]),
    ),
  ];
  return `${sections.join('\n\n')}\n`;
}
