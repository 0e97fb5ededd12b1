/** The run's curves: loss and accuracy over steps, drawn as the reports come. */

import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { percent } from '../parts/words.ts';
import { curvePoints, onCurveChange, plannedSteps } from './curve.ts';

const HEIGHT_PX = 150;

export function Curve() {
  const box = useRef<HTMLDivElement>(null);
  const summary = useRef<HTMLParagraphElement>(null);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const plot = new uPlot(plotOptions(element), plotData(), element);
    const refresh = () => {
      plot.setData(plotData());
      const last = curvePoints().at(-1);
      if (summary.current && last) {
        summary.current.textContent = `Step ${last.step}: loss ${last.loss.toFixed(3)}, accuracy ${percent(last.accuracy)}`;
      }
    };
    refresh();
    const stop = onCurveChange(refresh);
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT_PX }));
    observer.observe(element);
    return () => {
      stop();
      observer.disconnect();
      plot.destroy();
    };
  }, []);

  return (
    <figure className="curve">
      <div className="curve-legend" aria-hidden="true">
        <span data-line="loss">Loss</span>
        <span data-line="accuracy">Accuracy</span>
      </div>
      <div ref={box} role="img" aria-label="Loss and accuracy over training steps" />
      <p ref={summary} className="hidden-visually" />
    </figure>
  );
}

function plotData(): uPlot.AlignedData {
  const points = curvePoints();
  return [points.map(({ step }) => step), points.map(({ loss }) => loss), points.map(({ accuracy }) => accuracy)];
}

/** Canvas cannot take CSS variables: the theme's colours are read when a frame is drawn, so that they follow it. */
function plotOptions(element: HTMLElement): uPlot.Options {
  const colour = (name: string) => () => getComputedStyle(element).getPropertyValue(name);
  const axis = {
    stroke: colour('--gray-11'),
    font: '11px system-ui, sans-serif',
    ticks: { show: false },
    grid: { stroke: colour('--gray-4'), width: 1 },
  };
  return {
    width: element.clientWidth,
    height: HEIGHT_PX,
    cursor: { show: false },
    legend: { show: false },
    scales: {
      x: { time: false, range: (_, __, last) => [0, Math.max(plannedSteps(), last, 1)] },
      accuracy: { range: [0, 1] },
      loss: { range: (_, __, max) => [0, Math.max(max, 0.1)] },
    },
    axes: [
      { ...axis, size: 22 },
      { ...axis, scale: 'loss', size: 38 },
      {
        ...axis,
        scale: 'accuracy',
        side: 1,
        size: 44,
        grid: { show: false },
        values: (_, values) => values.map((value) => percent(value)),
      },
    ],
    series: [
      {},
      { scale: 'loss', stroke: colour('--signal-line'), width: 2, points: { show: false } },
      { scale: 'accuracy', stroke: colour('--gray-12'), width: 1.5, dash: [5, 4], points: { show: false } },
    ],
  };
}
