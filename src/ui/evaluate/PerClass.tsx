/** Precision, recall and F1 of every class, each with how many samples it rests on. */

import type { EvaluationReport } from '../../train/protocol.ts';
import { showSamples } from '../data/showSamples.ts';
import { percent } from '../parts/words.ts';

export function PerClass({ report }: { report: EvaluationReport }) {
  return (
    <section className="panel evaluate-classes" aria-labelledby="classes-title">
      <header className="panel-head">
        <h2 id="classes-title">Class by class</h2>
      </header>
      <div className="table-scroll">
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">Class</th>
              <th scope="col" title="Of those read as it, the share that are labelled so">
                Precision
              </th>
              <th scope="col" title="Of those labelled so, the share that are read as it">
                Recall
              </th>
              <th scope="col" title="Harmonic mean of the two">
                F1
              </th>
              <th scope="col">Samples</th>
            </tr>
          </thead>
          <tbody>
            {report.perClass.map(({ name, precision, recall, recallInterval: [low, high], f1, support }, i) => (
              <tr key={name} data-none={support === 0}>
                <th scope="row">{name}</th>
                <td>{percent(precision)}</td>
                <td>
                  {support === 0 ? (
                    '–'
                  ) : (
                    <>
                      {percent(recall)}{' '}
                      <span className="note">
                        {Math.round(low * 100)}–{Math.round(high * 100)}
                      </span>
                    </>
                  )}
                </td>
                <td>{percent(f1)}</td>
                <td>
                  {support === 0 ? (
                    0
                  ) : (
                    <button
                      type="button"
                      className="more"
                      aria-label={`Show the ${support} of ${name}`}
                      onClick={() => showSamples(`${name}, evaluated`, report.cells[i]?.flat() ?? [])}
                    >
                      {support.toLocaleString('en')}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="note">Beside the recall: its 95 % interval. Few samples make it wide.</p>
    </section>
  );
}
