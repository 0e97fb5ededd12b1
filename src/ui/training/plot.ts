/** Line charts over training steps: axes and colours as everywhere on the page. Knows no run. */

import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { percent } from '../parts/words.ts';

/** Which axis a line is drawn against: losses, shares of 0–1, or the learning rate, which has none to be read from. */
export type Scale = 'loss' | 'share' | 'rate';

/** A line's look. `colour`: a CSS variable. */
export type Look = { scale: Scale; colour: string; dash?: number[]; width?: number };

export type PlotPlan = {
  looks: readonly Look[];
  height: number;
  /** Steps that the axis is long at least. */
  steps: () => number;
  /** Losses on a logarithmic axis. */
  log?: boolean;
  /** Steps at which a stage begins. */
  marks?: () => readonly { step: number; label: string }[];
};

/** @returns the plot, which follows the element's width until it is destroyed */
export function createPlot(element: HTMLElement, plan: PlotPlan, data: uPlot.AlignedData): uPlot {
  const plot = new uPlot(options(element, plan), data, element);
  const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: plan.height }));
  observer.observe(element);
  const { destroy } = plot;
  plot.destroy = () => {
    observer.disconnect();
    destroy.call(plot);
  };
  return plot;
}

/** Canvas cannot take CSS variables: the theme's colours are read when a frame is drawn, so that they follow it. */
function options(element: HTMLElement, { looks, height, steps, log = false, marks }: PlotPlan): uPlot.Options {
  const colour = (name: string) => () => getComputedStyle(element).getPropertyValue(name);
  const losses = looks.some(({ scale }) => scale === 'loss');
  const axis: uPlot.Axis = {
    stroke: colour('--gray-11'),
    font: '11px system-ui, sans-serif',
    ticks: { show: false },
    grid: { stroke: colour('--gray-4'), width: 1 },
  };
  return {
    width: element.clientWidth,
    height,
    cursor: { show: false },
    legend: { show: false },
    scales: {
      x: { time: false, range: (_, __, last) => [0, Math.max(steps(), last, 1)] },
      share: { range: [0, 1] },
      loss: log ? { distr: 3 } : { range: (_, __, max) => [0, Math.max(max, 0.1)] },
      rate: { range: (_, __, max) => [0, Math.max(max * 1.1, 1e-9)] },
    },
    axes: [
      { ...axis, size: 22 },
      { ...axis, scale: 'loss', size: 44, show: losses },
      {
        ...axis,
        scale: 'share',
        side: losses ? 1 : 3,
        size: 44,
        show: looks.some(({ scale }) => scale === 'share'),
        ...(losses && { grid: { show: false } }),
        values: (_, values) => values.map((value) => percent(value)),
      },
    ],
    series: [
      {},
      ...looks.map(
        ({ scale, colour: name, dash, width = 2 }): uPlot.Series => ({
          scale,
          stroke: colour(name),
          width,
          points: { show: false },
          spanGaps: true,
          ...(dash && { dash }),
        }),
      ),
    ],
    hooks: { draw: marks ? [(plot) => drawMarks(plot, marks(), colour('--gray-9')())] : [] },
  };
}

function drawMarks(plot: uPlot, marks: readonly { step: number; label: string }[], colour: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.setLineDash([2, 4]);
  for (const { step, label } of marks) {
    const x = plot.valToPos(step, 'x', true);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillText(label, x + 4 * devicePixelRatio, bbox.top + 12 * devicePixelRatio);
  }
  ctx.restore();
}
