/** What a model's card tells, for whoever sends it and for whoever gets it. */

import type { ModelCard } from '../../data/sharedModel.ts';
import { count, percent } from '../parts/words.ts';
import { JUDGED } from '../training/judged.ts';

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

export function CardFacts({ card }: { card: ModelCard }) {
  const { affect, author, chain, classes, encoder, judged, learnedFrom, madeAt, method, name } = card;
  const { faces, people } = learnedFrom;
  return (
    <dl className="card-facts">
      <dt>Name</dt>
      <dd>
        {name}
        {author !== null && `, by ${author}`}
      </dd>
      <dt>Classes</dt>
      <dd className="card-classes">
        {classes.map(({ name: className, colour }, i) => (
          // Two classes may have one name.
          <span key={i}>
            <span className="swatch" style={{ background: colour }} aria-hidden="true" />
            {className}
          </span>
        ))}
      </dd>
      {affect && (
        <>
          <dt>Reads too</dt>
          <dd>Valence and arousal: how pleasant and how excited an expression looks</dd>
        </>
      )}
      <dt>How good</dt>
      <dd>
        Right on {percent(judged.accuracy)} of {count(judged.samples, 'face')} ({JUDGED[judged.on].short})
      </dd>
      <dt>Trained</dt>
      <dd>
        With {method} on {count(faces, 'face')}
        {people > 0 && ` of ${people === 1 ? 'one person' : `${people.toLocaleString('en')} people`}`},{' '}
        {DATE.format(madeAt)}
      </dd>
      {chain.length > 0 && (
        <>
          <dt>Copied from</dt>
          <dd>{chain.join(' → ')}</dd>
        </>
      )}
      <dt>Base weights</dt>
      <dd>{encoder}</dd>
    </dl>
  );
}
