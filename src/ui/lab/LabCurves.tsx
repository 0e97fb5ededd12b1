/** The run's curves with all their lines, as one wants to see them. */

import { Switch } from '@radix-ui/themes';
import { useEffect, useRef, useState } from 'react';
import { onCurveChange, runCurve } from '../training/curve.ts';
import { columns, type Line, linesOf } from '../training/lines.ts';
import { createPlot } from '../training/plot.ts';
import { CurveTable } from './CurveTable.tsx';
import { LineToggles } from './LineToggles.tsx';
import { useCurve } from './useCurve.ts';

const HEIGHT_PX = 260;

/** New lines come with the first points only. */
const LINES_MS = 1_000;

export function LabCurves() {
  const { points } = useCurve(LINES_MS);
  const lines = linesOf(points);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set(['learningRate']));
  const [weight, setWeight] = useState(0.6);
  const [log, setLog] = useState(false);
  const shown = lines.filter(({ id }) => !hidden.has(id));
  return (
    <div className="lab-curves">
      <LineToggles
        lines={lines}
        hidden={hidden}
        onToggle={(id) =>
          setHidden(new Set(hidden.has(id) ? [...hidden].filter((each) => each !== id) : [...hidden, id]))
        }
      />
      <Plot key={`${log} ${shown.map(({ id }) => id).join()}`} lines={shown} weight={weight} log={log} />
      <div className="curve-controls">
        <label>
          Smoothing
          <input
            type="range"
            min={0}
            max={0.95}
            step={0.05}
            value={weight}
            onChange={(event) => setWeight(event.target.valueAsNumber)}
          />
          <output>{weight.toFixed(2)}</output>
        </label>
        <label className="switch-row" htmlFor="log-loss">
          <Switch id="log-loss" size="1" checked={log} onCheckedChange={setLog} />
          Logarithmic loss
        </label>
      </div>
      <CurveTable lines={lines} />
    </div>
  );
}

function Plot({ lines, weight, log }: { lines: Line[]; weight: number; log: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const smoothing = useRef(weight);
  const redraw = useRef(() => {});
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const data = () => columns(runCurve().points, lines, smoothing.current);
    const plan = {
      looks: lines.map(({ look }) => look),
      height: HEIGHT_PX,
      steps: () => runCurve().steps,
      log,
      marks: stageMarks,
    };
    const plot = createPlot(element, plan, data());
    redraw.current = () => plot.setData(data());
    const stop = onCurveChange(() => redraw.current());
    return () => {
      stop();
      redraw.current = () => {};
      plot.destroy();
    };
    // Another set of lines is another plot: see its key.
  }, []);
  useEffect(() => {
    smoothing.current = weight;
    redraw.current();
  }, [weight]);
  const names = lines.map(({ label }) => label.toLowerCase()).join(', ');
  return <div ref={box} className="lab-plot" role="img" aria-label={`Over training steps: ${names}`} />;
}

/** Where each stage begins; a run of one stage has none to tell apart. */
function stageMarks(): { step: number; label: string }[] {
  const stages = runCurve().stages.filter(({ steps }) => steps > 0);
  let step = 0;
  const marks = stages.map(({ label, steps }) => {
    const mark = { step, label };
    step += steps;
    return mark;
  });
  return marks.length > 1 ? marks : [];
}
