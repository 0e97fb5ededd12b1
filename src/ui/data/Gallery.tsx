/** The samples: found by filters, selected, labelled, corrected and deleted. */

import { Button } from '@radix-ui/themes';
import { useMemo } from 'react';
import { showClip } from '../sources/clip.ts';
import { setState, useStore } from '../store.ts';
import { BulkBar } from './BulkBar.tsx';
import { FilterLine } from './FilterLine.tsx';
import { filtered, ordered } from './filterSamples.ts';
import { GalleryGrid } from './GalleryGrid.tsx';
import { GalleryHead } from './GalleryHead.tsx';
import { besideKey } from './galleryKeys.ts';
import { clearFilters, useGallery } from './galleryState.ts';
import { SampleDialog } from './SampleDialog.tsx';

export function Gallery() {
  const samples = useStore((state) => state.samples);
  const classes = useStore((state) => state.classes);
  const plan = useStore((state) => state.split);
  const storage = useStore((state) => state.storage.kind);
  const filters = useGallery((state) => state.filters);
  const order = useGallery((state) => state.order);
  const selected = useGallery((state) => state.selected);
  const list = useMemo(
    () => ordered(filtered(samples, filters, plan), order, classes),
    [samples, filters, plan, order, classes],
  );
  const chosen = useMemo(
    () => new Set(selected.size === 0 ? [] : list.filter(({ id }) => selected.has(id)).map(({ id }) => id)),
    [list, selected],
  );
  return (
    <section
      className="panel gallery"
      aria-labelledby="gallery-title"
      onKeyDown={(event) => {
        const { target, currentTarget } = event;
        // Menus lie elsewhere on the page; the grid has seen to its own keys.
        if (!(target instanceof HTMLElement) || !currentTarget.contains(target) || event.defaultPrevented) return;
        if (!target.matches('input, [role=gridcell]')) besideKey(event, list);
      }}
    >
      <GalleryHead />
      <FilterLine shown={list.length} />
      {list.length > 0 && <GalleryGrid list={list} />}
      {list.length === 0 && samples.length > 0 && <NoMatch />}
      {samples.length === 0 && storage !== 'opening' && <NoSamples />}
      {chosen.size > 0 && <BulkBar list={list} ids={chosen} />}
      <SampleDialog list={list} />
    </section>
  );
}

function NoMatch() {
  return (
    <div className="gallery-empty">
      <p>No sample passes these filters.</p>
      <Button variant="soft" onClick={clearFilters}>
        Clear filters
      </Button>
    </div>
  );
}

function NoSamples() {
  return (
    <div className="gallery-empty">
      <h3>No samples yet</h3>
      <p>Record faces into your classes in Live, or import pictures, a video or a zip. Folders become classes.</p>
      <div className="gallery-empty-ways">
        <Button onClick={() => setState({ view: 'live', panel: 'teach' })}>Record in Live</Button>
        <Button
          variant="soft"
          onClick={() => {
            setState({ view: 'live', panel: 'teach' });
            void showClip();
          }}
        >
          Try it with the sample clip
        </Button>
      </div>
    </div>
  );
}
