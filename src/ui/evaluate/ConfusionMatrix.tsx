/** What is read as what: every cell opens the faces behind it, where a wrong label is fixed. */

import { useLayoutEffect, useRef } from 'react';
import type { EvaluationReport } from '../../train/protocol.ts';
import { SampleStrip } from '../data/SampleStrip.tsx';
import { percent } from '../parts/words.ts';
import { setEvaluation, useEvaluation } from './evaluation.ts';
import { type Cell, cellName, movedCell, rowShare, shade } from './matrix.ts';

type Props = { report: EvaluationReport };

export function ConfusionMatrix({ report }: Props) {
  const cell = useEvaluation((state) => state.cell) ?? { truth: 0, answer: 0 };
  return (
    <section className="panel evaluate-matrix" aria-labelledby="matrix-title">
      <header className="panel-head">
        <h2 id="matrix-title">What is read as what</h2>
      </header>
      <div className="matrix-columns">
        <Grid report={report} cell={cell} />
        <Behind report={report} cell={cell} />
      </div>
    </section>
  );
}

function Grid({ report: { classes, confusion }, cell }: Props & { cell: Cell }) {
  const grid = useRef<HTMLTableElement>(null);
  const moved = useRef(false);
  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [cell]);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const next = movedCell(event.key, event.ctrlKey || event.metaKey, cell, classes.length);
    if (!next || event.altKey) return;
    event.preventDefault();
    moved.current = true;
    setEvaluation({ cell: next });
  };
  return (
    <div className="matrix-scroll">
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: cells are chosen with arrows, as in a sheet */}
      <table ref={grid} role="grid" className="matrix" aria-label="Confusion matrix" onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <td className="matrix-corner">labelled ↓ read →</td>
            {classes.map((name) => (
              <th key={name} scope="col" title={name}>
                <span>{name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {classes.map((name, truth) => (
            <tr key={name}>
              <th scope="row" title={name}>
                {name}
              </th>
              {classes.map((other, answer) => {
                const share = rowShare(confusion, { truth, answer });
                const chosen = cell.truth === truth && cell.answer === answer;
                return (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: arrows choose a cell, which is all that a click does
                  // biome-ignore lint/a11y/useAriaPropsSupportedByRole: within a grid it is a gridcell
                  <td
                    key={other}
                    tabIndex={chosen ? 0 : -1}
                    aria-selected={chosen}
                    data-shade={shade(share)}
                    data-right={truth === answer}
                    onClick={() => setEvaluation({ cell: { truth, answer } })}
                  >
                    <span className="hidden-visually">{cellName(classes, confusion, { truth, answer })} </span>
                    <strong>{confusion[truth]?.[answer] ?? 0}</strong>
                    {share > 0 && <span>{percent(share)}</span>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">
        Outlined: read as labelled. Amber: read as something else; the darker, the larger a share of its row.
      </p>
    </div>
  );
}

/** The faces behind a cell. */
function Behind({ report: { classes, cells }, cell: { truth, answer } }: Props & { cell: Cell }) {
  const ids = cells[truth]?.[answer] ?? [];
  const [label, read] = [classes[truth] ?? '', classes[answer] ?? ''];
  const title = truth === answer ? `${label}, read as such` : `${label}, read as ${read}`;
  return (
    <section className="matrix-behind" aria-label="Faces behind the cell">
      <h3>
        {title} <span className="note">{ids.length.toLocaleString('en')}</span>
      </h3>
      {ids.length === 0 ? (
        <p className="note">No sample. Choose another cell to see the faces behind it.</p>
      ) : (
        <>
          <p className="note">
            {truth === answer
              ? 'The label and the model agree on these.'
              : `Is the label wrong, or the model? A wrong label is fixed with the digit of its class, here or for several at once.`}
          </p>
          <SampleStrip key={`${truth} ${answer}`} ids={ids} title={title} />
        </>
      )}
    </section>
  );
}
