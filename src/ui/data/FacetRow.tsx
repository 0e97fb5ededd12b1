/** One value that samples can be filtered by: its name and count as a switch, and what else can be done with it. */

import type { ReactNode } from 'react';
import type { Facet } from './filterSamples.ts';
import { toggleFilter, useGallery } from './galleryState.ts';

type Props = {
  facet: Facet;
  value: string;
  name: string;
  count: number;
  /** Before the name: a swatch, a mark. */
  mark?: ReactNode;
  /** After the count: a menu, a button. */
  children?: ReactNode;
};

export function FacetRow({ facet, value, name, count, mark, children }: Props) {
  const wanted = useGallery((state) => state.filters[facet].includes(value));
  return (
    <div className="facet-row" data-wanted={wanted}>
      <button
        type="button"
        className="facet-toggle"
        aria-pressed={wanted}
        title={name}
        onClick={() => toggleFilter(facet, value)}
      >
        {mark}
        <span className="facet-name">{name}</span>
        <span className="facet-count">{count.toLocaleString('en')}</span>
      </button>
      {children}
    </div>
  );
}
