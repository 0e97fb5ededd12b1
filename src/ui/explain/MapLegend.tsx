/** Which shape and colour is which class; each selects its samples. */

import { useMemo } from 'react';
import { useStore } from '../store.ts';
import { select } from './mapState.ts';
import { shapeOf } from './shapes.ts';

export function MapLegend({ ids }: { ids: readonly string[] }) {
  const samples = useStore((state) => state.samples);
  const classes = useStore((state) => state.classes);
  const groups = useMemo(() => {
    const labels = new Map(samples.map(({ id, classId }) => [id, classId ?? '']));
    const of = (classId: string) => ids.filter((id) => labels.get(id) === classId);
    return [
      ...classes.map(({ id, name, colour }, i) => ({ id, name, colour, shape: shapeOf(i), members: of(id) })),
      { id: '', name: 'No class', colour: '#8D8D86', shape: shapeOf(-1), members: of('') },
    ].filter(({ members }) => members.length > 0);
  }, [ids, samples, classes]);
  return (
    <ul className="map-legend" aria-label="Classes on the map">
      {groups.map(({ id, name, colour, shape, members }) => (
        <li key={id}>
          <button type="button" title={`Select the ${members.length} of ${name}`} onClick={() => select(members)}>
            <svg viewBox="-1.6 -1.6 3.2 3.2" aria-hidden="true">
              <path d={shape} fill={colour} />
            </svg>
            {name}
            <span className="note">{members.length.toLocaleString('en')}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
