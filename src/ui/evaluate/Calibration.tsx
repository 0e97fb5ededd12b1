/** Whether the model is right as often as it says: confidence against accuracy, before and after the temperature. */

import type { EvaluationReport } from '../../train/protocol.ts';
import { percent } from '../parts/words.ts';
import { calibrationWords } from './calibrationWords.ts';

type Props = { calibration: EvaluationReport['calibration'] };
type Bins = EvaluationReport['calibration']['before']['bins'];

/** Units of the drawing. */
const SIDE = 200;

export function Calibration({ calibration }: Props) {
  const { before, after, temperature } = calibration;
  return (
    <section className="panel evaluate-calibration" aria-labelledby="calibration-title">
      <header className="panel-head">
        <h2 id="calibration-title">Calibration</h2>
      </header>
      <div className="calibration-body">
        <svg viewBox={`-38 -8 ${SIDE + 48} ${SIDE + 40}`} role="img" aria-label="Accuracy over confidence">
          <g className="calibration-frame">
            {[0, 0.5, 1].map((value) => (
              <g key={value}>
                <line x1={0} x2={SIDE} y1={at(value)} y2={at(value)} />
                <text x={-6} y={at(value) + 3.5} textAnchor="end">
                  {percent(value)}
                </text>
                <text x={value * SIDE} y={SIDE + 14} textAnchor="middle">
                  {percent(value)}
                </text>
              </g>
            ))}
            <line className="calibration-ideal" x1={0} x2={SIDE} y1={SIDE} y2={0} />
            <text x={SIDE / 2} y={SIDE + 29} textAnchor="middle">
              how sure it says it is
            </text>
          </g>
          <Line bins={before.bins} kind="before" />
          {after && <Line bins={after.bins} kind="after" />}
        </svg>
        <div className="calibration-words">
          <p>{calibrationWords(calibration)}</p>
          <ul className="calibration-legend">
            <li data-kind="ideal">right as often as it says</li>
            <li data-kind="before">as trained: off by {percent(before.ece, 1)} on average</li>
            {after && temperature !== null && (
              <li data-kind="after">
                at temperature {temperature.toFixed(2)}: off by {percent(after.ece, 1)}
              </li>
            )}
          </ul>
          <details>
            <summary>As a table</summary>
            <Table bins={(after ?? before).bins} />
          </details>
        </div>
      </div>
    </section>
  );
}

const at = (share: number): number => SIDE * (1 - share);

function Line({ bins, kind }: { bins: Bins; kind: 'before' | 'after' }) {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  return (
    <g className="calibration-line" data-kind={kind}>
      <polyline points={bins.map(({ confidence, accuracy }) => `${confidence * SIDE},${at(accuracy)}`).join(' ')} />
      {bins.map(({ from, confidence, accuracy, count }) => {
        // Area in step with the number of answers.
        const radius = 2 + 4 * Math.sqrt(count / most);
        const [x, y] = [confidence * SIDE, at(accuracy)];
        return kind === 'before' ? (
          <rect key={from} x={x - radius} y={y - radius} width={2 * radius} height={2 * radius} />
        ) : (
          <circle key={from} cx={x} cy={y} r={radius} />
        );
      })}
    </g>
  );
}

function Table({ bins }: { bins: Bins }) {
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">Says</th>
          <th scope="col">Is right</th>
          <th scope="col">Answers</th>
        </tr>
      </thead>
      <tbody>
        {bins.map(({ from, confidence, accuracy, count }) => (
          <tr key={from}>
            <th scope="row">{percent(confidence)}</th>
            <td>{percent(accuracy)}</td>
            <td>{count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
