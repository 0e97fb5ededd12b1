/** A run as files: its curve as CSV, its settings as JSON. Pure. */

import type { HistoryPoint, RunInfo } from '../../data/schema.ts';

/** One row a point; what was not measured is empty. */
export function curveCsv(history: readonly HistoryPoint[]): string {
  const parts = [...new Set(history.flatMap((point) => Object.keys(point.parts)))];
  const metrics = [...new Set(history.flatMap((point) => Object.keys(point.metrics ?? {})))];
  const head = ['step', 'loss', ...parts.map((name) => `loss_${name}`)];
  const rows = history.map(
    ({ step, loss, parts: losses, metrics: own = {}, accuracy, judgeLoss, knn, learningRate }) => [
      step,
      loss,
      ...parts.map((name) => losses[name] ?? ''),
      accuracy,
      judgeLoss,
      knn ?? '',
      ...metrics.map((label) => own[label] ?? ''),
      learningRate,
    ],
  );
  return [[...head, 'accuracy', 'held_out_loss', 'knn_accuracy', ...metrics, 'learning_rate'], ...rows]
    .map((row) => `${row.map((cell) => quoted(String(cell))).join(',')}\r\n`)
    .join('');
}

/** A method may name its losses as it likes. */
const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** All that decided the run, and how good it was; nothing of the samples. */
export function settingsJson(run: RunInfo): string {
  const { name, createdAt, encoder, classes, settings, stageSteps, step, state, judgedOn, metrics } = run;
  const about = {
    name,
    createdAt: new Date(createdAt).toISOString(),
    encoder,
    classes: classes.map((each) => each.name),
  };
  return `${JSON.stringify({ ...about, settings, stageSteps, step, state, judgedOn, metrics }, null, 2)}\n`;
}
