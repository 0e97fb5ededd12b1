/** Quality of the samples: their balance, and on request what of them is odd. */

import { Button } from '@radix-ui/themes';
import { useEffect, useMemo } from 'react';
import { percent } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { QualityBalance } from './QualityBalance.tsx';
import { QualityFindings } from './QualityFindings.tsx';
import { checkSamples, current, useQuality } from './quality.ts';
import { useSamplesLater } from './useSamplesLater.ts';

/** Fewer samples are checked by themselves when the panel opens. */
const QUICK = 2_000;

export function QualityPanel() {
  const samples = useSamplesLater();
  const labelled = useMemo(() => samples.some(({ classId }) => classId !== null), [samples]);
  return (
    <section className="panel quality" aria-labelledby="quality-title">
      <header className="panel-head">
        <h2 id="quality-title">Quality</h2>
      </header>
      {labelled ? (
        <>
          <QualityBalance />
          <Check />
        </>
      ) : (
        <p className="note">Label some samples first. Then copies, odd ones and likely wrong labels are found here.</p>
      )}
    </section>
  );
}

function Check() {
  const { report, judged, checking, kept } = useQuality();
  const samples = useSamplesLater();
  const classes = useStore((state) => state.classes);
  const { size, complete } = useStore((state) => state.memory);
  const still = useMemo(() => current({ report, kept }, { samples, classes }), [report, kept, samples, classes]);
  const first = report === null && complete && size > 0 && size < QUICK;
  useEffect(() => {
    if (first) void checkSamples();
  }, [first]);
  return (
    <>
      {still && <QualityFindings report={still} />}
      <div className="quality-check">
        <Button
          size="2"
          variant="soft"
          disabled={!complete || size === 0 || checking !== null}
          onClick={() => void checkSamples()}
        >
          {checking === null ? (report ? 'Check again' : 'Check the samples') : `Checking ${percent(checking)}`}
        </Button>
        {report && judged !== samples && <p className="note">The samples have changed since the check.</p>}
      </div>
    </>
  );
}
