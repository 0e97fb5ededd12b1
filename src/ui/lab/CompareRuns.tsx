/** Two runs beside each other: settings that differ, and their curves over each other. */

import { Button, SegmentedControl } from '@radix-ui/themes';
import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import type { RunInfo } from '../../data/schema.ts';
import { percent } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { columns, type Line, linesOf } from '../training/lines.ts';
import { createPlot, type Look } from '../training/plot.ts';
import { settingsDiff } from './settingsDiff.ts';

const HEIGHT_PX = 200;
const WEIGHT = 0.6;
const SHOWN = ['accuracy', 'loss', 'judgeLoss', 'knn'];

export function CompareRuns({ a, b, onClose }: { a: RunInfo; b: RunInfo; onClose: () => void }) {
  const lines = linesOf([]).filter(({ id }) => SHOWN.includes(id));
  const [measure, setMeasure] = useState('accuracy');
  const line = lines.find(({ id }) => id === measure);
  return (
    <section className="compare" aria-label={`${a.name} and ${b.name} compared`}>
      <header className="compare-head">
        <SegmentedControl.Root size="1" value={measure} aria-label="Curve" onValueChange={setMeasure}>
          {lines.map(({ id, label }) => (
            <SegmentedControl.Item key={id} value={id}>
              {label}
            </SegmentedControl.Item>
          ))}
        </SegmentedControl.Root>
        <Button size="1" variant="ghost" onClick={onClose}>
          Close
        </Button>
      </header>
      <div className="curve-legend" aria-hidden="true">
        <span data-line="loss">{a.name}</span>
        <span data-line="accuracy">{b.name}</span>
      </div>
      {line && <Both key={`${a.id} ${b.id} ${measure}`} a={a} b={b} line={line} />}
      <Differences a={a} b={b} />
    </section>
  );
}

function Both({ a, b, line }: { a: RunInfo; b: RunInfo; line: Line }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const { scale } = line.look;
    const looks: Look[] = [
      { scale, colour: '--signal-line' },
      { scale, colour: '--gray-12', dash: [5, 4] },
    ];
    // Their steps differ: one axis for both.
    const data = uPlot.join([columns(a.history, [line], WEIGHT), columns(b.history, [line], WEIGHT)]);
    const plot = createPlot(element, { looks, height: HEIGHT_PX, steps: () => 0 }, data);
    return () => plot.destroy();
  }, []);
  return (
    <div
      ref={box}
      className="lab-plot"
      role="img"
      aria-label={`${line.label} of ${a.name} and ${b.name} over training steps; the table below has the figures at the end.`}
    />
  );
}

function Differences({ a, b }: { a: RunInfo; b: RunInfo }) {
  const offer = useStore((state) => state.capabilities);
  if (!offer) return <p className="note">The settings appear as soon as the trainer has loaded.</p>;
  const rows = [
    ...settingsDiff(a, b, offer),
    { label: 'Accuracy', a: percent(a.metrics.accuracy, 1), b: percent(b.metrics.accuracy, 1) },
    { label: 'Loss', a: a.metrics.loss.toFixed(3), b: b.metrics.loss.toFixed(3) },
  ];
  return (
    <table className="differences">
      <caption className="hidden-visually">What differs between the two runs</caption>
      <thead>
        <tr>
          <th scope="col">Differs</th>
          <th scope="col">{a.name}</th>
          <th scope="col">{b.name}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, a: left, b: right }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{left}</td>
            <td>{right}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
