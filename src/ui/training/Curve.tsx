/** The run's loss and accuracy over steps, drawn as the reports come. */

import { useEffect, useRef } from 'react';
import type uPlot from 'uplot';
import { percent } from '../parts/words.ts';
import { onCurveChange, runCurve } from './curve.ts';
import { createPlot, type Look } from './plot.ts';

const HEIGHT_PX = 150;

const LOOKS: Look[] = [
  { scale: 'loss', colour: '--signal-line' },
  { scale: 'share', colour: '--gray-12', width: 1.5, dash: [5, 4] },
];

export function Curve() {
  const box = useRef<HTMLDivElement>(null);
  const summary = useRef<HTMLParagraphElement>(null);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const plan = { looks: LOOKS, height: HEIGHT_PX, steps: () => runCurve().steps };
    const plot = createPlot(element, plan, plotData());
    const refresh = () => {
      plot.setData(plotData());
      const last = runCurve().points.at(-1);
      if (summary.current && last) {
        summary.current.textContent = `Step ${last.step}: loss ${last.loss.toFixed(3)}, accuracy ${percent(last.accuracy)}`;
      }
    };
    refresh();
    const stop = onCurveChange(refresh);
    return () => {
      stop();
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
  const { points } = runCurve();
  return [points.map(({ step }) => step), points.map(({ loss }) => loss), points.map(({ accuracy }) => accuracy)];
}
