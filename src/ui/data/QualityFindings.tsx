/** What a check has found: near-duplicates, outliers, likely wrong labels; every number opens the samples behind it. */

import { Button } from '@radix-ui/themes';
import { removeSamples } from '../../data/edits.ts';
import type { QualityReport } from '../../train/protocol.ts';
import { performWithNotice, whyNotChange } from '../library.ts';
import { count } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { QualityDoubts } from './QualityDoubts.tsx';
import { showSamples } from './showSamples.ts';

export function QualityFindings({ report }: { report: QualityReport }) {
  const { duplicates, outliers, mislabelled } = report;
  const blocked = useStore((state) => whyNotChange(state) !== null);
  const surplus = duplicates.flatMap(([, ...others]) => others);
  return (
    <div className="findings">
      <Finding
        title="Labels that look wrong"
        none="No label looks wrong."
        help="By vote, the samples most like these, from other moments, carry another label."
        number={mislabelled.length}
        ids={mislabelled.map(({ id }) => id)}
      >
        <QualityDoubts doubts={mislabelled} />
      </Finding>
      <Finding
        title="Near-duplicates"
        none="No near-duplicates."
        help={`${count(surplus.length, 'sample')} more than needed. Copies on both sides of a split flatter the result.`}
        number={duplicates.length}
        unit="group"
        ids={duplicates.flat()}
      >
        <Button
          size="1"
          variant="soft"
          disabled={blocked}
          onClick={() =>
            performWithNotice(`Deleted ${count(surplus.length, 'near-duplicate')}.`, 'delete near-duplicates', (now) =>
              removeSamples(now, new Set(surplus)),
            )
          }
        >
          Delete all but the first of each
        </Button>
      </Finding>
      <Finding
        title="Outliers"
        none="No outliers."
        help="They look unlike the rest of their class: another face, a hand in view, or simply a rare one worth keeping."
        number={outliers.length}
        ids={outliers.map(({ id }) => id)}
      />
    </div>
  );
}

type FindingProps = {
  title: string;
  /** Said where there is nothing of the kind. */
  none: string;
  help: string;
  number: number;
  /** What is counted. */
  unit?: string;
  ids: string[];
  children?: React.ReactNode;
};

function Finding({ title, none, help, number, unit = 'sample', ids, children }: FindingProps) {
  if (number === 0) return <p className="note finding-none">{none}</p>;
  return (
    <section className="finding" aria-label={title}>
      <h3>
        {title}
        <button type="button" className="more" onClick={() => showSamples(title, ids)}>
          Show {count(number, unit)}
        </button>
      </h3>
      <p className="note">{help}</p>
      {children}
    </section>
  );
}
