/** What was measured of a method in this repository, beside what was published of it. Knows no method. */

import { CircleCheck, CircleDashed, CircleHelp, CircleSlash, CircleX } from 'lucide-react';
import type { Table } from './methodText.ts';
import { type Claim, NOTE, resultsOf, type Verdict } from './results.ts';

const VERDICTS: { [V in Verdict]: { icon: typeof CircleX; label: string } } = {
  holds: { icon: CircleCheck, label: 'Holds' },
  'does not hold': { icon: CircleX, label: 'Does not hold' },
  undecided: { icon: CircleHelp, label: 'Undecided' },
  void: { icon: CircleSlash, label: 'Void' },
  'not measured': { icon: CircleDashed, label: 'Not measured' },
};

export function Measured({ method, published }: { method: string; published: Table | undefined }) {
  const results = resultsOf(method);
  return (
    <>
      {results ? (
        <>
          <p>{results.setting}</p>
          <ul className="method-claims">
            {results.claims.map((claim) => (
              <ClaimLine key={claim.claim} {...claim} />
            ))}
          </ul>
          {results.tables.map((table) => (
            <Figures key={table.title} table={table} />
          ))}
          {NOTE && <p className="note">{NOTE}</p>}
        </>
      ) : (
        <p className="method-unmeasured">
          <CircleDashed size={16} aria-hidden="true" />
          Not yet measured.
        </p>
      )}
      {published && <Figures table={published} />}
    </>
  );
}

function ClaimLine({ claim, verdict, text }: Claim) {
  const { icon: Icon, label } = VERDICTS[verdict];
  return (
    <li data-verdict={verdict}>
      <span className="claim-verdict">
        <Icon size={16} aria-hidden="true" />
        {label}
      </span>
      <p>
        <strong>{claim}</strong> {text}
      </p>
    </li>
  );
}

const isFigure = (cell: string): boolean => /^[−+\d]/.test(cell);

function Figures({ table: { title, columns, rows } }: { table: Table }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="method-table" aria-label={title} tabIndex={0}>
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...cells], row) => (
            <tr key={row}>
              <th scope="row">{first}</th>
              {cells.map((cell, i) => (
                <td key={columns[i + 1]} data-figure={isFigure(cell)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
