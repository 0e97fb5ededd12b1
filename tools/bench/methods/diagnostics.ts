/**
 * What is tried where a claim failed, to tell schedule and rate from the method itself. Decided after the results, on one
 * draw, and no part of the comparison: no verdict rests on it.
 */

import { table } from '../../../src/train/evaluation/markdown.ts';
import type { Line, Measured, Result } from './cells.ts';
import { NAMES } from './claims.ts';
import { ARMS, type Data, LEVELS, METRICS, type Start } from './protocol.ts';

/** A cell with another schedule. `times`: as many steps as in the comparison; `rate`: null where the chosen one is kept. */
export type Diagnostic = Result & { times: number; rate: number | null };
export type Diagnosed = Measured & Pick<Diagnostic, 'times'>;

const SEED = 1;

const tried = (data: Data, start: Start, arm: string, times: number, rate: number | null): Diagnostic => ({
  ...{ kind: 'result', data, start, scope: 'last', arm, level: LEVELS[0], seed: SEED, times, rate },
});

/** Four times the steps for a method and what it lost to; rates beyond the ends of the grid for the method. */
export const DIAGNOSTICS: readonly Diagnostic[] = [
  tried('views', 'labelled', 'clmex', 1, 3),
  tried('mashup', 'unlabelled', 'rmfer', 1, 0.1),
  tried('views', 'labelled', 'clmex', 4, null),
  tried('mashup', 'unlabelled', 'rmfer', 4, null),
  tried('views', 'labelled', 'supervised', 4, null),
  tried('mashup', 'unlabelled', 'supervised', 4, null),
  tried('photos', 'labelled', 'masked', 4, null),
  tried('photos', 'labelled', 'simclr', 4, null),
];

/** Equal for a diagnostic and its line. */
export const diagnosticKey = ({ data, start, arm, times }: Omit<Diagnostic, 'rate'>, rate: number): string =>
  JSON.stringify([data, start, arm, times, rate]);

/** The diagnostics beside the run of the comparison that each differs from. */
export function diagnosticsTable(lines: readonly Diagnosed[], compared: readonly Line[]): string {
  const rows = lines.map((line) => {
    const { data, start, arm, times, rate } = line;
    const metric = METRICS[data];
    const usual = compared.find(
      (other) =>
        other.kind === 'result' &&
        [other.data, other.start, other.arm, other.scope, other.level, other.seed].join() ===
          [data, start, arm, line.scope, line.level, line.seed].join(),
    );
    const schedule = [times === 1 ? '' : `${times} × the steps`, rate === usual?.rate ? '' : `rate × ${rate}`];
    const before = (value: number | null | undefined) =>
      value === null || value === undefined ? '–' : value.toFixed(3);
    return [
      data,
      start === 'labelled' ? 'base' : 'without labels',
      ARMS[data][arm]?.label ?? arm,
      schedule.filter(Boolean).join(', '),
      NAMES[metric],
      before(usual?.[metric]),
      before(line[metric]),
      `${before(usual?.linear)} → ${before(line.linear)}`,
    ];
  });
  return table(
    ['data', 'encoder', 'method', 'changed', 'number', 'in the comparison', 'changed so', 'linear probe'],
    rows,
  );
}
