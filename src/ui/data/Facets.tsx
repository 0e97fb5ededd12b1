/** What the samples can be told apart by: filters for the gallery, and the place where classes, people and sessions change. */

import { useMemo } from 'react';
import { useStore } from '../store.ts';
import { ClassFacet } from './ClassFacet.tsx';
import { FacetRow } from './FacetRow.tsx';
import { counted } from './filterSamples.ts';
import { FACET_TITLES, SOURCES, SPLITS } from './galleryWords.ts';
import { NameFacet } from './NameFacet.tsx';

export function Facets() {
  const samples = useStore((state) => state.samples);
  const plan = useStore((state) => state.split);
  const counts = useMemo(() => counted(samples, plan), [samples, plan]);
  return (
    <aside className="facets" aria-label="Filters">
      <ClassFacet counts={counts.class} />
      <NameFacet what="person" counts={counts.person} />
      <NameFacet what="session" counts={counts.session} />
      {plan && <FixedFacet facet="split" names={SPLITS} counts={counts.split} />}
      {counts.source.size > 1 && <FixedFacet facet="source" names={SOURCES} counts={counts.source} />}
    </aside>
  );
}

type FixedProps = {
  facet: 'source' | 'split';
  names: Readonly<Record<string, string>>;
  counts: ReadonlyMap<string, number>;
};

function FixedFacet({ facet, names, counts }: FixedProps) {
  return (
    <section className="facet" aria-label={FACET_TITLES[facet]}>
      <h3>{FACET_TITLES[facet]}</h3>
      <ul className="facet-list">
        {Object.entries(names)
          .filter(([value]) => counts.has(value))
          .map(([value, name]) => (
            <li key={value}>
              <FacetRow facet={facet} value={value} name={name} count={counts.get(value) ?? 0} />
            </li>
          ))}
      </ul>
    </section>
  );
}
