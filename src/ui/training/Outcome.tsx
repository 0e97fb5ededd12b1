/** What came of a run: its figure, what that was measured on, and what it is worth. */

import type { TrainResult } from '../../train/protocol.ts';
import { percent } from '../parts/words.ts';
import { JUDGED } from './judged.ts';

export function Outcome({ result }: { result: TrainResult }) {
  const { on, worth } = JUDGED[result.judgedOn];
  return (
    <div className="outcome">
      <p className="outcome-figure">{percent(result.accuracy)}</p>
      <p>
        <strong>
          {result.state === 'stopped' && 'Stopped early. '}Right on {percent(result.accuracy)} {on}
        </strong>
        <span>{worth}</span>
      </p>
    </div>
  );
}
