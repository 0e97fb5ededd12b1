/** The samples that are selected on the map, to be relabelled, taken out or shown in the gallery. */

import { useMemo } from 'react';
import { SampleStrip } from '../data/SampleStrip.tsx';
import { count } from '../parts/words.ts';
import { useMap } from './mapState.ts';

export function MapSelection() {
  const selected = useMap((state) => state.selected);
  const ids = useMemo(() => [...selected], [selected]);
  return (
    <section className="panel" aria-labelledby="selection-title">
      <header className="panel-head">
        <h2 id="selection-title">Selected</h2>
        <p className="note">{ids.length > 0 && count(ids.length, 'sample')}</p>
      </header>
      {ids.length === 0 ? (
        <p className="note">Draw around dots with the lasso, click one, or use the keyboard: they appear here.</p>
      ) : (
        <SampleStrip ids={ids} title="Selected on the map" />
      )}
    </section>
  );
}
