/** The numbers behind the curves. */

import { useState } from 'react';
import { percent } from '../parts/words.ts';
import { type Line, thinned } from '../training/lines.ts';
import { useCurve } from './useCurve.ts';

const EVERY_MS = 1_000;
const MOST_ROWS = 100;

export function CurveTable({ lines }: { lines: readonly Line[] }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="curve-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The numbers as a table</summary>
      {open && <Rows lines={lines} />}
    </details>
  );
}

function Rows({ lines }: { lines: readonly Line[] }) {
  const { points } = useCurve(EVERY_MS);
  const rows = thinned(points, MOST_ROWS);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="curve-rows" tabIndex={0} aria-label="Curve values">
      {rows.length < points.length && (
        <p className="note">
          {rows.length} of {points.length.toLocaleString('en')} points. All of them are in the CSV file, in Runs.
        </p>
      )}
      <table>
        <thead>
          <tr>
            <th scope="col">Step</th>
            {lines.map(({ id, label }) => (
              <th key={id} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((point) => (
            <tr key={point.step}>
              <th scope="row">{point.step}</th>
              {lines.map((line) => (
                <td key={line.id}>{written(line, line.value(point))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function written({ look: { scale }, write }: Line, value: number | null): string {
  if (value === null) return '–';
  if (write) return write(value);
  return scale === 'share' ? percent(value, 1) : scale === 'rate' ? value.toExponential(1) : value.toFixed(3);
}
