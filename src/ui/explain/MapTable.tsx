/** The map as a table: for who does not see it, and for who wants the figures. */

import { useState } from 'react';
import type { MapFrame } from '../../train/protocol.ts';
import { toggledIn } from '../data/selection.ts';
import { count } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { select, useMap } from './mapState.ts';

/** Rows shown before the user asks for more. */
const FIRST = 50;

export function MapTable({ frame }: { frame: MapFrame }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="panel map-table" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>The map as a table, {count(frame.ids.length, 'sample')}</summary>
      {open && <Rows frame={frame} />}
    </details>
  );
}

function Rows({ frame: { ids, points } }: { frame: MapFrame }) {
  const [shown, setShown] = useState(FIRST);
  const selected = useMap((state) => state.selected);
  const samples = useStore((state) => state.samples);
  const classes = useStore((state) => state.classes);
  const known = new Map(samples.map((sample) => [sample.id, sample]));
  const names = new Map(classes.map(({ id, name }) => [id, name]));
  return (
    <div className="table-scroll">
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col">Person</th>
            <th scope="col">Across</th>
            <th scope="col">Up</th>
            <th scope="col">Selected</th>
          </tr>
        </thead>
        <tbody>
          {ids.slice(0, shown).map((id, i) => {
            const sample = known.get(id);
            if (!sample) return null;
            const name = names.get(sample.classId ?? '') ?? 'No class';
            return (
              <tr key={id}>
                <th scope="row">{name}</th>
                <td>{sample.person}</td>
                <td>{points[2 * i]?.toFixed(2)}</td>
                <td>{points[2 * i + 1]?.toFixed(2)}</td>
                <td>
                  <input
                    type="checkbox"
                    aria-label={`Select ${name}, ${sample.person}, row ${i + 1}`}
                    checked={selected.has(id)}
                    onChange={() => select(toggledIn(selected, id))}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {ids.length > shown && (
        <button type="button" className="more" onClick={() => setShown(shown + FIRST)}>
          {(ids.length - shown).toLocaleString('en')} more
        </button>
      )}
    </div>
  );
}
