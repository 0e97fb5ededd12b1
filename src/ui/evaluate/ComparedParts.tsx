/** Where two compared models differ: by how far the face is turned, and in what they read of valence and arousal. */

import { angleWords } from '../../train/evaluation/reportMarkdown.ts';
import type { TrainerCalls } from '../../train/protocol.ts';
import { percent } from '../parts/words.ts';

type Compared = TrainerCalls['compare']['result'];

export function ComparedParts({
  names,
  compared: { angles, affect },
}: {
  names: [string, string];
  compared: Compared;
}) {
  return (
    <>
      {affect.length > 0 && (
        <ul className="compared-affect">
          {affect.map(({ strength, verdict: { level, sentence } }) => (
            <li key={strength} data-level={level}>
              {sentence}
            </li>
          ))}
        </ul>
      )}
      {angles.length > 1 && (
        <div className="table-scroll">
          <table className="figures">
            <thead>
              <tr>
                <th scope="col">Turned by</th>
                {names.map((name, i) => (
                  <th key={i} scope="col">
                    {name}
                  </th>
                ))}
                <th scope="col">Samples</th>
              </tr>
            </thead>
            <tbody>
              {angles.map(({ from, to, samples, a, b }) => (
                <tr key={from}>
                  <th scope="row">{angleWords({ from, to })}</th>
                  <td>{percent(a.value)}</td>
                  <td>{percent(b.value)}</td>
                  <td>{samples.toLocaleString('en')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
