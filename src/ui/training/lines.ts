/** The lines of a run's curves: what each shows and how it looks. Pure. */

import type { HistoryPoint } from '../../data/schema.ts';
import { metricNumber } from './judged.ts';
import type { Look } from './plot.ts';
import { smoothed } from './smooth.ts';

/** `write`: how a value is written where it is not as others on its axis. */
export type Line = {
  id: string;
  label: string;
  look: Look;
  value: (point: HistoryPoint) => number | null;
  write?: (value: number) => string;
};

/** Every line is told from the others by its dashes, too. */
const MAIN: Line[] = [
  { id: 'loss', label: 'Loss', look: { scale: 'loss', colour: '--line-loss' }, value: ({ loss }) => loss },
  {
    id: 'judgeLoss',
    label: 'Held-out loss',
    look: { scale: 'loss', colour: '--line-judge', dash: [8, 4] },
    value: ({ judgeLoss }) => judgeLoss,
  },
  {
    id: 'accuracy',
    label: 'Held-out accuracy',
    look: { scale: 'share', colour: '--line-accuracy', dash: [5, 4] },
    value: ({ accuracy }) => accuracy,
  },
  {
    id: 'knn',
    label: 'kNN accuracy',
    look: { scale: 'share', colour: '--line-knn', dash: [2, 3] },
    value: ({ knn }) => knn,
  },
  {
    id: 'learningRate',
    label: 'Learning rate',
    look: { scale: 'rate', colour: '--line-rate', dash: [1, 4], width: 1.5 },
    value: ({ learningRate }) => learningRate,
  },
];

const METRIC_COLOURS = ['--line-metric-1', '--line-metric-2'];
const PART_COLOURS = ['--line-part-1', '--line-part-2', '--line-part-3'];

/** Lines for what these points hold; a loss of one part is shown once. Metrics of a method's own are read as shares are. */
export function linesOf(points: readonly HistoryPoint[]): Line[] {
  const names = [...new Set(points.flatMap(({ parts }) => Object.keys(parts)))];
  const parts = names.length < 2 ? [] : names;
  const metrics = new Set(points.flatMap((point) => Object.keys(point.metrics ?? {})));
  return [
    ...MAIN,
    ...[...metrics].map((label, i): Line => {
      const colour = METRIC_COLOURS[i % METRIC_COLOURS.length] ?? '--line-accuracy';
      const look: Look = { scale: 'share', colour, dash: [12, 4] };
      return {
        id: `metric ${label}`,
        label: `Held-out ${label}`,
        look,
        value: (point) => point.metrics?.[label] ?? null,
        write: metricNumber,
      };
    }),
    ...parts.map((name, i): Line => {
      const colour = PART_COLOURS[i % PART_COLOURS.length] ?? '--line-loss';
      const look: Look = { scale: 'loss', colour, dash: [10, 3, 2, 3], width: 1.5 };
      return { id: `part ${name}`, label: name, look, value: (point) => point.parts[name] ?? null };
    }),
  ];
}

/** Steps, then each line's values over them; a learning rate is what was set, so it is not smoothed. */
export function columns(
  points: readonly HistoryPoint[],
  lines: readonly Line[],
  weight: number,
): [number[], ...(number | null)[][]] {
  const values = lines.map(({ value, look }) => smoothed(points.map(value), look.scale === 'rate' ? 0 : weight));
  return [points.map(({ step }) => step), ...values];
}

/** At most so many points, evenly over the run, the last included. */
export function thinned(points: readonly HistoryPoint[], most: number): HistoryPoint[] {
  const every = Math.max(1, Math.ceil(points.length / most));
  return points.filter((_, i) => (points.length - 1 - i) % every === 0);
}
