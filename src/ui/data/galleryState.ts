/** What the gallery shows, what is selected in it and where the keyboard is, for this visit. Draws and stores nothing. */

import { create } from 'zustand';
import { type Facet, type Filters, NO_FILTERS, type Order, toggled } from './filterSamples.ts';
import type { Place } from './selection.ts';

export type Part = 'samples' | 'filters' | 'tools';

type GalleryState = {
  filters: Filters;
  order: Order;
  selected: ReadonlySet<string>;
  /** Where Shift extends from. */
  anchor: string | null;
  focus: Place;
  /** A tap selects instead of opening. */
  selecting: boolean;
  /** Whether the focused sample is shown large. */
  large: boolean;
  /** The part that a narrow page shows. */
  part: Part;
};

const NOTHING_SELECTED: Pick<GalleryState, 'selected' | 'anchor'> = { selected: new Set(), anchor: null };

export const useGallery = create<GalleryState>()(() => ({
  filters: NO_FILTERS,
  order: 'newest',
  ...NOTHING_SELECTED,
  focus: { id: null, index: 0 },
  selecting: false,
  large: false,
  part: 'samples',
}));

export const { getState: getGallery, setState: setGallery } = useGallery;

/** Shows other samples, from the first on. What is no longer shown is not selected either. */
export function setFilters(filters: Filters): void {
  setGallery({ filters, ...NOTHING_SELECTED, focus: { id: null, index: 0 } });
}

export const toggleFilter = (facet: Facet, value: string): void =>
  setFilters(toggled(getGallery().filters, facet, value));

export const clearFilters = (): void => setFilters(NO_FILTERS);

export const clearSelection = (): void => setGallery({ ...NOTHING_SELECTED, selecting: false });
