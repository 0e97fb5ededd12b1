/** How well the model reads valence and arousal: of all samples, of the weak and of the strong ones. */

import type { EvaluationReport } from '../../train/protocol.ts';
import { count, signed } from '../parts/words.ts';

type Affect = NonNullable<EvaluationReport['affect']>;
type Axis = Affect['all']['valence'];

const STRENGTHS = [
  ['all', 'All'],
  ['weak', 'Weak'],
  ['strong', 'Strong'],
] as const;

const AXES = [
  ['valence', 'pleasant'],
  ['arousal', 'excited'],
] as const;

const MEASURES: { of: keyof Axis; name: string; title: string }[] = [
  { of: 'ccc', name: 'CCC', title: 'Concordance (Lin 1989): 1 only where what is read equals what is known' },
  { of: 'pcc', name: 'PCC', title: 'Pearson’s correlation: whether both rise together, whatever their scale' },
  { of: 'rmse', name: 'RMSE', title: 'Root of the mean squared error, on a scale from −1 to 1: lower is better' },
  { of: 'sagr', name: 'SAGR', title: 'How often both are on the same side of the middle' },
];

export function AffectFigures({ affect }: { affect: Affect | null }) {
  if (!affect) return null;
  const groups = STRENGTHS.flatMap(([strength, name]) => {
    const scores = affect[strength];
    return scores ? [{ strength, name, scores }] : [];
  });
  return (
    <section className="panel evaluate-affect" aria-labelledby="affect-title">
      <header className="panel-head">
        <h2 id="affect-title">Valence and arousal</h2>
      </header>
      <dl className="affect-main">
        {groups.map(({ strength, name, scores: { samples, ccc } }) => (
          <div key={strength}>
            <dt>
              {name}, {count(samples, 'sample')}
            </dt>
            <dd>
              {signed(ccc.value)}{' '}
              <span className="note">
                {signed(ccc.interval[0])} to {signed(ccc.interval[1])}
              </span>
            </dd>
          </div>
        ))}
      </dl>
      <div className="table-scroll">
        <table className="figures affect-figures">
          <thead>
            <tr>
              <th scope="col">Samples</th>
              <th scope="col">It looks</th>
              {MEASURES.map(({ name, title }) => (
                <th key={name} scope="col" title={title}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          {groups.map(({ strength, name, scores }) => (
            <tbody key={strength}>
              {AXES.map(([axis, word], i) => (
                <tr key={axis}>
                  {i === 0 && (
                    <th scope="rowgroup" rowSpan={AXES.length}>
                      {name}
                    </th>
                  )}
                  <th scope="row">{word}</th>
                  {MEASURES.map(({ of }) => (
                    <td key={of}>{signed(scores[axis][of])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
      <p className="note">
        Above: concordance (CCC), the mean of both, with its 95 % interval; 1 is perfect, 0 is no agreement at all. Weak
        expressions lie nearer to the middle of the plane than {signed(affect.radius)}.
      </p>
    </section>
  );
}
