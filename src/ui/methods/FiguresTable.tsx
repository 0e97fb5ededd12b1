/** A table of figures under its title, which scrolls where it is wider than the page. Knows no method. */

import { useId } from 'react';
import type { Table } from './methodText.ts';

const isFigure = (cell: string): boolean => /^[−+\d]/.test(cell);

export function FiguresTable({ table: { title, columns, rows } }: { table: Table }) {
  const id = useId();
  return (
    <div>
      <p id={id} className="method-table-title">
        {title}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="method-table" aria-labelledby={id} tabIndex={0}>
        <table aria-labelledby={id}>
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
    </div>
  );
}
