/** How good the embedding is beneath the classifier: simple classifiers on it, who it gives away, how it is spread. */

import type { EvaluationReport } from '../../train/protocol.ts';
import { Notice } from '../parts/Notice.tsx';
import { percent, signed } from '../parts/words.ts';

export function EmbeddingFigures({ report }: { report: EvaluationReport }) {
  const { neighbours, linear, identity, geometry, spread } = report;
  return (
    <section className="panel evaluate-embedding" aria-labelledby="embedding-title">
      <header className="panel-head">
        <h2 id="embedding-title">The embedding</h2>
      </header>
      {spread && spread.verdict.level !== 'fine' && <Notice tone="bad">{spread.verdict.sentence}</Notice>}
      <dl>
        <Figure
          name="5 nearest neighbours"
          value={neighbours && percent(neighbours.balancedAccuracy)}
          help="Balanced accuracy of a vote among the five most alike training samples. It needs no training, so it shows what the embedding knows."
        />
        <Figure
          name="Linear probe"
          value={linear && percent(linear.balancedAccuracy)}
          help="Balanced accuracy of the best straight cut through the embedding. Well above the neighbours: the classes lie apart, but not in clusters."
        />
        <Figure
          name="Same person nearest"
          value={identity && `${percent(identity.rate)} (chance ${percent(identity.chance)})`}
          help="How often the most alike sample of another take shows the same person. Far above chance, the embedding sorts faces rather than expressions."
        />
        <Figure
          name="Alignment"
          value={geometry.alignment?.toFixed(2) ?? null}
          help="Mean squared distance of two samples of a class (Wang and Isola 2020): 0 is the same point, 2 as far as chance."
        />
        <Figure
          name="Uniformity"
          value={geometry.uniformity === null ? null : signed(geometry.uniformity)}
          help="How evenly the sphere is used (the same paper): near −4 evenly, near 0 all in one place."
        />
        <Figure
          name="Spread"
          value={spread && `${percent(spread.relativeStd)}, rank ${spread.effectiveRank.toFixed(1)}`}
          help={spread?.verdict.sentence ?? 'There are too few samples to say.'}
        />
      </dl>
    </section>
  );
}

function Figure({ name, value, help }: { name: string; value: string | null; help: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value ?? 'too few samples'}</dd>
      <dd className="note">{help}</dd>
    </div>
  );
}
