/** What was measured of a method in this repository: claims with their verdicts, and tables. Knows no method. */

import { CircleCheck, CircleDashed, CircleHelp, CircleSlash, CircleX } from 'lucide-react';
import { FiguresTable } from './FiguresTable.tsx';
import { type Claim, NOTE, resultsOf, type Verdict } from './results.ts';

const VERDICTS: { [V in Verdict]: { icon: typeof CircleX; label: string } } = {
  holds: { icon: CircleCheck, label: 'Holds' },
  'does not hold': { icon: CircleX, label: 'Does not hold' },
  undecided: { icon: CircleHelp, label: 'Undecided' },
  void: { icon: CircleSlash, label: 'Void' },
  'not measured': { icon: CircleDashed, label: 'Not measured' },
};

export function Measured({ method }: { method: string }) {
  const results = resultsOf(method);
  if (!results) {
    return (
      <p className="method-unmeasured">
        <CircleDashed size={16} aria-hidden="true" />
        Not yet measured.
      </p>
    );
  }
  return (
    <>
      <p>{results.setting}</p>
      <ul className="method-claims">
        {results.claims.map((claim) => (
          <ClaimLine key={claim.claim} {...claim} />
        ))}
      </ul>
      {results.tables.map((table) => (
        <FiguresTable key={table.title} table={table} />
      ))}
      {NOTE && <p className="note">{NOTE}</p>}
    </>
  );
}

function ClaimLine({ claim, verdicts }: Claim) {
  return (
    <li>
      <strong>{claim}</strong>
      {verdicts.map(({ start, verdict, text }) => {
        const { icon: Icon, label } = VERDICTS[verdict];
        return (
          <p key={start} className="claim-start" data-verdict={verdict}>
            <span className="claim-verdict">
              <Icon size={16} aria-hidden="true" />
              {label}
            </span>
            <span>
              {start}: {text}
            </span>
          </p>
        );
      })}
    </li>
  );
}
