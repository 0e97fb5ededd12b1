/** How many of the samples are shown and by which filters, each of which can be taken off. */

import { Button } from '@radix-ui/themes';
import { X } from 'lucide-react';
import { useStore } from '../store.ts';
import { anyFilter, wantedValues } from './filterSamples.ts';
import { clearFilters, setFilters, toggleFilter, useGallery } from './galleryState.ts';
import { valueName } from './galleryWords.ts';

export function FilterLine({ shown }: { shown: number }) {
  const filters = useGallery((state) => state.filters);
  const classes = useStore((state) => state.classes);
  const samples = useStore((state) => state.samples);
  if (!anyFilter(filters)) return null;
  return (
    <div className="filter-line">
      <span className="filter-count" role="status">
        {shown.toLocaleString('en')} of {samples.length.toLocaleString('en')}
      </span>
      {filters.list && <Chip text={filters.list.title} onRemove={() => setFilters({ ...filters, list: null })} />}
      {wantedValues(filters).map(({ facet, value }) => (
        <Chip
          key={`${facet} ${value}`}
          text={valueName(facet, value, { classes, samples })}
          onRemove={() => toggleFilter(facet, value)}
        />
      ))}
      <Button size="1" variant="ghost" onClick={clearFilters}>
        Clear filters
      </Button>
    </div>
  );
}

function Chip({ text, onRemove }: { text: string; onRemove: () => void }) {
  return (
    <button type="button" className="filter-chip" aria-label={`Take off the filter ${text}`} onClick={onRemove}>
      <span>{text}</span>
      <X size={13} aria-hidden="true" />
    </button>
  );
}
