/** How often the model is right by how far the face is turned, with how many samples that rests on. */

import { angleWords } from '../../train/evaluation/reportMarkdown.ts';
import type { EvaluationReport } from '../../train/protocol.ts';
import { count, percent } from '../parts/words.ts';

/** Nothing where all faces look the same way: the accuracy says it. */
export function Angles({ angles: { ranges, far } }: { angles: EvaluationReport['angles'] }) {
  if (ranges.length < 2) return null;
  return (
    <section className="panel evaluate-angles" aria-labelledby="angles-title">
      <header className="panel-head">
        <h2 id="angles-title">By angle</h2>
      </header>
      <table className="figures angle-bars">
        <thead>
          <tr>
            <th scope="col">Turned by</th>
            <th scope="col" className="angle-chart">
              <span className="hidden-visually">Accuracy, drawn</span>
            </th>
            <th scope="col">Right</th>
            <th scope="col">Samples</th>
          </tr>
        </thead>
        <tbody>
          {ranges.map(({ from, to, samples, accuracy: { value, interval } }) => (
            <tr key={from}>
              <th scope="row">{angleWords({ from, to })}</th>
              <td className="angle-chart" aria-hidden="true">
                <Bar value={value} interval={interval} />
              </td>
              <td>
                {percent(value)}{' '}
                <span className="note">
                  {Math.round(interval[0] * 100)}–{Math.round(interval[1] * 100)}
                </span>
              </td>
              <td>{samples.toLocaleString('en')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">
        Left and right count alike; the line over each bar is its 95 % interval.
        {far &&
          ` Of all ${count(far.samples, 'face')} turned by 45° or more, ${percent(far.accuracy.value)} are right.`}
      </p>
    </section>
  );
}

function Bar({ value, interval: [low, high] }: { value: number; interval: [number, number] }) {
  return (
    <span className="angle-bar">
      <span className="angle-fill" style={{ width: `${100 * value}%` }} />
      <span className="angle-interval" style={{ left: `${100 * low}%`, width: `${100 * (high - low)}%` }} />
    </span>
  );
}
