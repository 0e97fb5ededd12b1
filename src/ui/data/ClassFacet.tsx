/** The classes on the Data page: each filters the gallery and can be changed; dragging changes their order. */

import { Kbd } from '@radix-ui/themes';
import { useState } from 'react';
import type { ExpressionClass } from '../../data/schema.ts';
import { NameField } from '../parts/NameField.tsx';
import { useStore } from '../store.ts';
import { ClassMenu } from '../teach/ClassMenu.tsx';
import { alterClass, placeClass } from '../teach/classes.ts';
import { NewClass } from '../teach/NewClass.tsx';
import { FacetRow } from './FacetRow.tsx';
import { UNLABELLED } from './filterSamples.ts';

/** Marks a drag as one of a class, so that dragged files pass by. */
const DRAGGED = 'application/x-mien-class';

export function ClassFacet({ counts }: { counts: ReadonlyMap<string, number> }) {
  const classes = useStore((state) => state.classes);
  const unlabelled = counts.get(UNLABELLED) ?? 0;
  return (
    <section className="facet" aria-label="Classes">
      <h3>Classes</h3>
      <ol className="facet-list">
        {classes.map((record, i) => (
          <ClassRow key={record.id} record={record} place={i} count={counts.get(record.id) ?? 0} />
        ))}
        {unlabelled > 0 && (
          <li>
            <FacetRow
              facet="class"
              value={UNLABELLED}
              name="No class"
              count={unlabelled}
              mark={<span className="swatch" data-empty="true" aria-hidden="true" />}
            />
          </li>
        )}
      </ol>
      <NewClass id="new-class-data" placeholder="New class" size="1" />
    </section>
  );
}

function ClassRow({ record, place, count }: { record: ExpressionClass; place: number; count: number }) {
  const { id, name, colour, enabled } = record;
  const [editing, setEditing] = useState(false);
  const [target, setTarget] = useState(false);
  if (editing) {
    return (
      <li>
        <NameField
          name={name}
          label="Class name"
          onRename={(next) => alterClass(record, { name: next })}
          onClose={() => setEditing(false)}
        />
      </li>
    );
  }
  return (
    <li
      draggable
      data-target={target}
      data-disabled={!enabled}
      onDragStart={({ dataTransfer }) => dataTransfer.setData(DRAGGED, id)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return;
        event.preventDefault();
        setTarget(true);
      }}
      onDragLeave={() => setTarget(false)}
      onDrop={(event) => {
        setTarget(false);
        const dragged = event.dataTransfer.getData(DRAGGED);
        if (!dragged) return;
        event.preventDefault();
        placeClass(dragged, place);
      }}
    >
      <FacetRow
        facet="class"
        value={id}
        name={enabled ? name : `${name} (disabled)`}
        count={count}
        mark={
          <>
            <span className="swatch" style={{ '--class-colour': colour } as React.CSSProperties} aria-hidden="true" />
            {place < 9 && (
              <Kbd size="1" aria-hidden="true">
                {place + 1}
              </Kbd>
            )}
          </>
        }
      >
        <ClassMenu record={record} onRename={() => setEditing(true)} />
      </FacetRow>
    </li>
  );
}
