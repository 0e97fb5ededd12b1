/** What came of a run: its figure, what that was measured on, and what it is worth. */

import { Button } from '@radix-ui/themes';
import { Share2 } from 'lucide-react';
import type { TrainResult } from '../../train/protocol.ts';
import { percent } from '../parts/words.ts';
import { shareRun } from '../share/shareRun.ts';
import { openLab } from '../store.ts';
import { JUDGED, metricWords } from './judged.ts';

export function Outcome({ result }: { result: TrainResult }) {
  const { on, worth } = JUDGED[result.judgedOn];
  const own = metricWords(result.metrics);
  return (
    <div className="outcome">
      <button
        type="button"
        className="outcome-figure"
        title="Where it is right and wrong, in the Lab"
        onClick={() => openLab('evaluate')}
      >
        {percent(result.accuracy)}
      </button>
      <p>
        <strong>
          {result.state === 'stopped' && 'Stopped early. '}Right on {percent(result.accuracy)} {on}
          {own && `; ${own}`}
        </strong>
        <span>{worth}</span>
      </p>
      {!result.unsaved && (
        <Button size="1" variant="surface" onClick={() => shareRun(result.run)}>
          <Share2 size={13} aria-hidden="true" />
          Share
        </Button>
      )}
    </div>
  );
}
