/** The scores of one face over a video, a line for each class, with the threshold under which none is believed. */

import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { percent } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { resolved } from './colours.ts';
import { type FilmReading, type ModelName, scoreLines } from './reading.ts';

/** As recognise.css has them: the rows beneath and the playhead stand on the same scale. */
const GUTTER_PX = 48;
const EDGE_PX = 16;
const HEIGHT_PX = 132;

type Props = { reading: FilmReading; model: ModelName; face: number };

export function ScoreChart({ reading, model, face }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const theme = useStore((state) => state.theme);
  const { models, duration } = reading;

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const drawn = new uPlot(options(element, reading, model), lines(reading, model, face), element);
    plot.current = drawn;
    const observer = new ResizeObserver(() => drawn.setSize({ width: element.clientWidth, height: HEIGHT_PX }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      drawn.destroy();
      plot.current = null;
    };
  }, [models, duration, model, theme]);

  useEffect(() => plot.current?.setData(lines(reading, model, face)), [reading, model, face]);

  return <div ref={box} className="score-chart" role="img" aria-label={`Scores of face ${face} over the video`} />;
}

const lines = ({ moments, models }: FilmReading, model: ModelName, face: number): uPlot.AlignedData =>
  scoreLines(moments, face, model, models[model]?.classes.length ?? 0);

function options(element: HTMLElement, { models, duration }: FilmReading, model: ModelName): uPlot.Options {
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
    padding: [6, EDGE_PX, 0, 0],
    cursor: { show: false },
    legend: { show: false },
    scales: { x: { time: false, range: [0, Math.max(duration, 1) / 1000] }, y: { range: [0, 1] } },
    axes: [
      { ...axis, size: 20, values: (_, values) => values.map(clock) },
      {
        ...axis,
        size: GUTTER_PX,
        splits: () => [0, 0.5, 1],
        values: (_, values) => values.map((value) => percent(value)),
      },
    ],
    series: [
      {},
      ...(models[model]?.legend ?? []).map((entry) => ({
        stroke: () => resolved(entry.colour, element),
        width: 2,
        points: { show: false },
      })),
    ],
    hooks: { drawAxes: [(drawn) => drawThreshold(drawn, models.threshold, colour('--gray-9')())] },
  };
}

/** “7 s”, “2:05” */
function clock(seconds: number): string {
  if (seconds < 60) return `${Number(seconds.toFixed(2))} s`;
  return `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`;
}

function drawThreshold({ ctx, bbox, valToPos }: uPlot, threshold: number, colour: string): void {
  const y = Math.round(valToPos(threshold, 'y', true));
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}
